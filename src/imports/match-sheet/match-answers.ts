import { squeezeText } from '../../common/text.ts';
import { type FindingCode, makeFinding } from '../../findings/catalogue.ts';
import type { Finding, Parameters } from '../../findings/finding.ts';
import type { NearMiss } from '../../tables/import-target.ts';
import { candidatesInWords, matchWords, placeOfQuestion, readCandidates } from './match-sheet.ts';
import type { AnsweredRow, AnsweredSheet } from './read-match-sheet.ts';

/** What one answer comes to: a kindergarten, a new one, none yet, or what is wrong with it. */
export type Reading =
  | { readonly decision: number | 'new' | null }
  | { readonly code: FindingCode; readonly parameters: Parameters };

/** Tells the kindergarten of a code, a #number or a name; what is wrong where there is not one. */
export type LookUp = (text: string) => Reading;

const anotherWords = /^(?:新园|新|是新园|新建|都不是|都不是.?是另一所园|另一所园?|不在台账里)$/u;
const laterWords = /^(?:拿不准|拿不准.*|不确定|先不导入|跳过|待定)$/u;
const numbered = /^(?:第|候选)?([1-9])(?:个|所|号)?(?:[.、:](.*))?$/u;

/** What a clerk wrote under 是哪一所. */
export function readAnswer(
  written: string,
  candidates: ReadonlyMap<number, { readonly id: number; readonly name: string }>,
  lookUp: LookUp,
): Reading {
  const text = written
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[。;,]$/u, '');
  if (text === '' || laterWords.test(text)) return { decision: null };
  if (anotherWords.test(text)) return { decision: 'new' };
  const byName = [...candidates.values()].filter(({ name }) => squeezeText(name) === squeezeText(written));
  if (byName.length === 1 && byName[0]) return { decision: byName[0].id };
  // 1和2, 1/2: whoever writes that has not decided.
  if (/^[1-9](?:[和或与及/、,.][1-9])+$/u.test(text)) {
    return { code: 'match-answer-unclear', parameters: { value: written, candidates: text } };
  }
  const [, number, said] = numbered.exec(text) ?? [];
  if (number !== undefined) {
    const candidate = candidates.get(Number(number));
    if (!candidate) {
      const expected = [...candidates.keys(), ...Object.values(matchWords)].join('、');
      return { code: 'match-answer-unknown', parameters: { value: written, expected } };
    }
    // Number and name, as they stand among the candidates; of another name nobody knows which of the two counts.
    if (!said || said.startsWith(candidate.name.normalize('NFKC').replace(/\s/gu, ''))) {
      return { decision: candidate.id };
    }
    const both = `${number} 是“${candidate.name}”，后面写的却不是它`;
    return { code: 'match-answer-unclear', parameters: { value: written, candidates: both } };
  }
  return lookUp(written);
}

/** The answers of a sheet, put to the questions that an import asks. */
export class MatchAnswers {
  readonly #sheet: AnsweredSheet;
  readonly #lookUp: LookUp;
  readonly #fileOf: (sha256: string) => string | undefined;
  readonly #findings = new Map<AnsweredRow, Finding>();
  readonly #used = new Set<AnsweredRow>();

  /** `fileOf` gives the path of a file of the batch by its hash. */
  constructor(sheet: AnsweredSheet, lookUp: LookUp, fileOf: (sha256: string) => string | undefined) {
    this.#sheet = sheet;
    this.#lookUp = lookUp;
    this.#fileOf = fileOf;
  }

  /**
   * Adds what the sheet answers to the decisions.
   * @returns whether anything was added: an answer can lead to the next question
   */
  decide(questions: readonly NearMiss[], decisions: Map<string, number | 'new'>): boolean {
    let added = false;
    for (const question of questions) {
      if (decisions.has(question.id)) continue;
      const decision = this.#answerTo(question);
      if (decision === null) continue;
      decisions.set(question.id, decision);
      added = true;
    }
    return added;
  }

  #answerTo(question: NearMiss): number | 'new' | null {
    const rows = this.#rowsFor(question);
    let found: { row: AnsweredRow; decision: number | 'new' } | undefined;
    for (const row of rows) {
      this.#used.add(row);
      const decision = this.#read(row, question);
      if (decision === null) continue;
      if (found && found.decision !== decision) {
        this.#report(row, 'match-answer-unclear', {
          candidates: `${found.row.cell}、${row.cell} 两行答的不一样`,
        });
        return null;
      }
      found ??= { row, decision };
    }
    return found?.decision ?? null;
  }

  /** The rows of a question: by its id, or where that was lost, by where it stands and what it says. */
  #rowsFor(question: NearMiss): readonly AnsweredRow[] {
    const byId = this.#sheet.rows.filter(({ texts }) => texts.id === question.id);
    if (byId.length > 0) return byId;
    const place = placeOfQuestion(question, this.#fileOf);
    return this.#sheet.rows.filter(
      ({ texts }) =>
        texts.file === place.file &&
        texts.sheet === place.sheet &&
        texts.cell === place.cell &&
        squeezeText(texts.name) === squeezeText(question.name),
    );
  }

  #read(row: AnsweredRow, question: NearMiss): number | 'new' | null {
    const { texts } = row;
    if (texts.answer === '') return null;
    if (squeezeText(texts.name) !== squeezeText(question.name)) {
      this.#report(row, 'match-row-changed', {
        reason: `园名现在是“${texts.name}”，文件里是“${question.name}”`,
      });
      return null;
    }
    const written = readCandidates(texts.candidates);
    if (!written) {
      this.#report(row, 'match-row-changed', { reason: '候选园所一栏被改动了' });
      return null;
    }
    const reading = readAnswer(texts.answer, written, this.#lookUp);
    if ('code' in reading) {
      this.#report(row, reading.code, reading.parameters);
      return null;
    }
    const { decision } = reading;
    const fromList = [...written.values()].some(({ id }) => id === decision);
    if (fromList && !question.candidates.some(({ kindergartenId }) => kindergartenId === decision)) {
      const now = candidatesInWords(question).replace(/\n/gu, '；');
      this.#report(row, 'match-row-changed', { reason: `台账已有变化，现在相近的是：${now}` });
      return null;
    }
    return decision;
  }

  #report(row: AnsweredRow, code: FindingCode, parameters: Parameters): void {
    this.#findings.set(
      row,
      makeFinding(
        code,
        { value: row.texts.answer, name: row.texts.name, ...parameters },
        { file: this.#sheet.file, sheet: this.#sheet.sheet, cell: row.cell },
      ),
    );
  }

  /** What there was to say about the answers, once every question has been asked. */
  findings(): Finding[] {
    for (const row of this.#sheet.rows) {
      if (row.texts.answer !== '' && !this.#used.has(row)) this.#report(row, 'match-answer-unasked', {});
    }
    return this.#sheet.rows.flatMap((row) => this.#findings.get(row) ?? []);
  }
}
