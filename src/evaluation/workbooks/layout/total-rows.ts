import { columnLetters } from '../../../workbook/address.ts';
import { scorerName } from '../../rubric.ts';
import { gradeFormula, totalFormula } from '../../sheet-formulas.ts';
import { partyName } from './indicator-words.ts';
import { column, dash, type SubjectPage } from './subject-page.ts';

/** The cell in which a gate is answered, and which answer caps the grade. */
interface GateCell {
  readonly fails: '是' | '否';
  readonly cap: string;
  readonly cell: string;
}

/** The rows of vetoes and preconditions (否决和前置条件). */
export function addGates(page: SubjectPage): GateCell[] {
  const { gates } = page.kind;
  if (gates.length === 0) return [];
  const sheet = page.sheet;
  const { rubric } = page.evaluation;
  sheet.line('section', '否决和前置条件（从下拉列表里选“是”或“否”）');
  return gates.map((gate, index) => {
    const position = Math.max(
      0,
      page.kind.scorers.findIndex(({ by }) => by === gate.scorer),
    );
    const cell = page.at(sheet.next, column.firstScorer + position);
    const pieces = page.dashes();
    const answer = page.given.given?.gates[gate.id] ?? undefined;
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
    page.slots.set(cell, { kind: 'gate', gate: gate.id, scorer: gate.scorer, label });
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

/** The total, the grade and the count of what is still blank. @param first row of the first score */
export function addTotals(page: SubjectPage, first: number, gates: readonly GateCell[]) {
  const sheet = page.sheet;
  const { rubric } = page.evaluation;
  const last = sheet.next - 1;
  const total = page.at(sheet.next, page.score);
  const parts = [...page.dimensions.values()];
  const totalRow = sheet.add(
    [
      { style: 'label', value: '总分', span: column.standard },
      { style: 'points', value: page.kind.full },
      ...page.dashes(),
      { style: 'total', formula: totalFormula(rubric, parts) },
      { style: 'blocked', value: dash },
    ],
    28,
  );
  page.locked.set(page.at(totalRow, column.points), 'points');
  page.locked.set(total, 'total');
  const grade = page.at(sheet.next, page.score);
  const bands = rubric.grades.map(({ name, from }) => `${name} ${from} 分起`).join('，');
  sheet.add(
    [
      { style: 'label', value: '等次', span: column.name },
      { style: 'small', value: bands, span: 2 },
      ...page.dashes(),
      { style: 'grade', formula: gradeFormula(rubric, total, gates) },
      { style: 'blocked', value: dash },
    ],
    28,
  );
  page.locked.set(grade, 'grade');
  const missing = page.at(sheet.next, page.score);
  colourGrade(page, grade, missing);
  const [from, to] = [columnLetters(column.firstScorer), columnLetters(page.score - 1)];
  // The heading of the gates is one merged cell: blank as far as a count goes.
  const lastScore = last - (gates.length > 0 ? gates.length + 1 : 0);
  const blanks = [`COUNTBLANK(${from}${first}:${to}${lastScore})`];
  if (gates.length > 0) blanks.push(`COUNTBLANK(${from}${last - gates.length + 1}:${to}${last})`);
  sheet.add([
    { style: 'label', value: '还没有填的格数', span: column.standard },
    { style: 'blocked', value: dash },
    ...page.dashes(),
    { style: 'resultCount', formula: blanks.join('+') },
    { style: 'blocked', value: dash },
  ]);
  sheet.colours.push({ cells: missing, formula: `${missing}>0`, colour: 'middling' });
  return { total, grade, missing };
}

function colourGrade(page: SubjectPage, cell: string, missing: string): void {
  const { grades } = page.evaluation.rubric;
  // Before everything is filled in the grade says nothing.
  const is = (name: string | undefined) =>
    `AND(${missing}=0,${cell}="${(name ?? '').replaceAll('"', '""')}")`;
  page.sheet.colours.push({ cells: cell, formula: is(grades[0]?.name), colour: 'good' });
  page.sheet.colours.push({ cells: cell, formula: is(grades.at(-1)?.name), colour: 'wrong' });
}
