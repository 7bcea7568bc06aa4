import type { ActivityWorld } from '../activities/activity-world.ts';
import { spanOptions, textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import { recordNumber } from '../common/text.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { postingKinds } from '../policy/posting/posting.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import type { Posting } from './posting.ts';
import { kindMeant } from './posting-words.ts';
import { findPosting, listPostings } from './postings.store.ts';

type Options = Readonly<Record<string, unknown>>;

/** The posting of a number. @throws Failure `posting-unknown` */
export function postingMeant(world: ActivityWorld, reference: string): Posting {
  const id = recordNumber(reference);
  const posting = id === undefined ? undefined : findPosting(world.ledger, id);
  if (posting) return posting;
  throw new Failure('posting-unknown', { value: reference });
}

/**
 * The postings that --group, --person, --kindergarten, --kind, --since and --until choose, by their first day.
 * @throws Failure `option-value`, `group-unknown`, `kindergarten-unknown` …
 */
export function selectPostings(world: ActivityWorld, options: Options, on: IsoDate): Posting[] {
  const group = textOption(options, 'group');
  const kindergarten = textOption(options, 'kindergarten');
  const kind = textOption(options, 'kind');
  const person = textOption(options, 'person');
  const wanted = kind === undefined ? undefined : kindMeant(kind);
  if (kind !== undefined && wanted === undefined) {
    const known = Object.values(postingKinds).join('、');
    throw new Failure('option-value', { option: '--kind', value: kind, expected: `应为${known}` });
  }
  const { since, until } = spanOptions(options);
  const [, name, unit] = /^(.+?)(?:[（(](.+)[）)])?$/u.exec(person?.trim() ?? '') ?? [];
  return listPostings(world.ledger, {
    groupId: group === undefined ? undefined : resolveGroup(world.groupsOn(on), group).id,
    kindergartenId:
      kindergarten === undefined ? undefined : resolveKindergarten(world.ledger, kindergarten, on).id,
    since,
    until,
  }).filter(
    (posting) =>
      (wanted === undefined || posting.kind === wanted) &&
      (name === undefined || posting.name === name) &&
      (unit === undefined || posting.unit === unit),
  );
}
