import { squeezeText } from '../common/text.ts';
import { type FindingCode, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Grid } from '../tables/grid.ts';
import { cellAddress } from '../workbook/address.ts';
import type { RubricSubject } from './rubric.ts';

/** Reads a sheet on which an office wrote its 考核细则: 一级指标, 二级指标, 分值, 评分标准, 评分方式, cells merged or left blank. */

type Column = 'dimension' | 'indicator' | 'points' | 'standard' | 'method' | 'evidence';

const headings: Readonly<Record<Column, readonly string[]>> = {
  dimension: ['一级指标', '考核项目', '项目', '维度', '类别', '考核类别'],
  indicator: ['二级指标', '考核内容', '指标', '内容', '评价要点', '考核指标', '考核要点'],
  points: ['分值', '满分', '分数', '标准分', '权重分'],
  standard: ['评分标准', '考核标准', '评分细则', '评价标准', '评分说明'],
  method: ['评分方式', '评分办法', '计分方法', '计分方式', '方式', '评分方法'],
  evidence: ['佐证材料', '佐证', '查看材料', '材料', '证明材料'],
};

/** What one row of the sheet says. */
interface SheetIndicator {
  readonly name: string;
  readonly points: number;
  readonly standard: string;
  readonly method: 'given' | 'deducted';
  readonly evidence: readonly string[];
}

interface SheetDimension {
  readonly name: string;
  readonly indicators: SheetIndicator[];
}

interface SheetGate {
  readonly name: string;
}

export interface SheetRubric {
  readonly dimensions: readonly SheetDimension[];
  readonly gates: readonly SheetGate[];
  /** Points of all indicators together. */
  readonly full: number;
}

interface Header {
  readonly row: number;
  readonly columns: ReadonlyMap<Column, number>;
}

const compact = (text: string) => squeezeText(text).normalize('NFKC').replace(/\s+/gu, '');
/** `分值（100分）` is 分值. */
const headingOf = (text: string) => compact(text).replace(/\(.*?\)$/u, '');

function headerIn(grid: Grid): Header | undefined {
  for (const { number, cells } of grid.rows.slice(0, 30)) {
    const columns = new Map<Column, number>();
    for (const { column } of cells) {
      const heading = headingOf(grid.text(number, column));
      for (const [key, names] of Object.entries(headings) as [Column, readonly string[]][]) {
        if (names.includes(heading) && !columns.has(key)) columns.set(key, column);
      }
    }
    if (columns.has('points') && columns.has('indicator')) return { row: number, columns };
  }
  return undefined;
}

/** The points a text states: `10`, `10分`, `（10 分）`; undefined where it states none. */
export function pointsIn(text: string): number | undefined {
  const match = /^\(?(\d+(?:\.\d+)?)分?\)?$/u.exec(compact(text));
  return match ? Number(match[1]) : undefined;
}

/** A name with the points written behind it: `组织管理（20分）`. */
function namedPoints(text: string): { name: string; points: number | undefined } {
  const plain = squeezeText(text).normalize('NFKC').replace(/\s+/gu, ' ').trim();
  const match = /^(.*?)\s*\((\d+(?:\.\d+)?)\s*分\)$/u.exec(plain);
  if (!match) return { name: squeezeText(text).replace(/\s+/gu, ' ').trim(), points: undefined };
  return { name: match[1] ?? plain, points: Number(match[2]) };
}

/** A cell's text; of a merged cell the text stands in its first one. */
function textAt(grid: Grid, row: number, column: number | undefined): string {
  if (column === undefined) return '';
  const merge = grid.mergeAt(row, column);
  return merge ? grid.text(merge.top, merge.left) : grid.text(row, column);
}

const known = /给分|得分|评分|打分|酌情|赋分/u;

/** How an indicator is scored, by what the sheet says of it. */
function methodOf(
  method: string,
  standard: string,
): { method: SheetIndicator['method'] | 'gate'; isClear: boolean } {
  const said = compact(method);
  if (/否决|前置/u.test(said)) return { method: 'gate', isClear: true };
  if (/扣/u.test(said)) return { method: 'deducted', isClear: true };
  if (said !== '') return { method: 'given', isClear: known.test(said) };
  return { method: /扣.{0,8}分|扣完/u.test(compact(standard)) ? 'deducted' : 'given', isClear: true };
}

/** The rubric on a sheet, and what is wrong with it; undefined where the sheet holds none. */
export function readRubricSheet(
  grid: Grid,
  place: { readonly file: string; readonly sheet: string },
): { readonly rubric: SheetRubric | undefined; readonly findings: readonly Finding[] } {
  const header = headerIn(grid);
  const findings: Finding[] = [];
  if (!header) return { rubric: undefined, findings };
  const { columns } = header;
  const tell = (
    code: FindingCode,
    row: number,
    column: Column,
    parameters: Record<string, string | number>,
  ) => {
    const cell = cellAddress(row, columns.get(column) ?? 1);
    findings.push(makeFinding(code, parameters, { ...place, cell }));
  };
  const dimensions: SheetDimension[] = [];
  const stated = new Map<SheetDimension, { points: number; row: number }>();
  const gates: SheetGate[] = [];
  const names = new Map<string, number>();
  let current: SheetDimension | undefined;
  let full = 0;
  const unique = (name: string, row: number) => {
    const key = `${current?.name} ${compact(name)}`;
    const count = (names.get(key) ?? 0) + 1;
    names.set(key, count);
    if (count === 1) return name;
    tell('rubric-row-repeated', row, 'indicator', { value: name, name: `${name}（${count}）` });
    return `${name}（${count}）`;
  };
  for (const { number: row } of grid.rows) {
    if (row <= header.row) continue;
    const text = (column: Column) => textAt(grid, row, columns.get(column)).trim();
    const first = text('dimension') || text('indicator');
    if (/^(合计|总计|总分|小计)/u.test(compact(first))) {
      const total = pointsIn(text('points'));
      if (/^(合计|总计|总分)/u.test(compact(first)) && total !== undefined && total !== full) {
        tell('rubric-row-total', row, 'points', { value: total, sum: full });
      }
      continue;
    }
    const dimension = namedPoints(text('dimension'));
    if (dimension.name !== '' && dimension.name !== current?.name) {
      current = { name: dimension.name, indicators: [] };
      if (dimension.points !== undefined) stated.set(current, { points: dimension.points, row });
      dimensions.push(current);
    }
    const own = namedPoints(text('indicator'));
    if (own.name === '') continue;
    const { method, isClear } = methodOf(text('method'), text('standard'));
    if (method === 'gate') {
      gates.push({ name: own.name });
      continue;
    }
    const written = text('points');
    const points = pointsIn(written) ?? (written === '' ? own.points : undefined);
    if (points === undefined || points <= 0 || !Number.isInteger(points * 2)) {
      tell('rubric-row-points', row, 'points', { value: written, name: own.name });
      continue;
    }
    if (!isClear) tell('rubric-row-method', row, 'method', { value: text('method'), name: own.name });
    if (!current) {
      current = { name: '考核内容', indicators: [] };
      dimensions.push(current);
    }
    const evidence = text('evidence')
      .split(/[、；;，,\n]/u)
      .map((each) => each.trim());
    current.indicators.push({
      name: unique(own.name, row),
      points,
      standard: text('standard'),
      method,
      evidence: evidence.filter((each) => each !== ''),
    });
    full += points;
  }
  for (const [dimension, { points, row }] of stated) {
    const sum = dimension.indicators.reduce((total, each) => total + each.points, 0);
    if (sum !== points) tell('rubric-row-total', row, 'dimension', { value: points, sum });
  }
  const filled = dimensions.filter(({ indicators }) => indicators.length > 0);
  if (filled.length === 0) return { rubric: undefined, findings };
  return { rubric: { dimensions: filled, gates, full }, findings };
}

/** Whom a sheet is about, by its name. */
export function subjectOf(sheetName: string): RubricSubject['of'] {
  const name = compact(sheetName);
  if (/成员|联盟园|创建园/u.test(name)) return 'member';
  if (/主导|龙头|中心园|引领|集团园|牵头/u.test(name)) return 'lead';
  return 'group';
}
