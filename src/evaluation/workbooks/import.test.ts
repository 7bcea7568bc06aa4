import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { brokenFixtures } from '../../workbook/testing/broken-files.ts';
import { findRun, readSubjects, setFinalised } from '../evaluation.store.ts';
import { editBook, fillAll, inputCells, steadyChance } from './testing/edit-book.ts';
import { type EvaluationBench, eastGroup, evaluationBench, westGroup } from './testing/evaluation-bench.ts';
import { findOffice, recalculate, withoutResults } from './testing/libreoffice.ts';

let bench: EvaluationBench;
const east = `考核评分册_2026_${eastGroup}.xlsx`;
const west = `考核评分册_2026_${westGroup}.xlsx`;
const office = '考核汇总册_2026_幼儿园联盟年度考核细则.xlsx';
const at = (...names: string[]) => join(bench.folder, ...names);
const sent = (name: string) => at('发出', name);

beforeAll(async () => {
  bench = await evaluationBench();
  const { exit, err } = await bench.play('evaluate', 'sheets', '--year', '2026', '--output', '发出');
  expect(exit, err).toBe(0);
});
afterAll(() => bench.remove());

let folders = 0;
/** A new folder of files to be returned. */
function newFolder(): string {
  folders += 1;
  const name = `交回${folders}`;
  mkdirSync(at(name));
  return name;
}

type Edit = (workbook: ExcelJS.Workbook) => void;
const filled: Edit = (workbook) => fillAll(workbook, steadyChance(1));

async function returnFile(folder: string, name: string, edit: Edit, as = name): Promise<string> {
  await editBook(sent(name), at(folder, as), edit);
  return join(folder, as);
}

/** Fills the columns whose heading begins so, on all sheets. */
function fillColumn(workbook: ExcelJS.Workbook, heading: string, value: number): void {
  for (const { sheet, address, kind } of inputCells(workbook)) {
    const worksheet = workbook.getWorksheet(sheet)!;
    const letters = address.replace(/\d+$/, '');
    if (kind === 'score' && String(worksheet.getCell(`${letters}6`).value).startsWith(heading)) {
      worksheet.getCell(address).value = value;
    }
  }
}

const codes = (record: { findings: readonly { code: string }[] }) => record.findings.map(({ code }) => code);
const errors = (record: { findings: readonly { code: string; severity: string }[] }) =>
  record.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('evaluate import', () => {
  it('reads a filled workbook, reckons anew, finds nothing wrong, and the second time nothing new', async () => {
    const folder = newFolder();
    await returnFile(folder, east, filled);
    copyFileSync(sent(office), at(folder, office));
    const { exit, record, err } = await bench.take(folder);
    shapes['evaluate-import'].parse(record);
    expect(errors(record), err).toEqual([]);
    expect(exit).toBe(0);
    expect(codes(record)).toContain('evaluation-office-book');
    expect(codes(record)).toContain('evaluation-group-absent');
    expect(record.subjects.map(({ name, missing }) => [name, missing])).toEqual([
      [eastGroup, []],
      ['东湖区实验幼儿园', []],
      ['东湖区星星幼儿园', []],
      ['东湖区月亮幼儿园', []],
    ]);
    expect(record.operation).not.toBeNull();
    const again = await bench.take(folder);
    expect(again.record.operation).toBeNull();
    expect(again.record.totals.unchanged).toBe(record.totals.inserted);
    expect(again.record.subjects).toEqual(record.subjects);
    const undone = await bench.play('undo', String(record.operation), '--yes');
    expect(undone.exit, undone.err).toBe(0);
    const run = bench.look((ledger) => readSubjects(ledger, findRun(ledger, 'zaozhuang-2021', 2026)!.id));
    expect(run.flatMap(({ scores }) => scores)).toEqual([]);
  });

  it('names the cell in which the workbook itself computes the total', async () => {
    const folder = newFolder();
    const path = await returnFile(folder, east, filled);
    const { record } = await bench.take(path, '--dry-run');
    for (const { cell, total } of record.subjects) {
      expect(cell?.file).toBe(path);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(at(path));
      const held = workbook.getWorksheet(cell!.sheet)!.getCell(cell!.address);
      expect(held.formula).toMatch(/^ROUND\(SUM/);
      expect(typeof total).toBe('number');
    }
  });

  it.skipIf(findOffice() === undefined)(
    'gives the total that the sheet shows also where a score is not taken, and keeps it apart from what counts',
    async () => {
      const folder = newFolder();
      let cells: string[] = [];
      const path = await returnFile(folder, east, (book) => {
        filled(book);
        const sheet = book.worksheets[1]!;
        const own = inputCells(book).filter((each) => each.sheet === sheet.name && each.kind === 'score');
        cells = own.map(({ address }) => address).slice(0, 4);
        for (const [index, value] of [150, 1.3, '八分', null].entries()) {
          sheet.getCell(cells[index]!).value = value;
        }
      });
      const { record } = await bench.take(path, '--dry-run');
      const told = record.findings.filter(({ code }) => code.startsWith('evaluation-score-'));
      expect(told.map(({ code, cell }) => [code, cell])).toEqual(
        expect.arrayContaining([
          ['evaluation-score-range', cells[0]],
          ['evaluation-score-half', cells[1]],
          ['evaluation-score-text', cells[2]],
        ]),
      );
      const [group] = record.subjects as unknown as {
        total: number;
        cell: { sheet: string; address: string };
        missing: string[];
        standing: { total: number; missing: string[] };
      }[];
      const [saved] = await recalculate([at(path)], at(folder, 'LO'));
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(saved!);
      const { sheet, address } = group!.cell;
      expect(workbook.getWorksheet(sheet)!.getCell(address).result).toBe(group!.total);
      expect(group!.missing).toHaveLength(1);
      expect(group!.standing.missing).toHaveLength(4);
      expect(group!.standing.total).toBeLessThan(group!.total);
    },
    60_000,
  );

  it('takes what several scorers send apart, and tells who is missing', async () => {
    const folder = newFolder();
    await returnFile(folder, west, (book) => fillColumn(book, '自评', 5), '自评.xlsx');
    const first = await bench.take(folder);
    expect(errors(first.record)).toEqual([]);
    expect(codes(first.record)).toContain('evaluation-score-missing');
    expect(first.record.subjects[0]!.missing.every((each) => !each.includes('自评'))).toBe(true);
    const later = newFolder();
    await returnFile(later, west, (book) => fillColumn(book, '专家评', 5), '专家.xlsx');
    await returnFile(later, west, (book) => fillColumn(book, '教育部门评', 4), '教育部门.xlsx');
    const { record } = await bench.take(later);
    expect(errors(record)).toEqual([]);
    const [group] = record.subjects as unknown as {
      total: number;
      cell: { file: string; sheet: string; address: string };
      copies: { file: string; address: string; total: number }[];
      standing: { total: number; missing: string[] };
    }[];
    // Put together from two workbooks: each computes its part, the first is named.
    expect(group!.copies.map(({ file }) => file)).toEqual([`${later}/专家.xlsx`, `${later}/教育部门.xlsx`]);
    expect(group!.cell).toMatchObject({ file: `${later}/专家.xlsx`, address: group!.copies[0]!.address });
    expect(group!.copies.every(({ total }) => total > 0 && total < group!.total)).toBe(true);
    expect(group!.standing.total).toBeGreaterThan(group!.total);
    expect(
      group!.standing.missing.filter((each) => /（.*评）$/.test(each) && !each.includes('重大')),
    ).toEqual([]);
  });

  it('says once of a workbook that nobody filled it in, and writes nothing', async () => {
    const own = await evaluationBench();
    try {
      await own.play('evaluate', 'sheets', '--year', '2026', '--output', '发出');
      const path = join('发出', west);
      const rows = () =>
        own.look((ledger) =>
          ledger.prepare<[], { file: string | null }>('SELECT id, file, cell FROM evaluation_subject').all(),
        );
      const before = rows();
      const { record, exit, err } = await own.take(path);
      const codesOf = ({ findings }: typeof record, file: string) =>
        findings.filter((each) => each.file === file).map(({ code }) => code);
      expect([exit, codesOf(record, path)], err).toEqual([0, ['evaluation-book-untouched']]);
      const blanks = record.subjects.reduce((sum, { missing }) => sum + missing.length, 0);
      expect(err).toContain(`一格也没有填（3 张表，共 ${blanks} 格）`);
      expect(err).toContain('台账没有改动');
      expect(err).not.toContain('已写入台账');
      expect(record.operation).toBeNull();
      expect(rows()).toEqual(before);
      expect(record.subjects.map(({ total }) => total)).toEqual([0, 0, 0]);
      // One sheet filled: the others are told in one line each, and where they come from is not kept.
      await editBook(join(own.folder, path), join(own.folder, '半份.xlsx'), (book) => {
        for (const { sheet, address, kind } of inputCells(book)) {
          const worksheet = book.getWorksheet(sheet)!;
          if (kind === 'score' && sheet.startsWith('1.')) worksheet.getCell(address).value = 1;
        }
      });
      const half = await own.take('半份.xlsx');
      expect(codesOf(half.record, '半份.xlsx').sort()).toEqual([
        'evaluation-score-missing',
        'evaluation-sheet-untouched',
        'evaluation-sheet-untouched',
      ]);
      expect(half.err).toContain('已写入台账');
      expect(rows().filter(({ file }) => file !== null)).toHaveLength(1);
    } finally {
      own.remove();
    }
  });

  it('takes neither of two different scores in one cell', async () => {
    const folder = newFolder();
    await returnFile(folder, west, (book) => fillColumn(book, '自评', 5), '一.xlsx');
    await returnFile(folder, west, (book) => fillColumn(book, '自评', 6), '二.xlsx');
    const { record, exit } = await bench.take(folder, '--dry-run');
    expect(new Set(errors(record))).toEqual(new Set(['evaluation-scores-differ']));
    expect(exit).toBe(1);
    expect(record.totals.taken).toBe(0);
  });

  it('keeps an opinion and notes', async () => {
    const folder = newFolder();
    const path = await returnFile(folder, east, (book) => {
      const sheet = book.worksheets.find(({ name }) => name.includes('星星'))!;
      sheet.eachRow((row) => {
        if (row.getCell(1).value === '主导园的意见') row.getCell(4).value = '进步明显，建议评为良好。';
      });
      sheet.getCell('J8').value = '见档案 3 号盒';
    });
    const { record, err } = await bench.take(path);
    expect(errors(record), err).toEqual([]);
    const { record: again } = await bench.take(path);
    expect(again.operation).toBeNull();
    expect(again.totals.unchanged).toBe(2);
  });

  it.each<[string, string, (folder: string) => Promise<void> | void]>([
    [
      'evaluation-not-ours',
      '名单.xlsx',
      async (folder) => {
        const workbook = new ExcelJS.Workbook();
        workbook.addWorksheet('名单').getCell('A1').value = '园所名称';
        await workbook.xlsx.writeFile(at(folder, '名单.xlsx'));
      },
    ],
    ['workbook-empty-file', '空.xlsx', (folder) => writeFileSync(at(folder, '空.xlsx'), '')],
    [
      'workbook-not-recognised',
      '坏.xlsx',
      (folder) => writeFileSync(at(folder, '坏.xlsx'), Buffer.alloc(3_000, 7)),
    ],
    ...brokenFixtures()
      .filter(({ code }) => ['workbook-encrypted', 'workbook-hostile', 'workbook-too-large'].includes(code))
      .map(({ code, name, bytes }): [string, string, (folder: string) => void] => [
        code,
        name,
        (folder) => writeFileSync(at(folder, name), bytes),
      ]),
  ])('%s', async (code, _, make) => {
    const folder = newFolder();
    await make(folder);
    const { record, exit } = await bench.take(folder);
    expect(errors(record)).toEqual([code]);
    expect(exit).toBe(2);
    // The rest of the batch goes on.
    await returnFile(folder, east, filled);
    const more = await bench.take(folder, '--dry-run');
    expect(more.exit).toBe(1);
    expect(more.record.subjects).toHaveLength(4);
  });

  it('refuses a workbook of another year, group or rubric as a whole', async () => {
    const everywhere =
      (from: RegExp, to: string): Edit =>
      (workbook) => {
        filled(workbook);
        for (const sheet of workbook.worksheets) {
          sheet.eachRow((row) =>
            row.eachCell((cell) => {
              if (typeof cell.value === 'string' && from.test(cell.value))
                cell.value = cell.value.replace(from, to);
            }),
          );
        }
      };
    const refused = async (edit: Edit, ...words: string[]) => {
      const folder = newFolder();
      await returnFile(folder, east, edit);
      const { record, exit } = await bench.take(folder, ...words);
      expect(exit).toBe(2);
      expect(record.subjects).toEqual([]);
      return errors(record);
    };
    expect(await refused(everywhere(/考核年度：2026/, '考核年度：2025'), '--year', '2026')).toEqual([
      'evaluation-other-year',
    ]);
    expect(await refused(everywhere(/组号 1/, '组号 7'))).toEqual(['evaluation-other-group']);
    expect(await refused(everywhere(/版本 \w+/, '版本 ABCDEF'))).toEqual(['evaluation-other-rubric']);
  });

  it('makes return copies, which may be sent back corrected', async () => {
    const folder = newFolder();
    const path = await returnFile(folder, east, (book) => {
      filled(book);
      book.worksheets[1]!.getCell('F8').value = 150;
    });
    const { record } = await bench.take(path, '--return-dir', '退回');
    const { returnCopy } = (record as unknown as { files: { returnCopy: string | null }[] }).files[0]!;
    expect(returnCopy).not.toBeNull();
    expect(existsSync(at(returnCopy!))).toBe(true);
    await editBook(at(returnCopy!), at('退回', '改好.xlsx'), (book) => {
      const sheet = book.worksheets.find(({ name }) => name.startsWith('1.'))!;
      sheet.getCell('F8').value = 10;
    });
    const again = await bench.take(join('退回', '改好.xlsx'), '--dry-run');
    expect(errors(again.record)).toEqual([]);
    expect(again.record.subjects[0]!.missing).toEqual([]);
  });

  it('takes a workbook without any kept results, as openpyxl saves it', async () => {
    const folder = newFolder();
    const path = await returnFile(folder, east, filled);
    const before = await bench.take(path, '--dry-run');
    writeFileSync(at(path), withoutResults(readFileSync(at(path))));
    const { record } = await bench.take(path, '--dry-run');
    expect(errors(record)).toEqual([]);
    expect(record.subjects).toEqual(before.record.subjects);
  });

  it.skipIf(findOffice() === undefined)(
    'takes workbooks that LibreOffice saved, and its totals are ours',
    async () => {
      const folder = newFolder();
      await returnFile(folder, east, filled);
      const [saved] = await recalculate([at(folder, east)], at(folder, 'LO'));
      const { record, err } = await bench.take(join(folder, 'LO'), '--dry-run');
      expect(errors(record), err).toEqual([]);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(saved!);
      for (const { cell, total, grade } of record.subjects) {
        const sheet = workbook.getWorksheet(cell!.sheet)!;
        expect(sheet.getCell(cell!.address).result).toBe(total);
        expect(typeof grade).toBe('string');
      }
    },
    60_000,
  );

  it('refuses a year that is final', async () => {
    await bench.change((ledger) =>
      setFinalised(ledger, findRun(ledger, 'zaozhuang-2021', 2026)!.id, '2027-01-10'),
    );
    const folder = newFolder();
    await returnFile(folder, east, filled);
    const { record, exit } = await bench.take(folder);
    expect([exit, errors(record)]).toEqual([2, ['evaluation-final']]);
    expect(readdirSync(at(folder))).toHaveLength(1);
  });
});

it('says of workbooks refused as of another rubric that the office’s own rubric file cannot be read', async () => {
  const own = await evaluationBench();
  try {
    for (const words of [
      ['rubric', 'new', 'yunxi-2026', '--from', 'zaozhuang-2021'],
      ['evaluate', 'sheets', '--year', '2026', '--output', '发出'],
    ]) {
      const { exit, err } = await own.play(...words);
      expect(exit, err).toBe(0);
    }
    // Files once read are kept: another name is read anew.
    const rubrics = join(own.folder, '幼联模板', 'rubrics');
    rmSync(join(rubrics, 'yunxi-2026.yaml'));
    writeFileSync(join(rubrics, 'yunxi-broken.yaml'), 'id: [\n');
    const { exit, record } = await own.take('发出');
    expect(exit).toBe(2);
    expect(codes(record)).toEqual(expect.arrayContaining(['rubric-invalid', 'evaluation-other-rubric']));
  } finally {
    own.remove();
  }
});
