import { basename } from 'node:path';
import type { IsoDate } from '../common/dates.ts';
import { absolutePath, type Context } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { standingGroup } from '../groups/by-hand.ts';
import type { Group } from '../groups/group.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';
import { hashOfFile } from '../workbook/file-hash.ts';

/** A group, and the member of it that something is about; null for the group as a whole. */
export interface Concerned {
  readonly group: Group;
  readonly member: { readonly kindergartenId: number; readonly name: string } | null;
}

/**
 * The group, and the member in it on a date, that a clerk means.
 * @throws Failure `group-unknown`, `group-ambiguous`, `group-ended`, `kindergarten-unknown`, `member-absent` …
 */
export function concernedBy(
  ledger: Ledger,
  reference: string,
  memberName: string | undefined,
  on: IsoDate,
): Concerned {
  const group = standingGroup(ledger, reference, on);
  if (memberName === undefined) return { group, member: null };
  const { id, name } = resolveKindergarten(ledger, memberName, on);
  if (![...(group.lead ? [group.lead] : []), ...group.members].some((each) => each.kindergartenId === id)) {
    throw new Failure('member-absent', { value: name, date: on, group: group.name, id: group.id });
  }
  return { group, member: { kindergartenId: id, name } };
}

/** A file by its name and hash: the paper itself stays where it is. */
export interface FiledPaper {
  readonly document: string | null;
  readonly documentSha256: string | null;
}

/** @throws Failure `file-not-found` where there is no such file */
export async function filedPaper(context: Context, given: string | undefined): Promise<FiledPaper> {
  if (given === undefined) return { document: null, documentSha256: null };
  const hash = await hashOfFile(absolutePath(context, given), context.signal);
  if (!hash) throw new Failure('file-not-found', { value: given }, { place: { file: given } });
  return { document: basename(given), documentSha256: hash.sha256 };
}
