import type { Tag } from 'easy-template-x';
import { Failure, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { repackDeterministically } from '../../workbook/pack.ts';
import { openDocument } from '../reading/open-document.ts';
import { entriesOf, holds } from '../wording/evaluate.ts';
import { inlineText, renderText, type TextNotes } from '../wording/render-text.ts';
import { entryScope, type Scope, type WordingValues } from '../wording/values.ts';
import type { Paper } from './make-paper.ts';
import { checkBraces } from './word-braces.ts';
import { checkTags, readWordTag, type WordTag } from './word-tags.ts';

/**
 * Fills a Word template (.docx) with easy-template-x: `{{字段|格式}}`, `{{#如果 …}}…{{/如果}}`, `{{#每个 …}}…{{/每个}}`,
 * the last also around rows of a table. Values are text and nothing else.
 * @throws Failure `paper-template-broken`, `paper-template-tag` with every place, `wording-field-unknown`
 */
export async function fillWordTemplate(
  bytes: Uint8Array,
  values: WordingValues,
  file: string,
): Promise<Paper> {
  const { TemplateHandler, TextPlugin, LoopPlugin } = await import('easy-template-x');
  const findings = new Map<string, Finding>();
  const notes = notesOf(file, findings);
  const handler = new TemplateHandler({
    delimiters: { tagStart: '{{', tagEnd: '}}' },
    // No raw XML and no pictures: a template holds text.
    plugins: [new TextPlugin(), new LoopPlugin()],
    scopeDataResolver: ({ path }) => resolve(path, values, notes),
  });
  let packed: Buffer;
  try {
    await openDocument(bytes, file);
    refuseErrors(checkBraces(bytes, file));
    const tags = await handler.parseTags(Buffer.from(bytes));
    refuseErrors(checkTags(tags, values, file));
    packed = await handler.process(Buffer.from(bytes), {});
  } catch (error) {
    throw error instanceof Failure ? error : broken(file, mistakeOf(error));
  }
  refuseErrors([...findings.values()]);
  return { bytes: repackDeterministically(packed), findings: [...findings.values()] };
}

const broken = (file: string, reason: string) =>
  new Failure('paper-template-broken', { file, reason }, { place: { file } });

function mistakeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/content control/.test(message)) return '循环和条件不能写在内容控件里，请删去控件，只留文字';
  return '文件的结构与 Word 存的不同，请用 Word 打开另存一份';
}

function notesOf(file: string, findings: Map<string, Finding>): TextNotes {
  const add = (code: Parameters<typeof makeFinding>[0], name: string, more: Record<string, string> = {}) => {
    const key = `${code}\0${name}`;
    if (!findings.has(key)) findings.set(key, makeFinding(code, { file, value: name, ...more }, { file }));
  };
  return {
    unknown: ({ names }) =>
      add('paper-template-tag', names.join('.'), { place: '', expected: '没有这个字段。' }),
    blank: ({ names }) => add('paper-field-blank', names.join('.')),
    unfit: ({ names }, value, expected) =>
      add('paper-template-value', value, { field: names.join('.'), expected }),
  };
}

type PathPart = Tag | number;

/** What stands at a tag: the values of the loops around it, then the field, the list or the condition itself. */
function resolve(
  path: readonly PathPart[],
  values: WordingValues,
  notes: TextNotes,
): string | boolean | Record<string, never>[] {
  let scope: Scope = [values];
  for (const [index, part] of path.slice(0, -1).entries()) {
    const round = path[index + 1];
    if (typeof part === 'number' || typeof round !== 'number') continue;
    const tag = readWordTag(part);
    if (tag?.kind !== 'list') continue;
    const entries = entriesOf(tag.path, scope, notes);
    scope = entryScope(scope, entries[round] ?? null, { index: round, count: entries.length, as: tag.as });
  }
  const last = path.at(-1);
  const tag = last === undefined || typeof last === 'number' ? undefined : readWordTag(last);
  return tag ? contentOf(tag, scope, notes) : '';
}

function contentOf(tag: WordTag, scope: Scope, notes: TextNotes): string | boolean | Record<string, never>[] {
  if (tag.kind === 'condition') return holds(tag.condition, scope, notes);
  if (tag.kind === 'list') return entriesOf(tag.path, scope, notes).map((): Record<string, never> => ({}));
  if (tag.kind === 'close') return '';
  return withLines(tag.text, scope, notes);
}

/** Lines of a value become lines in Word. */
function withLines(
  text: Extract<WordTag, { kind: 'field' }>['text'],
  scope: Scope,
  notes: TextNotes,
): string {
  return inlineText(renderText(text, scope, notes, { keepLines: true }));
}
