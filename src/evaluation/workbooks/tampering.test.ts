import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbook } from '../../workbook/open.ts';
import { loadRubric } from '../load-rubric.ts';
import { builtInFolder } from '../testing/folders.ts';
import { writeBook } from './book/write-book.ts';
import type { GroupEvaluation, Slot } from './group-book.ts';
import { type GroupBook, makeGroupBook } from './make-group-book.ts';
import { readSheets } from './returned/open-returned.ts';
import { type ReadBook, readReturnedBook } from './returned/read-returned.ts';
import { editBook, steadyChance } from './testing/edit-book.ts';
import { randomEvaluation } from './testing/random-evaluation.ts';

/** Ways to break a workbook of ours that came back filled: each is made with another program's library and found. */

const folder = mkdtempSync(join(tmpdir(), 'youlian-改动-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const original = join(folder, '原.xlsx');
let evaluation: GroupEvaluation;
let book: GroupBook;
/** The lead's sheet, a member's sheet, and cells on the lead's. */
let [lead, member] = ['', ''];

beforeAll(() => {
  const rubric = loadRubric('zaozhuang-2021', [builtInFolder]);
  // Two members, everything filled in.
  evaluation = randomEvaluation(rubric, steadyChance(12));
  const full = evaluation.subjects.every(({ given }) =>
    Object.values(given!.scores).every((by) => Object.values(by).every((score) => score !== null)),
  );
  expect(full).toBe(true);
  book = makeGroupBook(evaluation);
  const sheets = book.sheets.map(({ name }) => name);
  lead = sheets.find((name) => name.includes('主导园'))!;
  member = sheets.find((name) => name.includes('联盟园'))!;
  writeFileSync(original, writeBook(book));
});

/** The cell of the nth slot of a kind. */
function slotCell(sheet: string, kind: Slot['kind'], index = 0): string {
  const cells = [...book.meanings.get(sheet)!.slots].filter(([, slot]) => slot.kind === kind);
  return cells[index]![0];
}

function lockedCell(sheet: string, kind: string, index = 0): string {
  const cells = [...book.meanings.get(sheet)!.locked].filter(([, each]) => each === kind);
  return cells[index]![0];
}

/** Where a text stands on a sheet of ours. */
function textCell(sheet: string, text: string): string {
  const rows = book.sheets.find(({ name }) => name === sheet)!.rows;
  for (const [row, { cells }] of rows.entries()) {
    const column = cells.findIndex((cell) => typeof cell?.value === 'string' && cell.value.includes(text));
    if (column >= 0) return `${String.fromCharCode(65 + column)}${row + 1}`;
  }
  throw new Error(`no ${text} on ${sheet}`);
}

/** The first cell of a scorer who does not score the indicator of that row. */
function blockedCell(sheet: string): string {
  const rows = book.sheets.find(({ name }) => name === sheet)!.rows;
  for (const [row, { cells }] of rows.entries()) {
    if (!/^\d+\.\d+$/.test(String(cells[0]?.value ?? ''))) continue;
    const column = cells.findIndex((cell, index) => index >= 5 && cell?.value === '—');
    if (column >= 0) return `${String.fromCharCode(65 + column)}${row + 1}`;
  }
  throw new Error(`every scorer scores everything on ${sheet}`);
}

const rowOf = (address: string) => Number(/\d+$/.exec(address)![0]);

let edits = 0;
async function returned(edit: (workbook: ExcelJS.Workbook) => void): Promise<ReadBook> {
  edits += 1;
  const path = join(folder, `${edits}.xlsx`);
  await editBook(original, path, edit);
  const workbook = await openWorkbook(path);
  try {
    return readReturnedBook({ file: '交回.xlsx', sheets: await readSheets(workbook) }, evaluation, book);
  } finally {
    await workbook.close();
  }
}

const told = ({ findings }: ReadBook) =>
  findings.map(({ code, sheet, cell }) => `${code} ${sheet} ${cell ?? ''}`);

const codesOf = ({ findings }: ReadBook) => findings.map(({ code }) => code);

type Sheets = (name: string) => ExcelJS.Worksheet;

/** A way to break it, and what must be said: code, sheet, cell. */
interface Tampering {
  readonly how: string;
  edit(sheet: Sheets, workbook: ExcelJS.Workbook): void;
  expected(): readonly string[];
}

const one = (code: string, sheet: () => string, cell: () => string) => () => [`${code} ${sheet()} ${cell()}`];
const score = () => slotCell(lead, 'score');
const gate = () => slotCell(member, 'gate');

const tamperings: readonly Tampering[] = [
  {
    how: 'the total typed over by a number',
    edit: (sheet) => {
      sheet(lead).getCell(lockedCell(lead, 'total')).value = 99;
    },
    expected: one(
      'evaluation-formula-typed-over',
      () => lead,
      () => lockedCell(lead, 'total'),
    ),
  },
  {
    how: 'the grade typed over by a word',
    edit: (sheet) => {
      sheet(lead).getCell(lockedCell(lead, 'grade')).value = '优秀';
    },
    expected: one(
      'evaluation-formula-typed-over',
      () => lead,
      () => lockedCell(lead, 'grade'),
    ),
  },
  {
    how: 'the total deleted',
    edit: (sheet) => {
      sheet(lead).getCell(lockedCell(lead, 'total')).value = null;
    },
    expected: one(
      'evaluation-formula-typed-over',
      () => lead,
      () => lockedCell(lead, 'total'),
    ),
  },
  {
    how: 'five points added in the total',
    edit: (sheet) => {
      const cell = sheet(lead).getCell(lockedCell(lead, 'total'));
      cell.value = { formula: `${cell.formula}+5`, result: 90 };
    },
    expected: one(
      'evaluation-formula-changed',
      () => lead,
      () => lockedCell(lead, 'total'),
    ),
  },
  {
    how: 'a row left out of a subtotal',
    edit: (sheet) => {
      const cell = sheet(lead).getCell(`I${rowOf(textCell(lead, '管理共融 小计'))}`);
      cell.value = { formula: cell.formula.replace(/:I\d+/, ':I7'), result: 0 };
    },
    expected: one(
      'evaluation-formula-changed',
      () => lead,
      () => `I${rowOf(textCell(lead, '管理共融 小计'))}`,
    ),
  },
  {
    how: 'another weight in a formula',
    edit: (sheet) => {
      const cell = sheet(lead).getCell(`I${rowOf(score())}`);
      cell.value = { formula: cell.formula.replace('20*', '60*'), result: 0 };
    },
    expected: one(
      'evaluation-formula-changed',
      () => lead,
      () => `I${rowOf(score())}`,
    ),
  },
  {
    how: 'a total of another sheet in the summary',
    edit: (sheet) => {
      const cell = sheet('汇总').getCell('H5');
      cell.value = { formula: `'${lead}'!A1`, result: 0 };
    },
    expected: one(
      'evaluation-formula-changed',
      () => '汇总',
      () => 'H5',
    ),
  },
  {
    how: 'more points than there are',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = 150;
    },
    expected: one('evaluation-score-range', () => lead, score),
  },
  {
    how: 'points below zero',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = -1;
    },
    expected: one('evaluation-score-range', () => lead, score),
  },
  {
    how: 'a score that is not on half points',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = 7.3;
    },
    expected: one('evaluation-score-half', () => lead, score),
  },
  {
    how: 'a score in words',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = '8分';
    },
    expected: one('evaluation-score-text', () => lead, score),
  },
  {
    how: 'a score kept as text',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = '8';
    },
    expected: one('evaluation-score-text', () => lead, score),
  },
  {
    how: 'a date that 8-5 became',
    edit: (sheet) => {
      const cell = sheet(lead).getCell(score());
      cell.value = new Date(Date.UTC(2026, 7, 5));
      // The library's cells share their styles.
      cell.style = { ...cell.style, numFmt: 'm"月"d"日"' };
    },
    expected: one('evaluation-score-text', () => lead, score),
  },
  {
    how: 'a formula for a score',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = { formula: 'MAX(1,9)', result: 9 };
    },
    expected: one('evaluation-score-formula', () => lead, score),
  },
  {
    how: 'an error for a score',
    edit: (sheet) => {
      sheet(lead).getCell(score()).value = { error: '#VALUE!' };
    },
    expected: one('evaluation-cell-error', () => lead, score),
  },
  {
    how: 'a strange answer',
    edit: (sheet) => {
      sheet(member).getCell(gate()).value = '基本没有';
    },
    expected: one('evaluation-gate-answer', () => member, gate),
  },
  {
    how: 'another year',
    edit: (sheet) => {
      sheet(lead).getCell(textCell(lead, '考核年度')).value = '考核年度：2025';
    },
    expected: one(
      'evaluation-other-year',
      () => lead,
      () => textCell(lead, '考核年度'),
    ),
  },
  {
    how: 'another group',
    edit: (sheet) => {
      sheet(lead).getCell(textCell(lead, '所在组')).value = '所在组：西岭区实验幼儿园联盟（组号 2）';
    },
    expected: one(
      'evaluation-other-group',
      () => lead,
      () => textCell(lead, '所在组'),
    ),
  },
  {
    how: 'another version of the rubric',
    edit: (sheet) => {
      const cell = sheet(lead).getCell(textCell(lead, '考核细则'));
      cell.value = String(cell.value).replace(/版本 \w+/, '版本 000000');
    },
    expected: one(
      'evaluation-other-rubric',
      () => lead,
      () => textCell(lead, '考核细则'),
    ),
  },
  {
    how: 'another name',
    edit: (sheet) => {
      sheet(member).getCell(textCell(member, '考核对象')).value = '考核对象：别的幼儿园';
    },
    expected: one(
      'evaluation-subject-renamed',
      () => member,
      () => textCell(member, '考核对象'),
    ),
  },
  {
    how: 'another kind of subject',
    edit: (sheet) => {
      sheet(member).getCell(textCell(member, '考核类别')).value = '考核类别：示范园';
    },
    expected: one(
      'evaluation-role-changed',
      () => member,
      () => textCell(member, '考核类别'),
    ),
  },
  {
    how: 'a fact of the ledger',
    edit: (sheet) => {
      const group = book.sheets[1]!.name;
      sheet(group).getCell(lockedCell(group, 'fact')).value = 100;
    },
    expected: one(
      'evaluation-fact-changed',
      () => book.sheets[1]!.name,
      () => lockedCell(book.sheets[1]!.name, 'fact'),
    ),
  },
  {
    how: 'the most points of an indicator',
    edit: (sheet) => {
      sheet(lead).getCell(lockedCell(lead, 'points')).value = 99;
    },
    expected: one(
      'evaluation-points-changed',
      () => lead,
      () => lockedCell(lead, 'points'),
    ),
  },
  {
    how: 'the weight of a scorer in the heading',
    edit: (sheet) => {
      sheet(lead).getCell('F6').value = '自评\n60%';
    },
    expected: one(
      'evaluation-points-changed',
      () => lead,
      () => 'F6',
    ),
  },
  {
    how: 'the name of an indicator on a sheet without its protection',
    edit: (sheet) => {
      sheet(lead).unprotect();
      sheet(lead).getCell(`C${rowOf(score())}`).value = '随便';
    },
    expected: one(
      'evaluation-label-changed',
      () => lead,
      () => `C${rowOf(score())}`,
    ),
  },
  {
    how: 'words where nothing is to be typed',
    edit: (sheet) => {
      sheet(lead).getCell(`J${rowOf(textCell(lead, '管理共融 小计'))}`).value = '请多给几分';
    },
    expected: one(
      'evaluation-typed-beside',
      () => lead,
      () => `J${rowOf(textCell(lead, '管理共融 小计'))}`,
    ),
  },
  {
    how: 'a score by one who is not entitled',
    edit: (sheet) => {
      sheet(lead).getCell(blockedCell(lead)).value = 5;
    },
    expected: one(
      'evaluation-scorer-not-entitled',
      () => lead,
      () => blockedCell(lead),
    ),
  },
  {
    how: 'a hidden row',
    edit: (sheet) => {
      sheet(lead).getRow(rowOf(score())).hidden = true;
    },
    expected: one(
      'evaluation-hidden',
      () => lead,
      () => `A${rowOf(score())}`,
    ),
  },
  {
    how: 'a hidden column',
    edit: (sheet) => {
      sheet(lead).getColumn('G').hidden = true;
    },
    expected: one(
      'evaluation-hidden',
      () => lead,
      () => 'G1',
    ),
  },
  {
    how: 'a hidden sheet',
    edit: (sheet) => {
      sheet(lead).state = 'hidden';
    },
    expected: one(
      'evaluation-hidden',
      () => lead,
      () => '',
    ),
  },
  {
    how: 'cells no longer merged',
    edit: (sheet) => {
      sheet(lead).unMergeCells(textCell(lead, '考核对象'));
    },
    expected: one(
      'evaluation-merge-broken',
      () => lead,
      () => textCell(lead, '考核对象'),
    ),
  },
  {
    how: 'a sheet of one’s own',
    edit: (_, workbook) => {
      workbook.addWorksheet('草稿').getCell('A1').value = '算一算';
    },
    expected: one(
      'evaluation-sheet-unknown',
      () => '草稿',
      () => '',
    ),
  },
];

describe('what was tampered with', () => {
  it('is nothing where only scores were entered', async () => {
    const read = await returned(() => {});
    expect(told(read)).toEqual([]);
    expect(read.subjects).toHaveLength(evaluation.subjects.length);
  });

  it.each(tamperings)('is found: $how', async ({ edit, expected }) => {
    const read = await returned((workbook) => edit((name) => workbook.getWorksheet(name)!, workbook));
    expect(told(read)).toEqual(expected());
  });

  it('leaves the other cells to be taken', async () => {
    const all = (await returned(() => {})).entries.length;
    const read = await returned((workbook) => {
      workbook.getWorksheet(lead)!.getCell(score()).value = 150;
    });
    expect(read.entries).toHaveLength(all - 1);
  });
});

describe('sheets', () => {
  it('that were deleted are missed, with what referred to them', async () => {
    const read = await returned((workbook) => workbook.removeWorksheet(workbook.getWorksheet(lead)!.id));
    expect(codesOf(read)).toEqual(['evaluation-sheet-missing']);
  });

  it('that were deleted leave errors behind, which are no findings of their own', async () => {
    const read = await returned((workbook) => {
      workbook.removeWorksheet(workbook.getWorksheet(lead)!.id);
      for (const sheet of workbook.worksheets) {
        sheet.eachRow((row) =>
          row.eachCell((cell) => {
            if (!cell.formula?.includes(lead)) return;
            const formula = cell.formula.replaceAll(`'${lead}'!`, '#REF!');
            cell.value = { formula, result: { error: '#REF!' } } as ExcelJS.CellValue;
          }),
        );
      }
      const grade = workbook.getWorksheet(member)!.getCell(lockedCell(member, 'grade'));
      grade.value = { formula: `"优秀"`, result: '优秀' };
    });
    expect(codesOf(read)).toEqual(['evaluation-sheet-missing', 'evaluation-formula-changed']);
  });

  it('that were copied count once', async () => {
    const read = await returned((workbook) => {
      const from = workbook.getWorksheet(member)!;
      const copy = workbook.addWorksheet('副本');
      from.eachRow({ includeEmpty: true }, (row, number) =>
        row.eachCell({ includeEmpty: true }, (cell, column) => {
          if (!cell.isMerged || cell.master === cell) copy.getCell(number, column).value = cell.value;
        }),
      );
    });
    expect(codesOf(read)).toEqual(['evaluation-sheet-twice']);
    expect(told(read)[0]).toContain(`副本 ${textCell(member, '考核对象')}`);
  });
});

describe('rows and columns', () => {
  const scoresOf = (read: ReadBook) => read.entries.map(({ slot, value }) => [slot.label, value]);

  it('inserted: told, and the scores below are still those of their indicators', async () => {
    const before = await returned(() => {});
    const read = await returned((workbook) => shiftRows(workbook.getWorksheet(lead)!, 9, 1));
    const codes = new Set(read.findings.map(({ code }) => code));
    const inserted = read.findings.find(({ code }) => code === 'evaluation-rows-inserted');
    expect([inserted?.sheet, inserted?.cell]).toEqual([lead, 'A9']);
    expect([...codes].filter((code) => /label|formula/.test(code))).toEqual([]);
    expect(scoresOf(read)).toEqual(scoresOf(before));
  });

  it('removed: told by name', async () => {
    const row = rowOf(score());
    const read = await returned((workbook) => shiftRows(workbook.getWorksheet(lead)!, row + 1, -1));
    expect(told(read)[0]).toBe(`evaluation-rows-removed ${lead} A${row}`);
    expect(codesOf(read)).not.toContain('evaluation-formula-changed');
    const { message } = read.findings.find(({ code }) => code === 'evaluation-rows-removed')!;
    expect(message).toContain('牵头制定管理方案');
  });

  it('out of order: told, and read by their names', async () => {
    const before = await returned(() => {});
    const [one, other] = [rowOf(score()), rowOf(slotCell(lead, 'score', 3))];
    const read = await returned((workbook) => {
      const sheet = workbook.getWorksheet(lead)!;
      sheet.unMergeCells(`B${one}`);
      const values = (row: number) =>
        Array.from({ length: 10 }, (_, index) => sheet.getCell(row, index + 1).value);
      const [first, second] = [values(one), values(other)];
      for (let column = 0; column < 10; column += 1) {
        sheet.getCell(one, column + 1).value = second[column]!;
        sheet.getCell(other, column + 1).value = first[column]!;
      }
    });
    expect(read.findings.map(({ code }) => code)).toContain('evaluation-rows-moved');
    expect(new Map(scoresOf(read) as [string, number][])).toEqual(
      new Map(scoresOf(before) as [string, number][]),
    );
  });

  it('columns inserted: told at the first that moved', async () => {
    const read = await returned((workbook) =>
      workbook.getWorksheet(lead)!.spliceColumns(6, 0, ['', '', '', '', '', '加']),
    );
    const codes = codesOf(read);
    expect(codes[0]).toBe('evaluation-columns-changed');
    expect(codes).not.toContain('evaluation-formula-changed');
  });
});

/** Moves the rows from `from` on, with formulas following as a spreadsheet program has them follow. */
function shiftRows(sheet: ExcelJS.Worksheet, from: number, by: number): void {
  const moved = (formula: string) =>
    formula.replace(/(?<![A-Za-z'!])([A-Z]{1,2})(\d+)/g, (whole, letters: string, row: string) =>
      Number(row) >= from ? `${letters}${Number(row) + by}` : whole,
    );
  const last = sheet.rowCount;
  const merges = (sheet.model as unknown as { merges: string[] }).merges.slice();
  for (const range of merges) sheet.unMergeCells(range);
  const held: { row: number; column: number; value: ExcelJS.CellValue }[] = [];
  sheet.eachRow({ includeEmpty: true }, (row, number) =>
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      const value = cell.formula
        ? ({ formula: moved(cell.formula), result: cell.result } as ExcelJS.CellValue)
        : cell.value;
      held.push({ row: number, column, value });
    }),
  );
  for (let row = Math.max(1, from - 1); row <= last + 1; row += 1) {
    for (let column = 1; column <= 10; column += 1) sheet.getCell(row, column).value = null;
  }
  for (const { row, column, value } of held) {
    if (by < 0 && row === from - 1) continue;
    sheet.getCell(row >= from ? row + by : row, column).value = value;
  }
}
