import { cellAddress, columnLetters } from '../../../workbook/address.ts';
import { factsOf } from '../../formula/parse.ts';
import {
  type Dimension,
  dimensionPoints,
  dimensionWorth,
  entitledScorers,
  type RubricIndicator,
  type RubricSubject,
  scorerName,
} from '../../rubric.ts';
import {
  dimensionFormula,
  gradeFormula,
  indicatorFormula,
  subtotalFormula,
  totalFormula,
} from '../../sheet-formulas.ts';
import type { BookSheet } from '../book/book.ts';
import {
  type EvaluatedSubject,
  type GroupEvaluation,
  identityLabels,
  type Locked,
  rubricLine,
  type SheetMeaning,
  type Slot,
} from '../group-book.ts';
import { computedIndicatorFormula, type FactRow, type FormulaReader, factRows } from './facts-block.ts';
import { type Piece, SheetBuilder } from './sheet-builder.ts';

/** A blocked cell holds a dash, so that counting blanks counts only what is to be filled in. */
const dash = '—';

/** Columns of a subject's sheet; the scorers' come between `points` and `score`. */
const column = { code: 1, dimension: 2, name: 3, standard: 4, points: 5, firstScorer: 6 } as const;

/** A sheet and what its cells mean. */
export interface MeaningfulSheet {
  readonly sheet: BookSheet;
  readonly meaning: SheetMeaning;
}

/** Where the figures stand that other sheets refer to. */
export interface SubjectCells {
  readonly total: string;
  readonly grade: string;
  readonly missing: string;
  /** By indicator id: where evidence is told. */
  readonly notes: ReadonlyMap<string, string>;
  /** By dimension id: what it counts for. */
  readonly dimensions: ReadonlyMap<string, string>;
}

/** The sheet on which one subject is scored (考核评分表). */
export function subjectSheet(
  evaluation: GroupEvaluation,
  index: number,
  name: string,
  /** Formula of the members' average total, for a group or lead that is measured by it. */
  membersAverage: string | null,
): MeaningfulSheet & { readonly cells: SubjectCells } {
  return new SubjectSheet(evaluation, index, membersAverage).build(name);
}

class SubjectSheet {
  readonly #evaluation: GroupEvaluation;
  readonly #index: number;
  readonly #given: EvaluatedSubject;
  readonly #kind: RubricSubject;
  readonly #sheet: SheetBuilder;
  readonly #membersAverage: string | null;
  readonly #slots = new Map<string, Slot>();
  readonly #locked = new Map<string, Locked>();
  readonly #dimensions = new Map<string, string>();
  readonly #notes = new Map<string, string>();
  readonly #score: number;
  #facts = new Map<string, FactRow>();

  constructor(evaluation: GroupEvaluation, index: number, membersAverage: string | null) {
    this.#evaluation = evaluation;
    this.#index = index;
    this.#given = evaluation.subjects[index]!;
    this.#kind = this.#given.subject;
    this.#membersAverage = membersAverage;
    const scorers = this.#kind.scorers.length;
    this.#score = column.firstScorer + scorers;
    const standard = 58 - 10 * scorers;
    this.#sheet = new SheetBuilder([6, 13, 20, standard + 6, 8, ...this.#kind.scorers.map(() => 10), 12, 24]);
  }

  build(name: string): MeaningfulSheet & { cells: SubjectCells } {
    const sheet = this.#sheet;
    this.#head();
    const headingRow = this.#headings();
    // The ledger's figures stand at the end, but formulas refer to them.
    const first = headingRow + 1;
    this.#facts = factRows(this.#given, this.#factsStart(first), this.#score, this.#evaluation.read);
    for (const [position, dimension] of this.#kind.dimensions.entries())
      this.#dimension(dimension, position + 1);
    const gates = this.#gates();
    const cells = this.#totals(first, gates);
    this.#factsBlock();
    this.#words();
    return {
      sheet: sheet.build(name, { isLandscape: true, heading: { from: headingRow, to: headingRow } }),
      meaning: {
        subject: this.#index,
        slots: this.#slots,
        locked: this.#locked,
        headingRow,
        total: cells.total,
      },
      cells: { ...cells, dimensions: this.#dimensions, notes: this.#notes },
    };
  }

  #at(row: number, col: number): string {
    return cellAddress(row, col);
  }

  #head(): void {
    const sheet = this.#sheet;
    const { year, rubric, group } = this.#evaluation;
    const name = this.#given.name;
    sheet.line('title', `${year} 年度考核评分表（${this.#kind.name}）`, 34);
    const right = sheet.columns - column.standard;
    const pair = (one: string, other: string) => {
      const row = sheet.add([
        { style: 'info', value: one, span: column.standard },
        { style: 'info', value: other, span: right },
      ]);
      this.#locked.set(this.#at(row, 1), 'identity');
      this.#locked.set(this.#at(row, column.standard + 1), 'identity');
    };
    pair(`${identityLabels.subject}${name}`, `${identityLabels.role}${this.#kind.name}`);
    pair(`${identityLabels.group}${group.name}（组号 ${group.id}）`, `${identityLabels.year}${year}`);
    const rubricRow = sheet.line('info', `${identityLabels.rubric}${rubricLine(rubric)}`);
    this.#locked.set(this.#at(rubricRow, 1), 'identity');
    sheet.line(
      'remark',
      '只填浅黄色的格子：分数填 0.5 的倍数，不超过满分；扣分项填扣去的分；“是/否”从下拉列表里选。浅蓝色是台账数据，浅绿色是自动计算的结果，都不要改。',
    );
  }

  #headings(): number {
    const { rubric } = this.#evaluation;
    const texts = ['序号', '一级指标', '二级指标', '评分标准', '分值'];
    const scorers = this.#kind.scorers.map(({ by, weight }) => {
      const name = scorerName(rubric, by);
      return this.#kind.combine === 'weighted' ? `${name}\n${weight}%` : name;
    });
    return this.#sheet.add(
      [...texts, ...scorers, '得分', '佐证材料和说明'].map((value): Piece => ({ style: 'heading', value })),
      34,
    );
  }

  /** Row in which the ledger's figures will begin. */
  #factsStart(first: number): number {
    const rows = this.#kind.dimensions.reduce(
      (sum, dimension) => sum + dimension.indicators.length + (dimension.weight === undefined ? 1 : 2),
      0,
    );
    const gates = this.#kind.gates.length;
    const totals = 3;
    // After the heading of the block.
    return first + rows + (gates > 0 ? gates + 1 : 0) + totals + 1;
  }

  #dimension(dimension: Dimension, number: number): void {
    const sheet = this.#sheet;
    const from = sheet.next;
    for (const [position, indicator] of dimension.indicators.entries()) {
      this.#indicator(dimension, indicator, `${number}.${position + 1}`);
    }
    const to = sheet.next - 1;
    sheet.mergeDown(column.dimension, from, to);
    const { rubric } = this.#evaluation;
    const own = `${columnLetters(this.#score)}${from}:${columnLetters(this.#score)}${to}`;
    const bonus = dimension.bonus ? '（加分）' : '';
    let row = this.#sumRow(
      `${dimension.name} 小计${bonus}`,
      dimensionPoints(dimension),
      subtotalFormula(rubric, own),
    );
    if (dimension.weight !== undefined) {
      const share = dimensionFormula(rubric, dimension, this.#at(row, this.#score));
      row = this.#sumRow(`${dimension.name} 计入总分${bonus}`, dimensionWorth(dimension), share);
    }
    this.#dimensions.set(dimension.id, this.#at(row, this.#score));
  }

  #sumRow(label: string, points: number, formula: string): number {
    const row = this.#sheet.add([
      { style: 'label', value: label, span: column.standard },
      { style: 'points', value: points },
      ...this.#dashes(),
      { style: 'result', formula },
      { style: 'blocked', value: dash },
    ]);
    this.#locked.set(this.#at(row, column.points), 'points');
    return row;
  }

  #dashes(): Piece[] {
    return this.#kind.scorers.map((): Piece => ({ style: 'blocked', value: dash }));
  }

  #indicator(dimension: Dimension, indicator: RubricIndicator, code: string): void {
    const sheet = this.#sheet;
    const row = sheet.next;
    const { rubric } = this.#evaluation;
    const entitled = entitledScorers(this.#kind, indicator);
    const given = this.#given.given?.scores[indicator.id];
    const inputs = this.#kind.scorers.map(({ by }, position): Piece => {
      if (!entitled.some((each) => each.by === by)) return { style: 'blocked', value: dash };
      const address = this.#at(row, column.firstScorer + position);
      const label = `${code} ${indicator.name}（${scorerName(rubric, by)}）`;
      this.#slots.set(address, {
        kind: 'score',
        indicator: indicator.id,
        scorer: by,
        most: indicator.points,
        label,
      });
      return { style: 'score', value: given?.[by] ?? undefined };
    });
    const note = this.#at(row, this.#score + 1);
    const isComputed = indicator.method === 'formula';
    this.#notes.set(indicator.id, note);
    if (!isComputed) {
      this.#slots.set(note, { kind: 'note', indicator: indicator.id, label: `${code} ${indicator.name}` });
    }
    const formula = isComputed
      ? computedIndicatorFormula(rubric, indicator, this.#facts, this.#evaluation.read)
      : indicatorFormula(
          rubric,
          this.#kind,
          indicator,
          entitled.map((each) => ({
            ...each,
            cell: this.#at(
              row,
              column.firstScorer + this.#kind.scorers.findIndex(({ by }) => by === each.by),
            ),
          })),
        );
    sheet.add([
      { style: 'code', value: code },
      {
        style: 'code',
        value: `${dimension.name}${dimension.className ? `\n（${dimension.className}）` : ''}`,
      },
      { style: 'text', value: indicator.name },
      { style: 'small', value: standardOf(indicator, this.#facts, this.#evaluation.read) },
      { style: 'points', value: indicator.points },
      ...inputs,
      { style: isComputed ? 'fact' : 'result', formula },
      isComputed
        ? { style: 'factText', value: '按台账计算，不用填' }
        : { style: 'note', value: this.#given.given?.notes[indicator.id] },
    ]);
    this.#locked.set(this.#at(row, column.points), 'points');
    this.#checkScores(indicator, row);
  }

  #checkScores(indicator: RubricIndicator, row: number): void {
    const cells = this.#kind.scorers
      .map((_, position) => this.#at(row, column.firstScorer + position))
      .filter((address) => this.#slots.has(address));
    const [first] = cells;
    if (first === undefined) return;
    const most = indicator.points;
    const what = indicator.method === 'deducted' ? '扣去的分' : '分数';
    const error = `请填 0 到 ${most} 之间${what}，0.5 的倍数。`;
    const prompt = `${indicator.name}：填${what}，0～${most}，0.5 的倍数。`;
    this.#sheet.checks.push({ kind: 'decimal', least: 0, most, cells: cells.join(' '), prompt, error });
    const wrong = `AND(NOT(ISBLANK(${first})),IF(ISNUMBER(${first}),OR(${first}<0,${first}>${most},${first}*2<>INT(${first}*2)),TRUE))`;
    this.#sheet.colours.push({ cells: cells.join(' '), formula: wrong, colour: 'wrong' });
  }

  #gates(): { fails: '是' | '否'; cap: string; cell: string }[] {
    const { gates } = this.#kind;
    if (gates.length === 0) return [];
    const sheet = this.#sheet;
    const { rubric } = this.#evaluation;
    sheet.line('section', '否决和前置条件（从下拉列表里选“是”或“否”）');
    return gates.map((gate, index) => {
      const position = Math.max(
        0,
        this.#kind.scorers.findIndex(({ by }) => by === gate.scorer),
      );
      const cell = this.#at(sheet.next, column.firstScorer + position);
      const pieces = this.#dashes();
      const answer = this.#given.given?.gates[gate.id] ?? undefined;
      pieces[position] = { style: 'answer', value: answer };
      sheet.add([
        { style: 'code', value: `否${index + 1}` },
        { style: 'text', value: gate.name, span: 2 },
        {
          style: 'small',
          value: `答“${gate.fails}”时，等次最高为“${gate.cap}”。由${partyName(scorerName(rubric, gate.scorer))}填写。`,
        },
        { style: 'code', value: '是/否' },
        ...pieces,
        { style: 'blocked', value: dash },
        { style: 'blocked', value: dash },
      ]);
      const label = `否${index + 1} ${gate.name}`;
      this.#slots.set(cell, { kind: 'gate', gate: gate.id, scorer: gate.scorer, label });
      const prompt = `${gate.name}：请选“是”或“否”。`;
      sheet.checks.push({
        kind: 'list',
        choices: ['是', '否'],
        cells: cell,
        prompt,
        error: '请从下拉列表里选“是”或“否”。',
      });
      sheet.colours.push({ cells: cell, formula: `${cell}="${gate.fails}"`, colour: 'wrong' });
      return { fails: gate.fails, cap: gate.cap, cell };
    });
  }

  #totals(first: number, gates: readonly { fails: '是' | '否'; cap: string; cell: string }[]) {
    const sheet = this.#sheet;
    const { rubric } = this.#evaluation;
    const last = sheet.next - 1;
    const total = this.#at(sheet.next, this.#score);
    const parts = [...this.#dimensions.values()];
    const totalRow = sheet.add(
      [
        { style: 'label', value: '总分', span: column.standard },
        { style: 'points', value: this.#kind.full },
        ...this.#dashes(),
        { style: 'total', formula: totalFormula(rubric, parts) },
        { style: 'blocked', value: dash },
      ],
      28,
    );
    this.#locked.set(this.#at(totalRow, column.points), 'points');
    this.#locked.set(total, 'total');
    const grade = this.#at(sheet.next, this.#score);
    const bands = rubric.grades.map(({ name, from }) => `${name} ${from} 分起`).join('，');
    sheet.add(
      [
        { style: 'label', value: '等次', span: column.name },
        { style: 'small', value: bands, span: 2 },
        ...this.#dashes(),
        { style: 'grade', formula: gradeFormula(rubric, total, gates) },
        { style: 'blocked', value: dash },
      ],
      28,
    );
    this.#locked.set(grade, 'grade');
    const missing = this.#at(sheet.next, this.#score);
    this.#gradeColours(grade, missing);
    const [from, to] = [columnLetters(column.firstScorer), columnLetters(this.#score - 1)];
    // The heading of the gates is one merged cell: blank as far as a count goes.
    const lastScore = last - (gates.length > 0 ? gates.length + 1 : 0);
    const blanks = [`COUNTBLANK(${from}${first}:${to}${lastScore})`];
    if (gates.length > 0) blanks.push(`COUNTBLANK(${from}${last - gates.length + 1}:${to}${last})`);
    sheet.add([
      { style: 'label', value: '还没有填的格数', span: column.standard },
      { style: 'blocked', value: dash },
      ...this.#dashes(),
      { style: 'resultCount', formula: blanks.join('+') },
      { style: 'blocked', value: dash },
    ]);
    sheet.colours.push({ cells: missing, formula: `${missing}>0`, colour: 'middling' });
    return { total, grade, missing };
  }

  #gradeColours(cell: string, missing: string): void {
    const { grades } = this.#evaluation.rubric;
    // Before everything is filled in the grade says nothing.
    const is = (name: string | undefined) =>
      `AND(${missing}=0,${cell}="${(name ?? '').replaceAll('"', '""')}")`;
    this.#sheet.colours.push({ cells: cell, formula: is(grades[0]?.name), colour: 'good' });
    this.#sheet.colours.push({ cells: cell, formula: is(grades.at(-1)?.name), colour: 'wrong' });
  }

  #factsBlock(): void {
    if (this.#facts.size === 0) return;
    const sheet = this.#sheet;
    sheet.line('section', '台账数据（已填好，不要改；有疑问请告诉主管部门）');
    for (const { row, cell, code, name, unit, meaning, value, basis } of this.#facts.values()) {
      const formula = value === 'live' ? (this.#membersAverage ?? '"无数据"') : undefined;
      const shown = value === 'live' ? undefined : (value ?? '无数据');
      const written = sheet.add([
        { style: 'code', value: code },
        { style: 'factText', value: name, span: 2 },
        { style: 'factText', value: meaning },
        { style: 'code', value: unit },
        ...this.#dashes(),
        { style: 'fact', ...(formula === undefined ? { value: shown } : { formula }) },
        { style: 'factText', value: basis ?? '' },
      ]);
      if (written !== row) throw new Error(`fact row ${row} came to stand in ${written}`);
      if (formula === undefined) this.#locked.set(cell, 'fact');
    }
  }

  /** Opinion and signatures. */
  #words(): void {
    const sheet = this.#sheet;
    const { rubric } = this.#evaluation;
    const asked = rubric.opinions.filter(({ of }) => of === this.#kind.of);
    for (const { by } of asked) {
      const label = `${partyName(scorerName(rubric, by))}的意见`;
      const row = sheet.add(
        [
          { style: 'label', value: label, span: column.name },
          {
            style: 'opinion',
            value: this.#given.given?.opinion ?? undefined,
            span: sheet.columns - column.name,
          },
        ],
        64,
      );
      this.#slots.set(this.#at(row, column.standard), { kind: 'opinion', label });
    }
    for (const { by } of this.#kind.scorers) {
      const text = `${scorerName(rubric, by)}：评分人（签名）＿＿＿＿＿＿＿＿　负责人（签名）＿＿＿＿＿＿＿＿　（盖章）　　　　年　　月　　日`;
      sheet.line('signature', text, 30);
    }
  }
}

/** Who scores, of a column's name: 主导园评 → 主导园. */
function partyName(scorer: string): string {
  const party = scorer.replace(/(?:评分|评)$/u, '');
  return party.length > 1 ? party : `${scorer}一方`;
}

/** How an indicator is scored, in words: its standard, its bands, what the ledger gives. */
function standardOf(
  indicator: RubricIndicator,
  facts: ReadonlyMap<string, FactRow>,
  read: FormulaReader,
): string {
  const lines = indicator.standard === '' ? [] : [indicator.standard];
  if (indicator.method === 'deducted')
    lines.push(`扣分项：填扣去的分，满分 ${indicator.points} 分，扣完为止。`);
  if (indicator.method === 'bands') {
    const bands = indicator.bands.map(({ name, from, points }) => `${name} ${from} 起计 ${points} 分`);
    lines.push(`分档：${bands.join('；')}。`);
  }
  if (indicator.method === 'formula') {
    const codes = factsOf(read(indicator.formula))
      .map(({ key }) => facts.get(key)?.code)
      .filter((code) => code !== undefined);
    lines.push(`按台账计算：${indicator.formula}${codes.length > 0 ? `（见 ${codes.join('、')}）` : ''}`);
  }
  if (indicator.evidence.length > 0) lines.push(`佐证：${indicator.evidence.join('、')}`);
  return lines.join('\n');
}
