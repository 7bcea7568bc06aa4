import { squeezeText } from '../common/text.ts';
import type { Policy } from '../policy/schema.ts';

/** A kind of body (机构) as a policy describes it. */
export type BodyKind = Policy['bodies'][number];

/** The leadership group of offices whose policy names none, or is not known. */
const plainLeadership: BodyKind = {
  id: 'leadership',
  name: '领导小组',
  of: 'office',
  roles: ['组长', '副组长', '成员'],
  head: true,
  title: '{area}幼儿园联盟领导小组',
};

/** The kinds of body of a policy; a leadership group (领导小组) is always among them. */
export function bodyKinds(policy: Pick<Policy, 'bodies'> | undefined): readonly BodyKind[] {
  const own = policy?.bodies ?? [];
  return own.some(({ id }) => id === plainLeadership.id) ? own : [plainLeadership, ...own];
}

/** The kind of a body that is already entered; one the policy no longer knows goes by its id. */
export function bodyKind(policy: Pick<Policy, 'bodies'> | undefined, id: string): BodyKind {
  const known = bodyKinds(policy).find((kind) => kind.id === id);
  return known ?? { ...plainLeadership, id, name: id, head: false };
}

/** The title of a body: `{area}` the office's area, `{group}` the group's name. */
export function bodyTitle(kind: BodyKind, place: { readonly area: string; readonly group: string }): string {
  return kind.title.replaceAll('{area}', place.area).replaceAll('{group}', place.group);
}

/** The words by which a title speaks of a kind: its name, and what stands in its title behind the place. */
const wordsOf = ({ name, title }: BodyKind) =>
  [name, title.replace(/^.*\}/u, '')].filter((word) => word !== '');

/** The kind a title speaks of: that of the longest word found in it. */
export function kindInTitle(kinds: readonly BodyKind[], title: string): BodyKind | undefined {
  const text = squeezeText(title);
  const found = kinds.flatMap((kind) =>
    wordsOf(kind)
      .filter((word) => text.includes(squeezeText(word)))
      .map((word) => ({ kind, length: word.length })),
  );
  return found.sort((one, other) => other.length - one.length)[0]?.kind;
}

/** The one of several named things whose name stands in a title; of those inside one another the longest. */
export function namedInTitle<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  title: string,
): T | undefined {
  const text = squeezeText(title);
  const found = things.filter((thing) => {
    const name = squeezeText(nameOf(thing));
    return name !== '' && text.includes(name);
  });
  const [first, second] = found.sort((one, other) => nameOf(other).length - nameOf(one).length);
  return first !== undefined && second !== undefined && nameOf(first) === nameOf(second) ? undefined : first;
}
