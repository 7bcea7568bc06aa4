import { squeezeText } from '../common/text.ts';

/** The layout of a table of distances, by its texts alone: who is meant by the names is another's business. */

/** A text with where it stands; rows and columns from 1. */
export interface SheetText {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export interface ListedDistance {
  readonly from: SheetText;
  readonly to: SheetText;
  readonly value: SheetText;
}

export interface DistanceTable {
  readonly unit: 'metres' | 'kilometres' | 'minutes';
  readonly distances: readonly ListedDistance[];
}

/** Texts of a sheet by row and column. */
export type SheetTexts = ReadonlyMap<number, ReadonlyMap<number, string>>;

const measure = /距离|里程|路程|车程|用时|耗时|时间|时长|分钟|公里|千米/u;
const nameHeading =
  /^(?:起点|终点|出发|到达|从|到|自|至|园所|幼儿园|单位|主导园|联盟园|龙头园|成员园|中心园|学区园|集团园)/u;
const blank = /^(?:[-—–/\\×]|无|空)*$/u;

/** `12.5`, `12.5公里`, `35分钟`, `1,200`; undefined where it is no number from 0 on. */
export function amountOf(text: string): number | undefined {
  const bare = text.replace(/(?:公里|千米|km|米|m|分钟|分|min)$/iu, '').replace(/(?<=\d),(?=\d{3})/gu, '');
  return /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(bare) ? Number(bare) : undefined;
}

/** Ten digits are the code of a kindergarten. */
const isAmount = ({ text }: SheetText) => amountOf(text) !== undefined && !/^\d{10}$/.test(text);

/** What the numbers are, by the words of a heading; undefined where it does not say. */
function unitIn(text: string): DistanceTable['unit'] | undefined {
  if (/分钟|min/iu.test(text)) return 'minutes';
  if (/公里|千米|km/iu.test(text)) return 'kilometres';
  if (/米/u.test(text) || /\(m\)/iu.test(text)) return 'metres';
  return undefined;
}

/** The table on a sheet; words why not, where it looks like one; undefined where it is none. */
export function readDistanceTable(name: string, texts: SheetTexts): DistanceTable | string | undefined {
  return readPairs(texts) ?? readMatrix(name, texts);
}

/** Rows in order, without blank cells. */
function cellsOf(texts: SheetTexts): SheetText[][] {
  return [...texts]
    .sort(([one], [other]) => one - other)
    .map(([row, columns]) =>
      [...columns]
        .map(([column, text]) => ({ row, column, text: squeezeText(text) }))
        .filter((cell) => cell.text !== '')
        .sort((one, other) => one.column - other.column),
    )
    .filter((cells) => cells.length > 0);
}

/** A list: two columns of names under headings, one of distances. */
function readPairs(texts: SheetTexts): DistanceTable | string | undefined {
  const rows = cellsOf(texts);
  for (const [index, cells] of rows.entries()) {
    const value = cells.find((cell) => measure.test(cell.text) && cells.length >= 3);
    const names = cells.filter((cell) => cell !== value && nameHeading.test(cell.text));
    const [from, to] = names;
    if (!value || !from || !to || cells.some((cell) => isAmount(cell))) continue;
    const unit = unitIn(value.text);
    if (!unit) return `“${value.text}”没有写明是公里、米还是分钟`;
    const distances = rows.slice(index + 1).flatMap((row): ListedDistance[] => {
      const at = (column: number) => row.find((cell) => cell.column === column);
      const [one, other, amount] = [at(from.column), at(to.column), at(value.column)];
      if (!one || !other || !amount || blank.test(amount.text) || amount.text === value.text) return [];
      return [{ from: one, to: other, value: amount }];
    });
    return { unit, distances };
  }
  return undefined;
}

/** How many cells of a row are names with an amount somewhere below. */
function headsOver(cells: readonly SheetText[], below: readonly (readonly SheetText[])[]): number {
  return cells.filter(
    (head) =>
      !isAmount(head) &&
      !measure.test(head.text) &&
      below.some((row) => row.some((cell) => cell.column === head.column && isAmount(cell))),
  ).length;
}

/** A matrix: names along the first row and the first column of it. */
function readMatrix(name: string, texts: SheetTexts): DistanceTable | string | undefined {
  const rows = cellsOf(texts);
  const measured = rows.map((cells, at) => headsOver(cells, rows.slice(at + 1)));
  const index = measured.indexOf(Math.max(1, ...measured));
  const header = rows[index];
  if (!header) return undefined;
  const below = rows.slice(index + 1);
  const nameColumn = Math.min(
    ...below.flatMap((cells) =>
      cells.filter((cell) => !isAmount(cell) && !blank.test(cell.text)).map((cell) => cell.column),
    ),
  );
  const above = [...rows.slice(0, index).flat(), ...header].filter(
    (cell) => cell.row < (header[0]?.row ?? 0) || cell.column <= nameColumn,
  );
  const unit = [...above.map((cell) => cell.text), name].map(unitIn).find((each) => each !== undefined);
  const heads = header.filter((cell) => cell.column > nameColumn);
  if (!unit) return '没有写明是公里、米还是分钟';
  const distances = below.flatMap((cells) => {
    const from = cells.find((cell) => cell.column === nameColumn);
    if (!from || blank.test(from.text)) return [];
    return heads.flatMap((to): ListedDistance[] => {
      const value = cells.find((cell) => cell.column === to.column);
      return value && !blank.test(value.text) ? [{ from, to, value }] : [];
    });
  });
  return { unit, distances };
}
