import { squeezeText } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { Group } from './group.ts';
import { numberedName, stateName } from './group-naming.ts';

/** A group, or the code and parameters of the finding that says why none can be told. */
export type GroupLookup =
  | { readonly group: Group; readonly code?: undefined }
  | {
      readonly group?: undefined;
      readonly code: 'group-unknown' | 'group-ambiguous';
      readonly parameters: Parameters;
    };

/**
 * The group a clerk means: by its number, its name, or its lead's name; blanks and character widths do not matter.
 * A name that several bear means the one that has not ended, where that is only one.
 * Findings `group-unknown` and `group-ambiguous`.
 */
export function lookUpGroup(groups: readonly Group[], reference: string): GroupLookup {
  const text = squeezeText(reference);
  const byNumber = /^\d+$/.test(text) ? groups.find((group) => group.id === Number(text)) : undefined;
  if (byNumber) return { group: byNumber };
  const named = groups.filter((group) => squeezeText(group.name) === text);
  const meant =
    named.length > 0 ? named : groups.filter((group) => squeezeText(group.lead?.name ?? '') === text);
  const standing = meant.filter((group) => group.state !== 'ended');
  const candidates = standing.length > 0 ? standing : meant;
  const [group, ...others] = candidates;
  if (!group) return { code: 'group-unknown', parameters: { value: reference } };
  if (others.length === 0) return { group };
  const listed = candidates.map((each) => `${numberedName(each)}（${stateName(each.state)}）`).join('、');
  return { code: 'group-ambiguous', parameters: { value: reference, candidates: listed } };
}

/** As `lookUpGroup`. @throws Failure `group-unknown`, `group-ambiguous` */
export function resolveGroup(groups: readonly Group[], reference: string): Group {
  const lookup = lookUpGroup(groups, reference);
  if (lookup.group) return lookup.group;
  throw new Failure(lookup.code, lookup.parameters);
}
