import { makeFinding } from '../../../findings/catalogue.ts';
import type { Finding } from '../../../findings/finding.ts';
import { type GroupEvaluation, rubricLine } from '../group-book.ts';
import type { GroupBook } from '../make-group-book.ts';
import { type ComparedSheet, compareSheet, type RefusedEntry, type ReturnedEntry } from './compare-sheet.ts';
import { identityOf, readGroup, readYear, type SheetIdentity } from './identity.ts';
import type { ReturnedSheet } from './returned-sheet.ts';
import { mapSheet, plainText, type SheetMap } from './sheet-map.ts';

/** A workbook that came back, its sheets read. */
interface ReturnedBook {
  readonly file: string;
  readonly sheets: readonly ReturnedSheet[];
}

/** What a subject's sheet came to. */
interface ReturnedSubject extends ComparedSheet {
  readonly subject: number;
  readonly sheet: string;
}

export interface ReadBook {
  readonly subjects: readonly ReturnedSubject[];
  readonly entries: readonly ReturnedEntry[];
  readonly refused: readonly RefusedEntry[];
  readonly findings: readonly Finding[];
}

/** Reads the workbook of a group against the one that was sent out. */
export function readReturnedBook(
  returned: ReturnedBook,
  evaluation: GroupEvaluation,
  book: GroupBook,
): ReadBook {
  return new Reader(returned, evaluation, book).run();
}

function isOutOfShape({ own, returned, rows, columns }: SheetMap): boolean {
  const isChanged = ({ removed, inserted, moved }: SheetMap['rows']) =>
    removed.length > 0 || inserted.length > 0 || moved.length > 0;
  return own.name !== returned.name || isChanged(rows) || isChanged(columns);
}

class Reader {
  readonly #returned: ReturnedBook;
  readonly #evaluation: GroupEvaluation;
  readonly #book: GroupBook;
  readonly #findings: Finding[] = [];

  constructor(returned: ReturnedBook, evaluation: GroupEvaluation, book: GroupBook) {
    this.#returned = returned;
    this.#evaluation = evaluation;
    this.#book = book;
  }

  run(): ReadBook {
    const matched = this.#match();
    const maps = new Map<string, SheetMap>();
    for (const [name, sheet] of matched) {
      const own = this.#book.sheets.find((each) => each.name === name)!;
      maps.set(sheet.name, mapSheet(own, this.#book.meanings.get(name)!, sheet));
    }
    const isDamaged = matched.size < this.#book.sheets.length || [...maps.values()].some(isOutOfShape);
    const subjects: ReturnedSubject[] = [];
    for (const map of maps.values()) {
      const { subject } = map.meaning;
      if (!this.#isRight(map)) continue;
      const compared = compareSheet(map, { sheets: maps, isDamaged }, this.#returned.file);
      this.#findings.push(...compared.findings);
      if (subject !== null) subjects.push({ ...compared, subject, sheet: map.returned.name });
    }
    subjects.sort((one, other) => one.subject - other.subject);
    return {
      subjects,
      entries: subjects.flatMap(({ entries }) => entries),
      refused: subjects.flatMap(({ refused }) => refused),
      findings: this.#findings,
    };
  }

  /** For each sheet of ours the one that came back for it, by what it says of itself, else by its name. */
  #match(): Map<string, ReturnedSheet> {
    const { sheets: own, meanings } = this.#book;
    const matched = new Map<string, ReturnedSheet>();
    const left: ReturnedSheet[] = [];
    const identities = new Map(this.#returned.sheets.map((sheet) => [sheet, identityOf(sheet)]));
    const meant = new Map<ReturnedSheet, string>();
    for (const [sheet, identity] of identities) {
      const name = this.#bySubject(identity) ?? this.#byTitle(identity);
      if (name !== undefined) meant.set(sheet, name);
    }
    // The one that kept its name is the original, another a copy of it.
    const order = [...this.#returned.sheets].sort(
      (one, other) => Number(meant.get(other) === other.name) - Number(meant.get(one) === one.name),
    );
    for (const sheet of order) {
      const name = meant.get(sheet);
      if (name === undefined) left.push(sheet);
      else if (!matched.has(name)) matched.set(name, sheet);
      else this.#twice(sheet, matched.get(name)!, identities.get(sheet)!);
    }
    for (const sheet of left) {
      const same = own.find(({ name }) => name === sheet.name && !matched.has(name));
      if (same) matched.set(same.name, sheet);
      else if (this.#isOthers(sheet, identities.get(sheet)!)) continue;
      else this.#report('evaluation-sheet-unknown', sheet.name, undefined, { value: sheet.name });
    }
    for (const { name } of own) {
      const subject = meanings.get(name)?.subject ?? null;
      if (matched.has(name)) continue;
      const value = subject === null ? `“${name}”` : this.#evaluation.subjects[subject]!.name;
      this.#report('evaluation-sheet-missing', name, undefined, { value: subject === null ? name : value });
    }
    return matched;
  }

  #report(
    code: Parameters<typeof makeFinding>[0],
    sheet: string | undefined,
    cell: string | undefined,
    parameters: Parameters<typeof makeFinding>[1],
  ): void {
    this.#findings.push(makeFinding(code, parameters, { file: this.#returned.file, sheet, cell }));
  }

  #twice(sheet: ReturnedSheet, other: ReturnedSheet, identity: SheetIdentity): void {
    const cell = identity.subject?.cell ?? 'A1';
    const value = identity.subject?.text ?? sheet.name;
    this.#report('evaluation-sheet-twice', sheet.name, cell, { value, other: other.name });
  }

  /** Whether a sheet is of another group or year: pasted in from another workbook. */
  #isOthers({ name }: ReturnedSheet, identity: SheetIdentity): boolean {
    const { year, group } = this.#evaluation;
    const what = '张表';
    const named = identity.group && readGroup(identity.group.text);
    if (named && named.id !== group.id) {
      const { text: value, cell } = identity.group!;
      const expected = `应是“${group.name}（组号 ${group.id}）”`;
      this.#report('evaluation-other-group', name, cell, { value, expected, what });
      return true;
    }
    const said = identity.year;
    if (said === null || readYear(said.text) === year) return false;
    this.#report('evaluation-other-year', name, said.cell, { value: said.text, expected: year, what });
    return true;
  }

  #bySubject({ subject, role }: SheetIdentity): string | undefined {
    if (!subject) return undefined;
    const candidates = this.#evaluation.subjects.flatMap((each, index) =>
      plainText(each.name) === plainText(subject.text) ? [{ each, index }] : [],
    );
    const found =
      candidates.find(({ each }) => role && plainText(each.subject.name) === plainText(role.text)) ??
      (candidates.length === 1 && !role ? candidates[0] : undefined);
    return found && this.#sheetOf(found.index);
  }

  #sheetOf(subject: number): string | undefined {
    for (const [name, meaning] of this.#book.meanings) if (meaning.subject === subject) return name;
    return undefined;
  }

  /** The cover and the sheets about all subjects, by the text above them. */
  #byTitle(identity: SheetIdentity): string | undefined {
    if (identity.title === '' || identity.subject) return undefined;
    return this.#book.sheets.find(({ name, rows }) => {
      const first = rows[0]?.cells[0]?.value;
      const isShared = this.#book.meanings.get(name)?.subject === null;
      return isShared && typeof first === 'string' && plainText(first) === plainText(identity.title);
    })?.name;
  }

  /** Whether a sheet is of this year, group, rubric and subject; what is not is told, and its entries are not taken. */
  #isRight({ returned, meaning }: SheetMap): boolean {
    const identity = identityOf(returned);
    const { year, group, rubric, subjects } = this.#evaluation;
    const isCover = meaning.subject === null;
    if (isCover && !identity.year && !identity.group) return true;
    const what = '张表';
    const before = this.#findings.length;
    const told = (said: { text: string; cell: string } | null) => said?.text || '空白';
    const report = (
      code: Parameters<typeof makeFinding>[0],
      said: { text: string; cell: string } | null,
      expected: string | number,
    ) => this.#report(code, returned.name, said?.cell ?? 'A1', { value: told(said), expected, what });
    if (readYear(identity.year?.text ?? '') !== year) report('evaluation-other-year', identity.year, year);
    const named = readGroup(identity.group?.text ?? '');
    if (named.id !== group.id || plainText(named.name) !== plainText(group.name)) {
      report('evaluation-other-group', identity.group, `应是“${group.name}（组号 ${group.id}）”`);
    }
    const line = rubricLine(rubric);
    if (plainText(identity.rubric?.text ?? '') !== plainText(line)) {
      report('evaluation-other-rubric', identity.rubric, line);
    }
    if (meaning.subject !== null) {
      const { name, subject } = subjects[meaning.subject]!;
      if (plainText(identity.subject?.text ?? '') !== plainText(name)) {
        report('evaluation-subject-renamed', identity.subject, name);
      }
      if (plainText(identity.role?.text ?? '') !== plainText(subject.name)) {
        report('evaluation-role-changed', identity.role, subject.name);
      }
    }
    // What stands on the cover concerns no score.
    return isCover || this.#findings.length === before;
  }
}
