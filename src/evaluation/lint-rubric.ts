import type { FindingCode } from '../findings/catalogue.ts';
import type { TemplateProblem } from '../tables/template-file.ts';
import {
  FormulaError,
  factsOf,
  type IndicatorLookup,
  mayDivideByZero,
  parseFormula,
} from './formula/parse.ts';
import {
  type Dimension,
  dimensionPoints,
  dimensionWorth,
  type Rubric,
  type RubricSubject,
} from './rubric.ts';

type Path = readonly (string | number)[];

const ofNames: Readonly<Record<RubricSubject['of'], string>> = {
  group: '整个联盟',
  lead: '主导园',
  member: '成员园',
};

/** Collects problems; each says by its code what kind of mistake it is. */
class Problems {
  readonly found: TemplateProblem[] = [];

  add(code: FindingCode, path: Path, expected: string): void {
    this.found.push({ code, path, expected });
  }

  /** Each value of a list only once. */
  once(values: readonly string[], what: string, pathOf: (index: number) => Path): void {
    const seen = new Set<string>();
    for (const [index, value] of values.entries()) {
      if (seen.has(value)) this.add('rubric-duplicate', pathOf(index), `${what}“${value}”重复`);
      seen.add(value);
    }
  }
}

/** Bands from the best down, each ending where the one above begins, the lowest at 0. */
function checkBands(
  problems: Problems,
  bands: readonly { readonly name: string; readonly from: number; readonly to?: number | null | undefined }[],
  path: Path,
): void {
  problems.once(
    bands.map(({ name }) => name),
    '名称',
    (index) => [...path, index, 'name'],
  );
  for (const [index, { name, from, to }] of bands.entries()) {
    const above = bands[index - 1];
    if (above && from >= above.from) {
      const expected = `“${name}”的起点 ${from} 应低于上一档“${above.name}”的起点 ${above.from}，两档重叠了`;
      problems.add('rubric-bands', [...path, index, 'from'], expected);
    } else if (above && to !== undefined && to !== above.from) {
      const fault = to === null || to > above.from ? '重叠' : '空缺';
      const expected = `“${name}”的上限应是上一档“${above.name}”的起点 ${above.from}，现在两档之间有${fault}`;
      problems.add('rubric-bands', [...path, index, 'to'], expected);
    } else if (!above && to !== undefined && to !== null && to <= from) {
      problems.add('rubric-bands', [...path, index, 'to'], `“${name}”的上限应高于它的起点 ${from}`);
    }
  }
  const last = bands.at(-1);
  if (last && last.from !== 0) {
    const expected = `最低一档“${last.name}”应从 0 起，现在 0 到 ${last.from} 之间空缺`;
    problems.add('rubric-bands', [...path, bands.length - 1, 'from'], expected);
  }
}

function checkFormula(
  problems: Problems,
  text: string,
  of: RubricSubject['of'],
  path: Path,
  indicatorId: IndicatorLookup | undefined,
): void {
  try {
    const formula = parseFormula(text, indicatorId);
    for (const fact of factsOf(formula)) {
      if (fact.kind !== 'fact' || fact.definition.of.includes(of)) continue;
      const expected = `“${fact.definition.name}”对${ofNames[of]}没有，只用于${fact.definition.of.map((each) => ofNames[each]).join('、')}`;
      problems.add('rubric-fact-unknown', path, expected);
    }
    if (mayDivideByZero(formula)) {
      problems.add('rubric-division', path, `公式“${text}”里有除数可能是 0`);
    }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const code = error.problem === 'fact' ? 'rubric-fact-unknown' : 'rubric-formula';
    problems.add(code, path, `公式第 ${error.position} 个字：${error.message}`);
  }
}

function checkDimension(
  problems: Problems,
  subject: RubricSubject,
  dimension: Dimension,
  path: Path,
  indicatorId: IndicatorLookup | undefined,
): void {
  const sum = dimensionPoints(dimension);
  if (dimension.points !== undefined && dimension.points !== sum) {
    const expected = `“${dimension.name}”写明 ${dimension.points} 分，各指标合计却是 ${sum} 分`;
    problems.add('rubric-sum', [...path, 'points'], expected);
  }
  const entitled = new Set(subject.scorers.map(({ by }) => by));
  for (const [index, indicator] of dimension.indicators.entries()) {
    const at = [...path, 'indicators', index];
    if (indicator.method === 'formula') {
      checkFormula(problems, indicator.formula, subject.of, [...at, 'formula'], indicatorId);
      continue;
    }
    for (const [position, by] of (indicator.scorers ?? []).entries()) {
      if (entitled.has(by)) continue;
      const expected = `“${indicator.name}”由 ${by} 评，但考核对象“${subject.name}”的 scorers 里没有它`;
      problems.add('rubric-scorer', [...at, 'scorers', position], expected);
    }
    const weights = subject.scorers.filter(({ by }) => indicator.scorers?.includes(by) ?? true);
    if (subject.combine === 'weighted' && weights.length > 0 && weights.every(({ weight }) => weight === 0)) {
      const expected = `评“${indicator.name}”的各方权重都是 0，这一项永远得不到分`;
      problems.add('rubric-sum', [...at, 'scorers'], expected);
    }
    if (indicator.method !== 'bands') continue;
    checkBands(problems, indicator.bands, [...at, 'bands']);
    for (const [position, { name, from, points }] of indicator.bands.entries()) {
      if (points > indicator.points || from > indicator.points) {
        const expected = `“${name}”档超过了这一项的满分 ${indicator.points} 分`;
        problems.add('rubric-bands', [...at, 'bands', position], expected);
      }
    }
  }
}

function checkSubject(
  problems: Problems,
  rubric: Rubric,
  subject: RubricSubject,
  path: Path,
  indicatorId: IndicatorLookup | undefined,
): void {
  const known = new Set(rubric.scorers.map(({ id }) => id));
  const names = (values: readonly string[], what: string, pathOf: (index: number) => Path) =>
    problems.once(values, what, pathOf);
  names(
    subject.scorers.map(({ by }) => by),
    '评分方',
    (index) => [...path, 'scorers', index],
  );
  for (const [index, { by }] of subject.scorers.entries()) {
    const at = [...path, 'scorers', index, 'by'];
    if (!known.has(by)) problems.add('rubric-scorer', at, `评分方 ${by} 没有列在细则的 scorers 里`);
    if (by === 'lead' && subject.of === 'lead') {
      problems.add('rubric-scorer', at, '主导园自己是考核对象，不能再作为主导园评分，自评请写 self');
    }
  }
  if (subject.combine === 'weighted') {
    const sum = subject.scorers.reduce((total, { weight }) => total + weight, 0);
    if (sum !== 100) {
      const expected = `“${subject.name}”各评分方的权重合计应是 100，现在是 ${sum}`;
      problems.add('rubric-sum', [...path, 'scorers'], expected);
    }
  }
  for (const [index, { name, cap, scorer }] of subject.gates.entries()) {
    const at = [...path, 'gates', index];
    if (!rubric.grades.some((grade) => grade.name === cap)) {
      problems.add('rubric-invalid', [...at, 'cap'], `“${name}”的 cap 应是 grades 里的一个等次`);
    }
    if (!subject.scorers.some(({ by }) => by === scorer)) {
      const expected = `“${name}”由 ${scorer} 认定，但考核对象“${subject.name}”的 scorers 里没有它`;
      problems.add('rubric-scorer', at, expected);
    }
  }
  const regular = subject.dimensions.filter(({ bonus }) => !bonus);
  const weighted = regular.filter(({ weight }) => weight !== undefined);
  if (weighted.length > 0 && weighted.length < regular.length) {
    const expected = `“${subject.name}”的一级指标有的写了权重（weight），有的没有，应都写或都不写`;
    problems.add('rubric-sum', [...path, 'dimensions'], expected);
  } else {
    const sum = regular.reduce((total, dimension) => total + dimensionWorth(dimension), 0);
    if (sum !== subject.full) {
      const what = weighted.length > 0 ? '权重' : '分值';
      const expected = `“${subject.name}”各一级指标的${what}合计应是 ${subject.full}，现在是 ${sum}`;
      problems.add('rubric-sum', [...path, 'dimensions'], expected);
    }
  }
  const ids: { value: string; at: Path }[] = [];
  const titles: { value: string; at: Path }[] = [];
  for (const [index, dimension] of subject.dimensions.entries()) {
    const at = [...path, 'dimensions', index];
    checkDimension(problems, subject, dimension, at, indicatorId);
    names(
      dimension.indicators.map(({ name }) => name),
      '指标名称',
      (position) => [...at, 'indicators', position, 'name'],
    );
    titles.push({ value: dimension.name, at: [...at, 'name'] });
    for (const [position, { id }] of dimension.indicators.entries()) {
      ids.push({ value: id, at: [...at, 'indicators', position, 'id'] });
    }
  }
  for (const [index, { id }] of subject.gates.entries())
    ids.push({ value: id, at: [...path, 'gates', index, 'id'] });
  names(
    ids.map(({ value }) => value),
    '编号',
    (index) => ids[index]?.at ?? path,
  );
  names(
    titles.map(({ value }) => value),
    '一级指标',
    (index) => titles[index]?.at ?? path,
  );
  names(
    subject.dimensions.map(({ id }) => id),
    '编号',
    (index) => [...path, 'dimensions', index, 'id'],
  );
}

/**
 * What the schema cannot say of a rubric. Each problem bears its code; `rubric-division` alone is no mistake.
 * @param id what the file is named; undefined where any name will do
 * @param indicatorId how the policy's yearly figures are looked up; without it any name is taken
 */
export function lintRubric(
  rubric: Rubric,
  id: string | undefined,
  indicatorId?: IndicatorLookup,
): TemplateProblem[] {
  const problems = new Problems();
  if (id !== undefined && rubric.id !== id) {
    problems.add('rubric-invalid', ['id'], `应与文件名一致，即 ${id}`);
  }
  const { from, to } = rubric.years;
  if (from !== null && to !== null && to < from) {
    problems.add('rubric-invalid', ['years', 'to'], `应不早于起始年度 ${from}`);
  }
  checkBands(problems, rubric.grades, ['grades']);
  const lists = [
    ['scorers', rubric.scorers.map(({ id: scorer }) => scorer)],
    ['subjects', rubric.subjects.map(({ id: subject }) => subject)],
  ] as const;
  for (const [key, values] of lists) problems.once(values, '编号', (index) => [key, index, 'id']);
  const named = rubric.subjects.map(({ name }) => name);
  problems.once(named, '考核对象', (index) => ['subjects', index, 'name']);
  const checkGrades = (grades: readonly string[], path: Path) => {
    for (const [index, name] of grades.entries()) {
      if (rubric.grades.some((grade) => grade.name === name)) continue;
      problems.add('rubric-invalid', [...path, index], `没有“${name}”这个等次，应是 grades 里的一个`);
    }
  };
  checkGrades(rubric.passing, ['passing']);
  for (const key of ['commendation', 'criticism', 'renewal'] as const) {
    checkGrades(rubric[key]?.grades ?? [], [key, 'grades']);
  }
  for (const [index, subject] of rubric.subjects.entries()) {
    checkSubject(problems, rubric, subject, ['subjects', index], indicatorId);
  }
  return problems.found;
}
