import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Group } from './group.ts';
import { numberedName, stateName } from './group-naming.ts';

/**
 * The group a clerk means: by its number, its name, or its lead's name; blanks and character widths do not matter.
 * A name that several bear means the one that has not ended, where that is only one.
 * @throws Failure `group-unknown`, `group-ambiguous`
 */
export function resolveGroup(groups: readonly Group[], reference: string): Group {
  const text = squeezeText(reference);
  const byNumber = /^\d+$/.test(text) ? groups.find((group) => group.id === Number(text)) : undefined;
  if (byNumber) return byNumber;
  const named = groups.filter((group) => squeezeText(group.name) === text);
  const meant =
    named.length > 0 ? named : groups.filter((group) => squeezeText(group.lead?.name ?? '') === text);
  const standing = meant.filter((group) => group.state !== 'ended');
  const candidates = standing.length > 0 ? standing : meant;
  const [group, ...others] = candidates;
  if (!group) throw new Failure('group-unknown', { value: reference });
  if (others.length > 0) {
    throw new Failure('group-ambiguous', {
      value: reference,
      candidates: candidates.map((each) => `${numberedName(each)}（${stateName(each.state)}）`).join('、'),
    });
  }
  return group;
}
