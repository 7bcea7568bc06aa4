import { squeezeText } from '../common/text.ts';
import type { Policy } from '../policy/schema.ts';

/** A kind of activity (活动种类) of a policy. */
export type ActivityKind = Policy['activities'][number];

const wordsOf = ({ name, aliases }: Pick<ActivityKind, 'name' | 'aliases'>) =>
  [name, ...aliases].map(squeezeText);

/**
 * The policy's kind that a text means: by id, name or another wording, else the one whose wording stands in it
 * (`第三次联合教研`); of several the longest wording tells. Undefined where none or two mean as much.
 */
export function kindMeant(kinds: readonly ActivityKind[], text: string): ActivityKind | undefined {
  const wanted = squeezeText(text);
  if (wanted === '') return undefined;
  const same = kinds.find((kind) => kind.id === wanted.toLowerCase() || wordsOf(kind).includes(wanted));
  if (same) return same;
  const within = kinds
    .map((kind) => ({
      kind,
      length: Math.max(0, ...wordsOf(kind).map((word) => (wanted.includes(word) ? word.length : 0))),
    }))
    .filter(({ length }) => length >= 2)
    .sort((one, other) => other.length - one.length);
  const [first, second] = within;
  return first && first.length !== second?.length ? first.kind : undefined;
}

/** Whether a text is the very word for a kind, and no name of an activity. */
export function isKindWord(kinds: readonly ActivityKind[], text: string): boolean {
  return kinds.some((kind) => wordsOf(kind).includes(squeezeText(text)));
}

/** The name of a kind; its id where the policy has no such kind any more. */
export function kindName(kinds: readonly ActivityKind[], id: string): string {
  return kinds.find((kind) => kind.id === id)?.name ?? id;
}

/** The task line (任务) that a text means, by id or name. */
export function lineMeant(lines: Policy['lines'], text: string): Policy['lines'][number] | undefined {
  const wanted = squeezeText(text);
  return lines.find(({ id, name }) => id === wanted.toLowerCase() || squeezeText(name) === wanted);
}

export function lineName(lines: Policy['lines'], id: string | null): string | null {
  return id === null ? null : (lines.find((line) => line.id === id)?.name ?? id);
}
