import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { cellAddress, parseRange } from '../address.ts';
import { readingFailure, tooLarge } from '../reading.ts';
import { type Cell, type CellRange, type Row, type Sheet, type Workbook, windowLimit } from '../sheet.ts';
import type { SourceFile } from '../source-file.ts';
import { findMainPart } from '../xlsx/package.ts';
import type { ZipContainer } from '../zip.ts';
import type { WordBlock } from './blocks.ts';
import { divide, type Section } from './divide.ts';
import { readDocument } from './read-document.ts';
import { layOut } from './table-grid.ts';

/**
 * Reads a Word document (.docx) whole: each of its tables is a sheet, 表1, 表2 … as they follow one another, with the
 * lines of text that go with it in rows above and below, over the whole width of the table.
 */
export async function openDocx(source: SourceFile, zip: ZipContainer): Promise<Workbook> {
  const { reading } = source;
  const mainPart = (await findMainPart(zip)) ?? 'word/document.xml';
  const entry = zip.entries.get(mainPart);
  if (!entry) throw readingFailure(reading, 'workbook-part-missing', { part: 'word/document.xml' });
  const document = await readDocument(zip, entry);
  const sections = divide(document.blocks);
  if (sections.length === 0) throw readingFailure(reading, 'word-no-tables');
  if (sections.length > reading.limits.sheets) {
    throw tooLarge(reading, '文档里的表格数', `${reading.limits.sheets} 个`);
  }
  const findings: Finding[] = [];
  if (document.isRevised) findings.push(makeFinding('word-changes-accepted', {}, { file: source.path }));
  const sheets = sections.map((section, index) => {
    const sheet = new WordSheet(section, index);
    findings.push(...sheet.findings);
    if (sheet.merges.length > reading.limits.merges) {
      throw tooLarge(reading, '合并单元格数', `${reading.limits.merges} 处`);
    }
    return sheet;
  });
  return {
    path: source.path,
    format: 'docx',
    sha256: source.sha256,
    bytes: source.bytes,
    sheets,
    findings,
    close: () => source.close(),
  };
}

/** Rows of the sheet that are rows of one table of the document. */
interface Part {
  readonly ordinal: number;
  readonly top: number;
  readonly bottom: number;
}

class WordSheet implements Sheet {
  readonly name: string;
  readonly index: number;
  readonly visibility = 'visible';
  readonly merges: readonly CellRange[];
  readonly hiddenColumns: Sheet['hiddenColumns'] = [];
  readonly findings: readonly Finding[];
  readonly describeCell: (address: string) => string;
  readonly #rows: readonly Row[];

  constructor({ above, tables, below }: Section, index: number) {
    this.name = `表${tables[0]?.ordinal ?? index + 1}`;
    this.index = index;
    const rows: Row[] = [];
    const merges: CellRange[] = [];
    const parts: Part[] = [];
    const findings: Finding[] = [];
    const grids = tables.map(({ table, ordinal }) => ({ ordinal, grid: layOut(table) }));
    const columns = Math.max(1, ...grids.map(({ grid }) => grid.columns));
    let number = 0;
    const addLine = (text: string) => {
      number += 1;
      rows.push({ number, cells: [textCell(number, 1, text)], hidden: false });
      if (columns > 1) merges.push({ top: number, left: 1, bottom: number, right: columns });
    };

    for (const line of above) addLine(line.trim());
    for (const { ordinal, grid } of grids) {
      const offset = number;
      for (const row of grid.rows) {
        number += 1;
        const cells = row.cells.filter(({ text }) => text !== '');
        if (cells.length > 0) {
          rows.push({
            number,
            cells: cells.map(({ column, text }) => textCell(number, column, text)),
            hidden: row.hidden,
          });
        }
        for (const { column, cell } of row.cells) {
          const place = { sheet: this.name, cell: cellAddress(number, column) };
          if (hidesText(cell)) findings.push(makeFinding('word-hidden-text', {}, place));
          if (cell.blocks.some(({ kind }) => kind === 'table')) {
            findings.push(makeFinding('word-table-in-cell', {}, place));
          }
        }
      }
      for (const { top, left, bottom, right } of grid.merges) {
        merges.push({ top: top + offset, left, bottom: bottom + offset, right });
      }
      parts.push({ ordinal, top: offset + 1, bottom: number });
    }
    for (const line of below) addLine(line.trim());

    this.#rows = rows;
    this.describeCell = describer(this.name, parts);
    this.merges = merges;
    this.findings = findings;
  }

  async *rows(): AsyncGenerator<Row, void> {
    yield* this.#rows;
  }

  async window(from: number, to: number): Promise<Row[]> {
    const last = Math.min(to, from + windowLimit - 1);
    return this.#rows.filter(({ number }) => number >= from && number <= last);
  }
}

/** `表1 第3行第2列`, as one counts in the document; a line of text beside the table is told as that. */
function describer(name: string, parts: readonly Part[]): (address: string) => string {
  return (address) => {
    const at = parseRange(address);
    const part = at && parts.find(({ top, bottom }) => at.top >= top && at.top <= bottom);
    if (part) return `表${part.ordinal} 第${at.top - part.top + 1}行第${at.left}列`;
    const isAbove = at !== undefined && at.top < (parts[0]?.top ?? 1);
    return `${name} ${isAbove ? '上方' : '下方'}的文字`;
  };
}

function textCell(row: number, column: number, value: string): Cell {
  return { row, column, content: { type: 'text', value }, format: 'General' };
}

/** Whether text was left out anywhere in the cell. */
function hidesText({
  hidesText: own,
  blocks,
}: {
  hidesText: boolean;
  blocks: readonly WordBlock[];
}): boolean {
  return (
    own ||
    blocks.some(
      (block) =>
        block.kind === 'table' && block.rows.some(({ cells }) => cells.some((cell) => hidesText(cell))),
    )
  );
}
