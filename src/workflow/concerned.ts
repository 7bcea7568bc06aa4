import { splitNames } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import type { Context } from '../context.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { comingGroup } from '../groups/by-hand.ts';
import type { Group } from '../groups/group.ts';
import { staysOf } from '../groups/memberships.store.ts';
import type { Filed } from '../ledger/archive-folder.ts';
import { filesGiven } from '../ledger/files-given.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';

/** A group, and the member of it that something is about; null for the group as a whole. */
export interface Concerned {
  readonly group: Group;
  readonly member: { readonly kindergartenId: number; readonly name: string } | null;
  /** The first day on which the group stood, or the member was in it: what led there may be dated before. */
  readonly since: IsoDate;
}

/**
 * The group, and the member in it, that a clerk means; both have not ended by the date, but may begin after it.
 * @param option the option that gives the date, for messages
 * @throws Failure `group-unknown`, `group-ambiguous`, `group-ended`, `kindergarten-unknown`, `member-absent` …
 */
export function concernedBy(
  ledger: Ledger,
  reference: string,
  memberName: string | undefined,
  on: IsoDate,
  option: string,
): Concerned {
  const group = comingGroup(ledger, reference, on, option);
  if (memberName === undefined) return { group, member: null, since: group.validFrom };
  const { id, name } = resolveKindergarten(ledger, memberName, on);
  const since = staysOf(ledger, id)
    .filter((stay) => stay.id === group.id && (stay.validTo === null || stay.validTo > on))
    .map(({ validFrom }) => validFrom)
    .sort()[0];
  if (since === undefined) {
    throw new Failure('member-absent', { value: name, date: on, group: group.name, id: group.id });
  }
  return { group, member: { kindergartenId: id, name }, since };
}

/**
 * As `concernedBy`, of several groups (`1,2,3`) and several members (`甲园、乙园`, 全部 for all of them) at once.
 * @throws Failure as `concernedBy`
 */
export function allConcernedBy(
  ledger: Ledger,
  references: string,
  memberNames: string | undefined,
  on: IsoDate,
  option: string,
): Concerned[] {
  const listed = splitNames([references]);
  return (listed.length > 0 ? listed : [references]).flatMap((reference) => {
    if (memberNames === undefined) return [concernedBy(ledger, reference, undefined, on, option)];
    const names =
      memberNames === '全部'
        ? comingGroup(ledger, reference, on, option).members.map(({ kindergartenId }) => `#${kindergartenId}`)
        : splitNames([memberNames]);
    return names.map((name) => concernedBy(ledger, reference, name, on, option));
  });
}

/** Who is concerned, in words: 东湖实验联盟的星星幼儿园. */
export const subjectInWords = ({ group, member }: Pick<Concerned, 'group' | 'member'>): string =>
  member ? `${group.name}的${member.name}` : group.name;

/** A step or paper dated after the end of a group's cycle is only seen where a later day is checked. */
export function warnAfterCycle(concerned: Concerned, date: IsoDate, what: '步骤' | '材料'): Finding[] {
  const { cycleEnd: end } = concerned.group;
  if (end === null || date <= end) return [];
  return [makeFinding('record-after-cycle', { value: subjectInWords(concerned), date, end, what })];
}

/** Refuses a date before the first day, for what can only come after it. @throws Failure `group-dates` */
export function refuseBefore(concerned: Concerned, on: IsoDate, option: string): void {
  const { since } = concerned;
  if (on >= since) return;
  const period = `${since} 起`;
  throw new Failure('group-dates', { value: on, group: subjectInWords(concerned), period, option });
}

/** A file by its name and hash. */
export interface FiledPaper {
  readonly document: string | null;
  readonly documentSha256: string | null;
}

/** A paper that a clerk gives with something recorded: read and hashed, and filed once the clerk has agreed. */
export interface PaperGiven {
  readonly paper: FiledPaper;
  /** Copies it into the archive. @throws Failure as `fileCopy` */
  file(): Promise<void>;
}

/** @throws Failure as `filesGiven` */
export async function paperGiven(context: Context, given: string | undefined): Promise<PaperGiven> {
  if (given === undefined) {
    return { paper: { document: null, documentSha256: null }, file: () => Promise.resolve() };
  }
  const { files, file } = await filesGiven(context, [given]);
  const [{ name, sha256 }] = files as [Filed];
  return { paper: { document: name, documentSha256: sha256 }, file };
}
