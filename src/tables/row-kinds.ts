import type { Cell } from '../workbook/sheet.ts';
import type { FooterDefinition } from './definition.ts';
import { compactText, contentText, lineText } from './fields/cell-text.ts';
import { normaliseDate } from './fields/date.ts';

/** What rows that are no data look like. Cells are given without the blank ones. */

const subtotal = /^.{0,12}(?:小计|合计|总计|共计|累计)[:：]?[\d.,]*(?:所|个|园|人|名)?$/;
const summaryName = /^共?\d+(?:所|个|家|园)?$/;

/** 其中：普惠 and 平均 stand below a total and break it down: no row of their own. */
const breakdown =
  /^(?:其中(?:[:：].{0,12})?|平均[数值]?|每园平均|园均|均值|占比|比例|百分比)(?:\(.{1,6}\))?[:：]?$/;

/** Whether the first text of the row breaks down what stands above it, and figures alone follow. */
function isBreakdown(cells: readonly Cell[]): boolean {
  const [first, ...others] = cells.filter(({ content }) => content.type === 'text');
  if (first?.content.type !== 'text' || !breakdown.test(compactText(first.content.value.slice(0, 30)))) {
    return false;
  }
  return others.every(({ content }) => /^[\d.,%—–/-]*$/.test(compactText(contentText(content))));
}

/** 小计 / 合计: said in one of the cells, with nothing but a total where the required values stand. */
export function isSubtotal(cells: readonly Cell[], requiredColumns: ReadonlySet<number>): boolean {
  if (isBreakdown(cells)) return true;
  let says = false;
  for (const cell of cells) {
    const required = requiredColumns.has(cell.column);
    if (cell.content.type !== 'text') {
      if (required && cell.content.type !== 'number') return false;
      continue;
    }
    const { value } = cell.content;
    const total = value.includes('计') && value.length <= 40 && subtotal.test(compactText(value));
    if (total) says = true;
    else if (required && !summaryName.test(compactText(value))) return false;
  }
  return says;
}

const example = /^(?:填[写报表])?(?:例|示例|样例|范例|举例|样表)(?:[:：]|$)|^\((?:例|示例|样例|范例)\)/;

/** A row that shows how to fill the table in. */
export function isExample(cells: readonly Cell[]): boolean {
  return cells.slice(0, 4).some((cell) => {
    if (cell.content.type !== 'text' || !/[例样]/.test(cell.content.value)) return false;
    const compact = compactText(cell.content.value);
    return example.test(compact) || example.test(compact.replace(/[()]/g, ''));
  });
}

const columnKey =
  /^(?:[甲乙丙丁戊己庚辛壬癸]|\(?\d{1,2}\)?|\(?(?:个|人|名|位|所|班|度|元|万元|平方米|%|-|—)\)?)$/;

/** The row right below a header that numbers its columns (甲 乙 1 2 3) or gives their units (个 人). */
export function isColumnKey(cells: readonly Cell[]): boolean {
  if (cells.length < 2) return false;
  const texts = cells.map((cell) => compactText(contentText(cell.content)));
  if (!texts.every((text) => columnKey.test(text))) return false;
  const numbers = texts.map((text) => text.replace(/[()]/g, '')).filter((text) => /^\d+$/.test(text));
  return numbers.every((text, index) => index === 0 || Number(text) === Number(numbers[index - 1]) + 1);
}

const note =
  /^(?:填[表报写]说明|说明|备注|附注|注释|注意|注意事项|注|温馨提示|数据来源)(?:[:：;\d一(、.,]|$)/;

/** 注：…, 填表说明: a remark below or between the data. */
export function isNote(cells: readonly Cell[]): boolean {
  const first = cells[0];
  if (!first || cells.length > 2 || first.content.type !== 'text') return false;
  return note.test(compactText(first.content.value.slice(0, 40)));
}

/** What a page leaves between the rows: its number, 续表, 以下空白. */
const pageMark =
  /^\(?(?:第\d+页|共\d+页|第\d+页[,，、]?共\d+页|\d+\/\d+页?|[-—–·]+\d+[-—–·]+|续[上]?[表页]|接[上下]页|转下页|续|以下空白|[以此][下页]无正文|空白)\)?$/;

/** Longest text in a cell of its own that can still be somebody's value. */
const longestValue = 60;

/** A title, a section heading or a sentence across the table: one text and nothing else in the row. */
export function isCaption(
  cells: readonly Cell[],
  options: {
    readonly titleWords: readonly string[];
    readonly sequenceColumn: number | undefined;
    /** A district alone in its row heads the rows below. */
    readonly districtColumn: number | undefined;
    /** Columns that the cell's merge covers. */
    readonly spanOf: (cell: Cell) => number;
  },
): boolean {
  const [cell, ...others] = cells;
  if (!cell || others.length > 0 || cell.content.type !== 'text') return false;
  const compact = compactText(cell.content.value);
  return (
    cell.column === options.sequenceColumn ||
    cell.column === options.districtColumn ||
    options.spanOf(cell) >= 3 ||
    pageMark.test(compact) ||
    compact.length > longestValue ||
    /^附件\d*/.test(compact) ||
    options.titleWords.some((word) => compact.includes(word))
  );
}

/** Numbers a row and says nothing else. */
export function isNumbering(cell: Cell): boolean {
  return /^[\d()一二三四五六七八九十、.]*$/.test(compactText(contentText(cell.content)));
}

/** Labels of signature lines that are not kept. */
const signOffs =
  '填报单位 填表单位 制表单位 报送单位 单位 单位名称 单位负责人 园所负责人 负责人 审核人 审核 审批人 校对 复核 复核人 签字 签章 盖章 公章 单位盖章 单位(盖章) 联系人 联系电话 电话 分管领导 主要领导 领导签字 年度 时间'.split(
    ' ',
  );

export interface FooterReader {
  /** Whether the row is a signature line; its values go into `into`. */
  read(cells: readonly Cell[], into: Record<string, string>): boolean;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Reads 填报人：… 日期：… with the values in the same cell or the next. */
export function footerReader(footer: readonly FooterDefinition[]): FooterReader {
  const keys = new Map<string, string | null>(signOffs.map((label) => [label, null]));
  for (const { key, label, synonyms } of footer) {
    for (const wording of [label, ...synonyms]) keys.set(compactText(wording), key);
  }
  const labels = [...keys.keys()].sort((one, other) => other.length - one.length).map(escaped);
  // Blanks inside a label align it: 日　期：
  const spaced = labels.map((label) =>
    label.replace(/(?<!\\)([\u4e00-\u9fff])(?=[\u4e00-\u9fff])/g, '$1\\s*'),
  );
  const pattern = new RegExp(`(${spaced.join('|')})\\s*(?:\\([^)]*\\))?\\s*[:：]`, 'g');
  return {
    read(cells, into) {
      // A signature line begins with a label; everything else is told apart at once.
      const first = cells[0]?.content;
      if (first?.type !== 'text' || !/[:：]|人\s*$|期\s*$|间\s*$/.test(first.value)) return false;
      const values = new Map<string, string>();
      let awaiting: string | null | undefined;
      let labelled = false;
      for (const cell of cells) {
        const text = contentText(cell.content).normalize('NFKC');
        const matches = cell.content.type === 'text' ? [...text.matchAll(pattern)] : [];
        const begin = matches[0];
        const exact = keys.get(compactText(text));
        if (begin && text.slice(0, begin.index).trim() === '') {
          labelled = true;
          awaiting = undefined;
          matches.forEach((match, index) => {
            const key = keys.get(compactText(match[1] ?? '')) ?? null;
            const value = text.slice(match.index + match[0].length, matches[index + 1]?.index).trim();
            if (value !== '') values.set(key ?? '', value);
            else if (index === matches.length - 1) awaiting = key;
          });
        } else if (typeof exact === 'string') {
          labelled = true;
          awaiting = exact;
        } else if (awaiting !== undefined) {
          values.set(awaiting ?? '', text);
          awaiting = undefined;
        } else return false;
      }
      if (!labelled) return false;
      for (const [key, value] of values) {
        const tidy = footerValue(value);
        if (key !== '' && tidy !== '') into[key] = tidy;
      }
      return true;
    },
  };
}

/** A date as `YYYY-MM-DD`; the blanks of an unfilled `年 月 日` are nothing; other text as it stands. */
function footerValue(text: string): string {
  const line = lineText(text);
  if (/^[年月日\s_]*$/.test(line)) return '';
  const date = normaliseDate(
    { type: 'text', value: line },
    { key: 'date', type: 'date' },
    { dictionaries: new Map() },
  );
  return typeof date.value === 'string' && date.findings.length === 0 ? date.value : line;
}
