import type { Progress } from '../../../cli/progress.ts';
import { type Context, today } from '../../../context.ts';
import { Failure, makeFinding } from '../../../findings/catalogue.ts';
import type { Finding } from '../../../findings/finding.ts';
import type { Group } from '../../../groups/group.ts';
import { listGroups } from '../../../groups/groups.store.ts';
import type { CollectedFile } from '../../../imports/collect-files.ts';
import type { Ledger } from '../../../store/ledger.ts';
import { openWorkbook } from '../../../workbook/open.ts';
import { readSubjects } from '../../evaluation.store.ts';
import type { StoredSubject } from '../../evaluation.ts';
import { listRubrics } from '../../load-rubric.ts';
import { groupsOfYear, participantKey, yearEnd } from '../../participants.ts';
import { type RubricMeant, rubricMeant } from '../../rubric-meant.ts';
import { rubricLine } from '../group-book.ts';
import { type EvaluationGround, groupEvaluation } from '../group-evaluation.ts';
import { groundOf } from '../issue-sheets.ts';
import { makeGroupBook } from '../make-group-book.ts';
import { type ReturnedFile, readSheets, recogniseFile } from './open-returned.ts';
import { type ReadBook, readReturnedBook } from './read-returned.ts';
import { plainText } from './sheet-map.ts';

/** A policy's evaluation as the ledger has it: what came back is held against it. */
export interface PolicyGround extends RubricMeant {
  readonly policyId: string;
  readonly ground: EvaluationGround;
  readonly groups: readonly Group[];
  readonly stored: ReadonlyMap<string, StoredSubject>;
}

/** A file of the batch and what was read in it; `read` is null where none of it is taken. */
export interface JudgedFile {
  readonly file: ReturnedFile;
  readonly group: Group | null;
  readonly policyId: string | null;
  readonly read: ReadBook | null;
  readonly findings: readonly Finding[];
}

export interface JudgedBatch {
  /** Null where no file says. */
  readonly year: number | null;
  readonly files: readonly JudgedFile[];
  readonly policies: readonly PolicyGround[];
  /** What is wrong with the office's own rubric files: they are passed over. */
  readonly findings: readonly Finding[];
}

/**
 * Reads all files of a batch against the workbooks as they were sent out. One after the other: what is kept of a file is
 * what was entered and what is to be said.
 * @param year the year asked for; else the one that most files are of
 */
export async function judgeBatch(
  context: Context,
  ledger: Ledger,
  files: readonly CollectedFile[],
  year: number | undefined,
  progress: Progress,
): Promise<JudgedBatch> {
  const recognised: ReturnedFile[] = [];
  for (const [index, file] of files.entries()) {
    context.signal.throwIfAborted();
    progress.step(`查看第 ${index + 1}/${files.length} 个 ${file.path}`);
    recognised.push(await recogniseFile(file, context.signal));
  }
  const meant = year ?? usualYear(recognised);
  const judge = new Judge(context, ledger, meant);
  const judged: JudgedFile[] = [];
  for (const [index, file] of recognised.entries()) {
    context.signal.throwIfAborted();
    progress.step(`核对第 ${index + 1}/${files.length} 个 ${file.path}`);
    judged.push(await judge.file(file));
  }
  // A broken rubric of the office's own would else be passed over in silence, and its workbooks refused as of another.
  const isRefused = judged.some(({ findings }) =>
    findings.some(({ code }) => code === 'evaluation-other-rubric'),
  );
  const findings = isRefused ? listRubrics(context.templateFolders).findings : [];
  return { year: meant, files: judged, policies: judge.policies(), findings };
}

function usualYear(files: readonly ReturnedFile[]): number | null {
  const counts = new Map<number, number>();
  for (const { year } of files) if (year !== null) counts.set(year, (counts.get(year) ?? 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => many - few || other - one)[0]?.[0] ?? null;
}

class Judge {
  readonly #context: Context;
  readonly #ledger: Ledger;
  readonly #year: number | null;
  readonly #standing: readonly Group[];
  readonly #grounds = new Map<string, PolicyGround | Finding>();

  constructor(context: Context, ledger: Ledger, year: number | null) {
    this.#context = context;
    this.#ledger = ledger;
    this.#year = year;
    this.#standing = year === null ? [] : listGroups(ledger, yearEnd(year), { includeEnded: true });
  }

  policies(): PolicyGround[] {
    return [...this.#grounds.values()].filter((each) => 'ground' in each);
  }

  async file(file: ReturnedFile): Promise<JudgedFile> {
    const none = { file, group: null, policyId: null, read: null };
    if (file.kind !== 'group') return { ...none, findings: file.findings };
    const refuse = (finding: Finding): JudgedFile => ({ ...none, findings: [...file.findings, finding] });
    const at = (key: 'year' | 'group' | 'rubric') => ({
      file: file.path,
      sheet: file.place.sheet,
      cell: file.place.cells[key],
    });
    const what = '份评分册';
    if (file.year !== this.#year || this.#year === null) {
      const parameters = { value: file.year ?? '空白', expected: this.#year ?? '考核', what };
      return refuse(makeFinding('evaluation-other-year', parameters, at('year')));
    }
    const group = this.#groupOf(file);
    if (!group) {
      const value = file.group ? groupWords(file.group) : '空白';
      const expected = '台账里没有这个组（名称和组号都要对上）';
      return refuse(makeFinding('evaluation-other-group', { value, expected, what }, at('group')));
    }
    const policy = this.#ground(group.policyId);
    if (!('ground' in policy)) return refuse({ ...policy, file: file.path });
    if (!policy.groups.some(({ id }) => id === group.id)) {
      const parameters = { value: group.name, year: this.#year };
      return refuse(makeFinding('evaluation-group-not-in-year', parameters, at('group')));
    }
    if (policy.run?.finalisedOn) {
      const parameters = { value: this.#year, date: policy.run.finalisedOn };
      return refuse(makeFinding('evaluation-final', parameters, at('year')));
    }
    const line = rubricLine(policy.rubric);
    if (plainText(file.rubric ?? '') !== plainText(line)) {
      const parameters = { value: file.rubric ?? '空白', expected: line, what };
      return refuse(makeFinding('evaluation-other-rubric', parameters, at('rubric')));
    }
    return await this.#read(file, group, policy);
  }

  #groupOf({ group }: ReturnedFile): Group | undefined {
    if (!group) return undefined;
    const named = this.#standing.filter(({ name }) => plainText(name) === plainText(group.name));
    if (group.id === null) return named.length === 1 ? named[0] : undefined;
    return named.find(({ id }) => id === group.id);
  }

  #ground(policyId: string): PolicyGround | Finding {
    const known = this.#grounds.get(policyId);
    if (known) return known;
    const made = this.#makeGround(policyId);
    this.#grounds.set(policyId, made);
    return made;
  }

  #makeGround(policyId: string): PolicyGround | Finding {
    const year = this.#year!;
    try {
      const meant = rubricMeant(this.#context, this.#ledger, policyId, year, undefined);
      const groups = groupsOfYear(this.#ledger, policyId, year);
      const on = today(this.#context);
      const planned = { policyId, rubric: meant.rubric, all: groups, run: meant.run };
      const now = groundOf(this.#context, this.#ledger, planned, { year, on, isFilled: false });
      const subjects = meant.run ? readSubjects(this.#ledger, meant.run.id) : [];
      const stored = new Map(subjects.map((each) => [participantKey(each), each]));
      // The facts that were sent out, whatever the ledger has learnt since.
      const ground: EvaluationGround = {
        ...now,
        factOf: (participant, fact) => {
          const { group, subject, kindergartenId } = participant;
          const key = participantKey({ groupId: group.id, subject: subject.id, kindergartenId });
          const sent = stored.get(key)?.facts.find((each) => each.fact === fact.key);
          return sent ? { value: sent.value, basis: sent.basis ?? '' } : now.factOf(participant, fact);
        },
      };
      return { ...meant, policyId, ground, groups, stored };
    } catch (error) {
      if (error instanceof Failure) return error.finding;
      throw error;
    }
  }

  async #read(file: ReturnedFile, group: Group, policy: PolicyGround): Promise<JudgedFile> {
    const { evaluation } = groupEvaluation(policy.ground, group);
    const workbook = await openWorkbook(file.absolute, { signal: this.#context.signal });
    try {
      const sheets = await readSheets(workbook);
      const read = readReturnedBook({ file: file.path, sheets }, evaluation, makeGroupBook(evaluation));
      const findings = [...file.findings, ...read.findings];
      return { file, group, policyId: policy.policyId, read, findings };
    } finally {
      await workbook.close();
    }
  }
}

function groupWords({ id, name }: { readonly id: number | null; readonly name: string }): string {
  return id === null ? name : `${name}（组号 ${id}）`;
}
