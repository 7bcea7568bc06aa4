import { makeFinding } from '../../../findings/catalogue.ts';
import type { Finding } from '../../../findings/finding.ts';
import type { Group } from '../../../groups/group.ts';
import type { CellPlace } from '../../evaluation.ts';
import { asScores, byHand } from '../../evaluation.ts';
import { blanksInWords } from '../../missing-words.ts';
import { type Participant, participantKey, participantsIn } from '../../participants.ts';
import { type SubjectEntries, scoreGroup } from '../../score-group.ts';
import type { Missing, SubjectResult } from '../../scoring.ts';
import { groupEvaluation } from '../group-evaluation.ts';
import type { RefusedEntry, ReturnedEntry } from './compare-sheet.ts';
import type { JudgedBatch, JudgedFile, PolicyGround } from './import-returned.ts';
import { mergeCopies, slotKey, type TakenEntry } from './merge-returned.ts';

/** One subject of a group whose workbook came back. */
export interface SettledSubject {
  readonly participant: Participant;
  readonly name: string;
  readonly taken: readonly TakenEntry[];
  /**
   * By what came back in this batch alone: what the workbook itself computes, with the numbers that are not taken too.
   */
  readonly result: SubjectResult;
  /** What is taken, with what the ledger knew already. */
  readonly standing: SubjectResult;
  /** Whether something that was entered is not taken. */
  readonly isPartlyRefused: boolean;
  /**
   * Where a workbook computes that total: of several copies the one that holds everything, else the first in which that
   * cell stands; null where none has it any more.
   */
  readonly cell: { readonly file: string; readonly sheet: string; readonly address: string } | null;
  readonly place: CellPlace;
  /** Each file with the subject, and the total that its own formula gives. */
  readonly copies: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly address: string | null;
    readonly total: number;
  }[];
}

export interface SettledGroup {
  readonly policy: PolicyGround;
  readonly group: Group;
  readonly subjects: readonly SettledSubject[];
}

export interface SettledBatch {
  readonly groups: readonly SettledGroup[];
  readonly findings: readonly Finding[];
  /** Groups of which nothing has come back yet, now or before. */
  readonly absent: readonly { readonly policyId: string; readonly group: Group }[];
}

/** Puts the copies of each group together and reckons anew, without a look at the sheets' own figures. */
export function settleBatch(batch: JudgedBatch): SettledBatch {
  const findings: Finding[] = [];
  const groups: SettledGroup[] = [];
  const absent: { policyId: string; group: Group }[] = [];
  for (const policy of batch.policies) {
    for (const group of policy.groups) {
      const files = batch.files.filter(
        (each) => each.read !== null && each.group?.id === group.id && each.policyId === policy.policyId,
      );
      if (files.length > 0) {
        const settled = settleGroup(policy, group, files);
        findings.push(...settled.findings);
        groups.push(settled);
      } else if (!hasReturned(policy, group)) {
        absent.push({ policyId: policy.policyId, group });
        findings.push(absence(policy, group));
      }
    }
  }
  return { groups, findings, absent };
}

function storedOf({ stored }: PolicyGround, { group, subject, kindergartenId }: Participant) {
  return stored.get(participantKey({ groupId: group.id, subject: subject.id, kindergartenId }));
}

function hasReturned(policy: PolicyGround, group: Group): boolean {
  return participantsIn(policy.rubric, group).some((participant) => {
    const known = storedOf(policy, participant);
    return known !== undefined && (known.scores.length > 0 || known.gates.length > 0);
  });
}

function absence({ rubric, ground }: PolicyGround, group: Group): Finding {
  const scorers = new Set(
    participantsIn(rubric, group).flatMap(({ subject }) => subject.scorers.map(({ by }) => by)),
  );
  const missing = rubric.scorers.filter(({ id }) => scorers.has(id)).map(({ name }) => name);
  const parameters = { value: group.name, year: ground.year, missing: missing.join('、') };
  return makeFinding('evaluation-group-absent', parameters);
}

function settleGroup(
  policy: PolicyGround,
  group: Group,
  files: readonly JudgedFile[],
): SettledGroup & { readonly findings: readonly Finding[] } {
  const { evaluation, participants } = groupEvaluation(policy.ground, group);
  const copies = files.map(({ file, read }) => ({
    file: file.path,
    sha256: file.sha256 ?? '',
    entries: read!.entries,
    // The sheet's formulas reckon also with what is not taken, and nothing else makes its total.
    seen: [...read!.entries, ...read!.refused.flatMap(withNumber)],
  }));
  const { taken, findings } = mergeCopies(copies);
  const refused = new Set(files.flatMap(({ read }) => read!.refused.map(slotKey)));
  const facts = (index: number) =>
    Object.fromEntries(
      Object.entries(evaluation.subjects[index]!.facts).map(([key, { value }]) => [key, value]),
    );
  const { rubric } = policy;
  const read = policy.ground.read;
  const own = participants.map((_, index) => taken.filter(({ subject }) => subject === index));
  const entriesOf = (index: number, each: readonly TakenEntry[]): SubjectEntries => ({
    subject: participants[index]!.subject,
    ...scoresOf(each),
    facts: facts(index),
  });
  const computed = (of: typeof copies) => {
    const seen = mergeCopies(of.map((copy) => ({ ...copy, entries: copy.seen }))).taken;
    const entries = participants.map((_, index) =>
      entriesOf(
        index,
        seen.filter(({ subject }) => subject === index),
      ),
    );
    return scoreGroup(rubric, entries, read).map((result, index) => ({
      ...result,
      missing: result.missing.filter((each) => !refused.has(missingKey(index, each))),
    }));
  };
  const results = computed(copies);
  const alone = copies.length === 1 ? [results] : copies.map((copy) => computed([copy]));
  const standing = scoreGroup(
    rubric,
    participants.map((participant, index) => withKnown(policy, participant, entriesOf(index, own[index]!))),
    read,
  );
  const said: Finding[] = [...findings, ...untouchedBooks(policy, group, files, alone)];
  const isUntouched = files.every(isUntouchedBook);
  const subjects = participants.flatMap((participant, index): SettledSubject[] => {
    const sheets = files.flatMap(({ file, read: each }, at) => {
      const found = each!.subjects.find(({ subject }) => subject === index);
      return found ? [{ file, found, total: alone[at]![index]!.total }] : [];
    });
    if (sheets.length === 0) return [];
    const result = results[index]!;
    const standingTotals = sheets.filter(({ found }) => found.total !== null);
    const home = standingTotals.find(({ total }) => total === result.total) ?? standingTotals[0];
    const cell = home ? { file: home.file.path, sheet: home.found.sheet, address: home.found.total! } : null;
    const place: CellPlace = home
      ? {
          file: home.file.path,
          fileSha256: home.file.sha256,
          sheet: home.found.sheet,
          cell: home.found.total,
        }
      : byHand;
    const { name } = evaluation.subjects[index]!;
    const blanks = blanksInWords(policy.rubric, standing[index]!.missing);
    // Of a workbook in which nothing is filled one word is enough.
    if (blanks.length > 0 && !isUntouched) {
      const at = home ?? sheets[0]!;
      const stored = storedOf(policy, participant);
      const isEmpty =
        sheets.every(({ found }) => found.filled === 0) && !stored?.scores.length && !stored?.gates.length;
      const code = isEmpty ? 'evaluation-sheet-untouched' : 'evaluation-score-missing';
      const parameters = { subject: name, count: blanks.length, value: blanks.join('、') };
      const where = { file: at.file.path, sheet: at.found.sheet, cell: at.found.total ?? undefined };
      said.push(makeFinding(code, parameters, where));
    }
    const isPartlyRefused = sheets.some(({ found }) => found.refused.length > 0);
    const reckoned = { taken: own[index]!, result, standing: standing[index]!, isPartlyRefused };
    const each = sheets.map(({ file, found, total }) => ({
      file: file.path,
      sheet: found.sheet,
      address: found.total,
      total,
    }));
    return [{ participant, name, ...reckoned, cell, place, copies: each }];
  });
  return { policy, group, subjects, findings: said };
}

function withNumber({ value, ...entry }: RefusedEntry): ReturnedEntry[] {
  return value === null ? [] : [{ ...entry, value }];
}

/** As `slotKey` of the cell that would hold it. */
function missingKey(subject: number, { kind, id, scorer }: Missing): string {
  return scorer === null ? `${subject} ${kind} ${id}` : `${subject} ${kind} ${id} ${scorer}`;
}

/** Whether nobody filled in anything, well or badly. */
const isUntouchedBook = ({ read }: JudgedFile) =>
  read !== null && read.subjects.length > 0 && read.subjects.every(({ filled }) => filled === 0);

/** One word for each workbook in which nothing is filled. @param alone results of each file by itself */
function untouchedBooks(
  policy: PolicyGround,
  group: Group,
  files: readonly JudgedFile[],
  alone: readonly (readonly SubjectResult[])[],
): Finding[] {
  return files.flatMap((each, at): Finding[] => {
    if (!isUntouchedBook(each)) return [];
    const count = (alone[at] ?? []).reduce(
      (sum, { missing }) => sum + blanksInWords(policy.rubric, missing).length,
      0,
    );
    const parameters = { value: group.name, sheets: each.read?.subjects.length ?? 0, count };
    return [makeFinding('evaluation-book-untouched', parameters, { file: each.file.path })];
  });
}

function scoresOf(taken: readonly TakenEntry[]): Pick<SubjectEntries, 'scores' | 'gates'> {
  const scores: Record<string, Record<string, number>> = {};
  const gates: Record<string, '是' | '否'> = {};
  for (const { slot, value } of taken) {
    if (slot.kind === 'score')
      scores[slot.indicator] = { ...scores[slot.indicator], [slot.scorer]: Number(value) };
    if (slot.kind === 'gate') gates[slot.gate] = value === '是' ? '是' : '否';
  }
  return { scores, gates };
}

/** What came back over what the ledger knew: a blank takes nothing away. */
function withKnown(policy: PolicyGround, participant: Participant, entries: SubjectEntries): SubjectEntries {
  const stored = storedOf(policy, participant);
  if (!stored) return entries;
  const known = asScores(stored, {});
  const scores: Record<string, Record<string, number | null>> = { ...known.scores };
  for (const [indicator, given] of Object.entries(entries.scores)) {
    scores[indicator] = { ...scores[indicator], ...given };
  }
  return { ...entries, scores, gates: { ...known.gates, ...entries.gates } };
}
