import type { Report } from './problem.ts';
import type { ControlTag } from './read-tag.ts';
import type { Condition, Nested } from './wording.ts';
import { tagWords } from './words.ts';

/** Lines or pieces of a line, with the tags among them still flat. */
export type Flat<T> = { readonly leaf: T } | { readonly tag: ControlTag };

type Opening = Extract<ControlTag, { kind: 'open' }>;

interface Frame<T> {
  readonly open: Opening | undefined;
  readonly branches: {
    readonly by: Condition | 'otherwise' | 'zero' | 'one' | 'many' | null;
    readonly body: Nested<T>[];
  }[];
}

const opening = (of: Opening['of']) => `{{#${tagWords[of][0]} …}}`;
const closing = (of: Opening['of']) => `{{/${tagWords[of][0]}}}`;

/**
 * Puts what stands between an opening and its closing tag into one node. What does not fit is reported and left out.
 * @param isEmpty whether a leaf says nothing, as between `{{#按数 …}}` and its first branch
 */
export function nest<T>(
  flat: readonly Flat<T>[],
  isEmpty: (leaf: T) => boolean,
  report: Report,
): Nested<T>[] {
  const root: Nested<T>[] = [];
  const frames: Frame<T>[] = [{ open: undefined, branches: [{ by: null, body: root }] }];
  const top = () => frames.at(-1) as Frame<T>;
  const put = (node: Nested<T>) => top().branches.at(-1)?.body.push(node);
  for (const token of flat) {
    if ('leaf' in token) {
      const { open, branches } = top();
      if (open?.of !== 'count' || branches.length > 0) put(token.leaf);
      else if (!isEmpty(token.leaf)) {
        report(open.place, '{{#按数 …}} 后面应紧接 {{#零}}、{{#一}} 或 {{#多}}，再写文字');
        branches.push({ by: 'many', body: [] });
      }
      continue;
    }
    const { tag } = token;
    if (tag.kind === 'open') {
      frames.push({ open: tag, branches: tag.of === 'count' ? [] : [{ by: conditionOf(tag), body: [] }] });
    } else if (tag.kind === 'divide') divide(top(), tag, report);
    else if (top().open?.of === tag.of) {
      const { open, branches } = frames.pop() as Frame<T>;
      put(asNode(open as Opening, branches));
    } else {
      const open = top().open;
      const expected = open
        ? `前面第 ${open.place.line} 行的 ${opening(open.of)} 还没有结束，这里应先写 ${closing(open.of)}`
        : `前面没有 ${opening(tag.of)}，请补上或删去这里的 ${closing(tag.of)}`;
      report(tag.place, expected);
    }
  }
  for (const { open } of frames.slice(1)) {
    if (open) report(open.place, `${opening(open.of)} 没有结束，请在它管到的地方后面写 ${closing(open.of)}`);
  }
  return root;
}

const conditionOf = (tag: Opening) => (tag.of === 'choose' ? tag.condition : null);

function divide<T>(
  { open, branches }: Frame<T>,
  tag: Extract<ControlTag, { kind: 'divide' }>,
  report: Report,
) {
  const word = tagWords[tag.of][0];
  const isOver = branches.at(-1)?.by === 'otherwise';
  if (tag.of === 'elseChoose' || tag.of === 'otherwise') {
    const fits = open?.of === 'choose' || (open?.of === 'each' && tag.of === 'otherwise');
    if (!fits)
      report(
        tag.place,
        `{{#${word}}} 只能写在 {{#如果 …}} 里面${tag.of === 'otherwise' ? '（或 {{#每个 …}} 里面，列表为空时用）' : ''}`,
      );
    else if (isOver) report(tag.place, `{{#否则}} 后面不能再有 {{#${word}}}`);
    else branches.push({ by: tag.of === 'elseChoose' ? tag.condition : 'otherwise', body: [] });
    return;
  }
  if (open?.of !== 'count') report(tag.place, `{{#${word}}} 只能写在 {{#按数 …}} 里面`);
  else if (branches.some(({ by }) => by === tag.of)) report(tag.place, `{{#${word}}} 写了两次，请删去一处`);
  else branches.push({ by: tag.of, body: [] });
}

function asNode<T>(open: Opening, branches: Frame<T>['branches']): Nested<T> {
  const bodyOf = (by: string) => branches.find((branch) => branch.by === by)?.body;
  switch (open.of) {
    case 'choose':
      return {
        kind: 'choose',
        branches: branches.map(({ by, body }) => ({ condition: typeof by === 'string' ? null : by, body })),
      };
    case 'each': {
      const otherwise = bodyOf('otherwise');
      return {
        kind: 'each',
        path: open.path,
        ...(open.as === undefined ? {} : { as: open.as }),
        ...(open.between === undefined ? {} : { between: open.between }),
        body: branches[0]?.body ?? [],
        ...(otherwise === undefined ? {} : { otherwise }),
      };
    }
    default: {
      const [zero, one, many] = [bodyOf('zero'), bodyOf('one'), bodyOf('many')];
      return {
        kind: 'count',
        path: open.path,
        branches: { ...(zero && { zero }), ...(one && { one }), ...(many && { many }) },
      };
    }
  }
}
