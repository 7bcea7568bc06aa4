import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Policy } from '../policy/schema.ts';
import { type Checklist, concerning, type Procedure } from './procedure.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Entries whose id or name is the text, else those in whose name it stands. */
function entriesMeant<T extends Named>(entries: readonly T[], text: string): T[] {
  const wanted = squeezeText(text).toLowerCase();
  const same = entries.filter(({ id, name }) => id === wanted || squeezeText(name) === wanted);
  return same.length > 0 ? same : entries.filter(({ name }) => squeezeText(name).includes(wanted));
}

/** The one entry of all lists that a text means, with the list it stands in. */
function entryMeant<L extends Named, E extends Named>(
  lists: readonly L[],
  entriesOf: (list: L) => readonly E[],
  list: string | undefined,
  text: string,
  what: string,
): { readonly list: L; readonly entry: E } {
  const open = list === undefined ? lists : entriesMeant(lists, list);
  const exact = (each: L) =>
    entriesOf(each).some(({ id, name }) => id === text || squeezeText(name) === squeezeText(text));
  const narrowed = open.some(exact) ? open.filter(exact) : open;
  const found = narrowed.flatMap((each) =>
    entriesMeant(entriesOf(each), text).map((entry) => ({ list: each, entry })),
  );
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  const known = (
    found.length > 0 ? found : open.flatMap((each) => entriesOf(each).map((entry) => ({ list: each, entry })))
  )
    .map((each) => `${each.list.name}的“${each.entry.name}”（${each.list.id} ${each.entry.id}）`)
    .join('、');
  throw new Failure(found.length > 0 ? 'step-ambiguous' : 'step-unknown', {
    value: text,
    what,
    known: known || '没有',
  });
}

/** @throws Failure `step-unknown`, `step-ambiguous` naming the policy's own */
export function stepMeant(policy: Policy, tier: string | null, procedure: string | undefined, text: string) {
  const { list, entry } = entryMeant<Procedure, Procedure['steps'][number]>(
    concerning(policy.procedures, tier),
    ({ steps }) => steps,
    procedure,
    text,
    '步骤',
  );
  return { procedure: list, step: entry };
}

/** @throws Failure `step-unknown`, `step-ambiguous` naming the policy's own */
export function itemMeant(policy: Policy, tier: string | null, checklist: string | undefined, text: string) {
  const { list, entry } = entryMeant<Checklist, Checklist['items'][number]>(
    concerning(policy.checklists, tier),
    ({ items }) => items,
    checklist,
    text,
    '材料',
  );
  return { checklist: list, item: entry };
}

/**
 * The checklists of a policy that are about the group, or about each member: the one named, else all of a tier.
 * @throws Failure `step-unknown` where none is meant
 */
export function checklistsMeant(
  policy: Policy,
  tier: string | null,
  named: string | undefined,
  member: unknown,
): Checklist[] {
  const lists = concerning(policy.checklists, tier);
  const meant = named === undefined ? lists : entriesMeant(lists, named);
  const found = meant.filter(({ of }) => (of === 'member') === (member !== null));
  if (found.length > 0) return found;
  const known = lists.map(({ id, name }) => `${name}（${id}）`).join('、') || '没有';
  throw new Failure('step-unknown', { value: named ?? '--all', what: '材料清单', known });
}

/** @throws Failure `step-member` where a member must be named, or must not be */
export function checkConcerns(
  list: Pick<Procedure, 'name' | 'of'>,
  member: unknown,
  { lead, member: role }: Policy['names'],
): void {
  if ((list.of === 'member') === (member !== null)) return;
  const expected =
    list.of === 'member'
      ? `是对每个${role}办的，请用 --member 写明哪一所`
      : `是对整体办的，不用写 --member（${lead}也不用）`;
  throw new Failure('step-member', { value: list.name, expected });
}
