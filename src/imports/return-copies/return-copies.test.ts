import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs, { type Workbook } from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TestContext, testContext } from '../../cli/test-context.ts';
import type { Finding } from '../../findings/finding.ts';
import { run } from '../../main.ts';
import { makeXlsx } from '../../workbook/testing/make-xlsx.ts';
import type { FileReport } from '../import-report.ts';
import { markFills } from './list-sheet.ts';
import { withReturnCopy } from './make-copy.ts';
import { problemListTitle, roundsRemark } from './problem-list.ts';

const city = join(import.meta.dirname, '../../../fixtures/city/files');

/** A folder with a ledger of the invented city and its roster. */
async function office(withRoster = true): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-copies-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const init = ['init', '--name', '云溪市教育局', '--level', 'city', '--region', '379900', '--yes'];
  expect(await run([...init, '--policy', 'zaozhuang-2021'], testContext(folder))).toBe(0);
  if (withRoster) {
    expect(await run(['import', join(city, '园所信息表.xlsx'), '--yes'], testContext(folder))).toBe(0);
  }
  return folder;
}

interface Printed {
  operation: number | null;
  files: {
    file: string;
    returnCopy: string | null;
    findings: { code: string }[];
    tables: { rows: { accepted: number; rejected: number }; findings: { code: string; cell: string }[] }[];
  }[];
  findings: { code: string }[];
}

async function importJson(folder: string, ...words: string[]): Promise<Printed & { exit: number }> {
  const context: TestContext = testContext(folder);
  const exit = await run(['import', ...words, '--yes', '--json'], context);
  expect(context.out(), context.err()).not.toBe('');
  return { ...(JSON.parse(context.out()) as Printed), exit };
}

async function load(path: string): Promise<Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

const noteOf = (workbook: Workbook, sheet: string, cell: string) => {
  const { note } = workbook.getWorksheet(sheet)!.getCell(cell);
  return typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');
};

const fillOf = (workbook: Workbook, sheet: string, cell: string) => {
  const { fill } = workbook.getWorksheet(sheet)!.getCell(cell);
  return fill?.type === 'pattern' ? (fill.fgColor?.argb ?? null) : null;
};

describe('return copies', () => {
  // What each form of the fixtures is to be corrected to.
  const corrections: Record<string, [string, string]> = {
    '有误-固定电话写成分机.xlsx': ['G6', '0632-3312345'],
    '有误-手机号变成科学计数.xlsx': ['E6', '13900001234'],
    '有误-手机少一位.xlsx': ['E6', '13900001234'],
    '有误-没填单位名称.xlsx': ['C3', '青石县松果幼儿园'],
    '有误-邮箱写错.xlsx': ['G7', 'songguo@example.com'],
    '有误-邮编少一位.xlsx': ['G4', '277100'],
    '有误-主导园填成自己.xlsx': ['C8', '河口县实验幼儿园'],
  };

  it.each(Object.entries(corrections))(
    'marks %s, keeps the rest, and imports cleanly once corrected',
    async (name, [cell, value]) => {
      const folder = await office();
      const first = await importJson(folder, join(city, '申请表', name), '--return-dir', '退改稿');
      expect(first.exit).toBe(1);
      const path = join('退改稿', name.replace('.xlsx', '_退改稿.xlsx'));
      expect(first.files[0]?.returnCopy).toBe(path);
      const copy = await load(join(folder, path));
      const original = await load(join(city, '申请表', name));
      expect(copy.worksheets.map((sheet) => sheet.name)).toEqual(['问题清单', 'Sheet1']);
      expect(fillOf(copy, 'Sheet1', cell)).toBe(markFills.error);
      expect(noteOf(copy, 'Sheet1', cell)).toMatch(/^【退改】.+\n.+/s);
      expectSame(original, copy, 'Sheet1', new Set([cell]));

      copy.getWorksheet('Sheet1')!.getCell(cell).value = value;
      await copy.xlsx.writeFile(join(folder, path));
      const again = await importJson(folder, path);
      expect(again.files[0]?.tables[0]?.rows).toMatchObject({ accepted: 1, rejected: 0 });
      expect(again.exit).toBe(0);
    },
  );

  describe('of what was taken with a doubt', () => {
    const headings = ['区县', '幼儿园名称', '办园性质', '班级数', '在园幼儿数'];
    const rosterOf = (...rows: (string | number)[][]) =>
      makeXlsx([{ name: '园所', rows: [headings, ...rows] }]);

    /** The office, a roster whose 公 and whose 班级数 were taken, and its copy with the cells that `correct` gives. */
    async function returned(
      correct: Record<string, string | number>,
      between?: (folder: string) => Promise<void>,
    ) {
      const folder = await office(false);
      writeFileSync(
        join(folder, '名册.xlsx'),
        rosterOf(
          ['东湖区', '东湖区彩虹幼儿园', '公', 6, 180],
          ['东湖区', '东湖区小溪幼儿园', '民办', 6, 170],
        ),
      );
      const first = await importJson(folder, '名册.xlsx', '--return-dir', '退改稿');
      expect(first.files[0]?.tables[0]?.rows).toMatchObject({ accepted: 2 });
      await between?.(folder);
      const path = join(folder, '退改稿', '名册_退改稿.xlsx');
      const copy = await load(path);
      expect(fillOf(copy, '园所', 'C2')).toBe(markFills.warning);
      for (const [cell, value] of Object.entries(correct))
        copy.getWorksheet('园所')!.getCell(cell).value = value;
      await copy.xlsx.writeFile(path);
      return folder;
    }

    const back = join('退改稿', '名册_退改稿.xlsx');

    async function factsOf(folder: string, name: string): Promise<{ ownership: string; classes: number }> {
      const context = testContext(folder);
      expect(await run(['kindergarten', 'show', name, '--json'], context)).toBe(0);
      return JSON.parse(context.out()).kindergarten ?? JSON.parse(context.out());
    }

    it('takes what its sender made of it, in place of what the first round brought in', async () => {
      const folder = await returned({ C2: '公办', D3: 7 });
      const again = await importJson(folder, back, '--return-dir', '二');
      expect(again.files[0]?.tables[0]?.findings.map(({ code }) => code)).not.toContain('conflict-kept');
      expect(again.files[0]?.tables[0]).toMatchObject({ updated: 2 });
      expect(await factsOf(folder, '东湖区彩虹幼儿园')).toMatchObject({ ownership: '公办' });
      expect(await factsOf(folder, '东湖区小溪幼儿园')).toMatchObject({ classes: 7 });
      // One wrong value put right: the ledger does not think that it was 公 until today.
      const asOf = testContext(folder);
      await run(['kindergarten', 'show', '东湖区彩虹幼儿园', '--on', '2020-01-01', '--json'], asOf);
      expect(asOf.out()).toContain('公办');
      expect(await run(['undo', String(again.operation), '--yes'], testContext(folder))).toBe(0);
      expect(await factsOf(folder, '东湖区彩虹幼儿园')).toMatchObject({ ownership: '公' });
    });

    it('still knows the first round in the third', async () => {
      const folder = await returned({ C2: '公立的' });
      const second = await importJson(folder, back, '--return-dir', '二');
      expect(second.files[0]?.tables[0]).toMatchObject({ updated: 1 });
      const path = join('二', '名册_退改稿.xlsx');
      const copy = await load(join(folder, path));
      Object.assign(copy.getWorksheet('园所')!.getCell('C2'), { value: '公办' });
      Object.assign(copy.getWorksheet('园所')!.getCell('D2'), { value: 9 });
      await copy.xlsx.writeFile(join(folder, path));
      const third = await importJson(folder, path);
      expect(third.exit).toBe(0);
      expect(await factsOf(folder, '东湖区彩虹幼儿园')).toMatchObject({ ownership: '公办', classes: 9 });
    });

    it('keeps what somebody else has put in since', async () => {
      const folder = await returned({ C2: '公办', D3: 7 }, async (at) => {
        const edit = ['kindergarten', 'edit', '东湖区彩虹幼儿园', '--set', '办园性质=民办', '--yes'];
        const context = testContext(at);
        expect(await run(edit, context), context.err()).toBe(0);
      });
      const again = await importJson(folder, back);
      expect(again.files[0]?.tables[0]?.findings).toMatchObject([{ code: 'conflict-kept', cell: 'C2' }]);
      expect(await factsOf(folder, '东湖区彩虹幼儿园')).toMatchObject({ ownership: '民办' });
      expect(await factsOf(folder, '东湖区小溪幼儿园')).toMatchObject({ classes: 7 });
    });

    it.each([
      ['skip', 0],
      ['fail', 1],
    ])('leaves everything as it was under --on-conflict %s', async (onConflict, exit) => {
      const folder = await returned({ C2: '公办' });
      const again = await importJson(folder, back, '--on-conflict', onConflict);
      expect([again.exit, again.operation]).toEqual([exit, null]);
      expect(await factsOf(folder, '东湖区彩虹幼儿园')).toMatchObject({ ownership: '公' });
    });

    it('does not take another file for a copy that came back', async () => {
      const folder = await returned({});
      writeFileSync(
        join(folder, '名册_退改稿.xlsx'),
        rosterOf(['东湖区', '东湖区彩虹幼儿园', '公办', 6, 180]),
      );
      const other = await importJson(folder, '名册_退改稿.xlsx');
      expect(other.files[0]?.tables[0]?.findings.map(({ code }) => code)).toContain('conflict-kept');
      expect(await factsOf(folder, '东湖区彩虹幼儿园')).toMatchObject({ ownership: '公' });
    });

    it('takes a doubtful cell of a form that came back corrected', async () => {
      const folder = await office();
      await importJson(folder, join(city, '申请表', '有误-邮箱写错.xlsx'));
      const forms = readdirSync(join(city, '申请表')).filter((name) => !name.startsWith('有误'));
      const source = await load(join(city, '申请表', forms[0]!));
      source.getWorksheet('Sheet1')!.getCell('C4').value = '云溪市某路1号';
      await source.xlsx.writeFile(join(folder, '表.xlsx'));
      await importJson(folder, '表.xlsx');
      // A second round in which the address is another: of the very file, known by its number.
      const sha256 = createHash('sha256')
        .update(readFileSync(join(folder, '表.xlsx')))
        .digest('hex');
      source.getWorksheet('Sheet1')!.getCell('C4').value = '云溪市另一路2号';
      const list = source.addWorksheet('问题清单');
      list.getCell('A1').value = problemListTitle;
      list.getCell('A2').value = `文件：表.xlsx　须改正 0 处，请核对 1 处。　${roundsRemark([], sha256)}`;
      await source.xlsx.writeFile(join(folder, '表_退改稿.xlsx'));
      const again = await importJson(folder, '表_退改稿.xlsx');
      expect(again.files[0]?.tables[0]).toMatchObject({ updated: 1 });
      expect(again.files[0]?.tables[0]?.findings.map(({ code }) => code)).not.toContain('conflict-kept');
    });
  });

  it('lists the problems first, each with a link to its cell', async () => {
    const folder = await office();
    await importJson(folder, join(city, '申请表', '有误-邮箱写错.xlsx'), '--return-dir', '退改稿');
    const copy = await load(join(folder, '退改稿', '有误-邮箱写错_退改稿.xlsx'));
    const list = copy.getWorksheet('问题清单')!;
    expect(list.getRow(4).values).toEqual([
      undefined,
      '序号',
      '工作表',
      '单元格',
      '原值',
      '问题',
      '怎样改',
      '级别',
    ]);
    expect(list.getCell('C5').value).toBe('G7');
    // A link within the workbook, and no second one to a file of that name.
    const parts = unzipSync(readFileSync(join(folder, '退改稿', '有误-邮箱写错_退改稿.xlsx')));
    const part = (name: string) => strFromU8(parts[name]!);
    expect(part('xl/worksheets/sheet2.xml')).toContain(
      `<hyperlink ref="C5" location="'Sheet1'!G7" display="G7"/>`,
    );
    expect(parts['xl/worksheets/_rels/sheet2.xml.rels']).toBeUndefined();
    expect(list.getCell('G5').value).toBe('须改正');
    expect(list.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, fitToWidth: 1 });
    expect(copy.views[0]?.activeTab).toBe(0);
  });

  it('gives cells that share a line their own format back in the next round', async () => {
    const folder = await office(false);
    const headings = ['区县', '幼儿园名称', '办园性质'];
    const names = ['东湖区彩虹幼儿园', '东湖区小溪幼儿园', '东湖区星星幼儿园'];
    const rows = [headings, ...names.map((name) => ['东湖区', name, '公'])];
    const own = new exceljs.Workbook();
    own.addWorksheet('园所').addRows(rows);
    own.getWorksheet('园所')!.getCell('C3').fill = {
      type: 'pattern',
      pattern: 'solid',
      fgColor: { argb: 'FF00B0F0' },
    };
    await own.xlsx.writeFile(join(folder, '名册.xlsx'));
    await importJson(folder, '名册.xlsx', '--return-dir', '一');
    const copy = await load(join(folder, '一', '名册_退改稿.xlsx'));
    const list = copy.getWorksheet('问题清单')!;
    expect(list.getCell('C5').text).toBe('C2 等 3 处：C3—C4');
    expect([list.getRow(6).hidden, list.getRow(7).hidden]).toEqual([true, true]);
    for (const cell of ['C2', 'C3', 'C4']) {
      expect(fillOf(copy, '园所', cell)).toBe(markFills.warning);
      expect(noteOf(copy, '园所', cell)).toMatch(/^【退改】/);
    }
    copy.getWorksheet('园所')!.getCell('C2').value = '公办';
    copy.getWorksheet('园所')!.getCell('C3').value = '公办';
    await copy.xlsx.writeFile(join(folder, '一', '名册_退改稿.xlsx'));
    await importJson(folder, join('一', '名册_退改稿.xlsx'), '--return-dir', '二');
    const again = await load(join(folder, '二', '名册_退改稿.xlsx'));
    expect(['C2', 'C3', 'C4'].map((cell) => fillOf(again, '园所', cell))).toEqual([
      null,
      'FF00B0F0',
      markFills.warning,
    ]);
    expect(again.getWorksheet('问题清单')!.getCell('C5').text).toBe('C4');
  });

  it('takes the marks of an earlier round away and keeps the name', async () => {
    const folder = await office();
    const name = '有误-邮箱写错_退改稿.xlsx';
    await importJson(folder, join(city, '申请表', '有误-邮箱写错.xlsx'), '--return-dir', '一');
    const copy = await load(join(folder, '一', name));
    copy.getWorksheet('Sheet1')!.getCell('G7').value = 'a@example.com';
    copy.getWorksheet('Sheet1')!.getCell('G4').value = '27';
    await copy.xlsx.writeFile(join(folder, '一', name));
    const second = await importJson(folder, join('一', name), '--return-dir', '二');
    expect(second.files[0]?.returnCopy).toBe(join('二', name));
    const again = await load(join(folder, '二', name));
    expect(again.worksheets.map((sheet) => sheet.name)).toEqual(['问题清单', 'Sheet1']);
    expect([fillOf(again, 'Sheet1', 'G7'), fillOf(again, 'Sheet1', 'G4')]).toEqual([null, markFills.error]);
    expect(noteOf(again, 'Sheet1', 'G7')).toBe('');
  });

  it("keeps the sender's own comment before ours, and joins several findings of a cell", async () => {
    const bytes = makeXlsx([{ name: '表', rows: [['甲', '乙']] }]);
    const own = new exceljs.Workbook();
    await own.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
    own.getWorksheet('表')!.getCell('A1').note = '我的批注';
    const folder = mkdtempSync(join(tmpdir(), 'youlian-copies-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, '表.xlsx');
    await own.xlsx.writeFile(path);
    const finding = { code: 'x', severity: 'warning', sheet: '表', cell: 'A1', remedy: '改。' } as const;
    const findings = ['一', '二', '二'].map((message) => ({ ...finding, message }));
    const report = await reportFor(path, 1);
    const made = await copyOf(report, findings);
    // Made again, it is the same.
    expect(Buffer.compare((await copyOf(report, findings)).bytes, made.bytes)).toBe(0);
    expect(made.notices).toEqual([]);
    writeFileSync(path, made.bytes);
    const copy = await load(path);
    expect(noteOf(copy, '表', 'A1')).toBe('我的批注\n【退改】一\n改。\n\n二\n改。');
    expect(fillOf(copy, '表', 'A1')).toBe(markFills.warning);
    // Its neighbour shares the style, and stays as it was.
    expect(fillOf(copy, '表', 'B1')).toBeNull();
  });

  it('never takes the name of another copy or of a sent file', async () => {
    const folder = await office();
    for (const place of ['甲', '乙']) {
      mkdirSync(join(folder, place));
      cpSync(join(city, '申请表', '有误-邮箱写错.xlsx'), join(folder, place, '表.xlsx'));
    }
    cpSync(join(city, '申请表', '有误-邮编少一位.xlsx'), join(folder, '甲', '表_退改稿.xlsx'));
    const sent = readFileSync(join(folder, '甲', '表_退改稿.xlsx'));
    const done = await importJson(folder, '甲', '乙', '--return-dir', '甲');
    expect(done.files.map(({ returnCopy }) => returnCopy)).toEqual([
      join('甲', '表_退改稿（2）.xlsx'),
      join('甲', '表_退改稿（3）.xlsx'),
      join('甲', '表_退改稿（4）.xlsx'),
    ]);
    expect(readFileSync(join(folder, '甲', '表_退改稿.xlsx'))).toEqual(sent);
  });

  it('writes a second round under new names, and leaves the first as it came back', async () => {
    const folder = await office();
    const files = ['有误-邮箱写错.xlsx', '有误-邮编少一位.xlsx'].map((name) => join(city, '申请表', name));
    await importJson(folder, ...files, '--return-dir', '退改稿');
    const place = join(folder, '退改稿');
    const first = readdirSync(place).sort();
    for (const name of first) writeFileSync(join(place, name), '改过的');
    const done = await importJson(folder, ...files, '--return-dir', '退改稿');
    expect(done.files.map(({ returnCopy }) => returnCopy)).toEqual([
      join('退改稿', '有误-邮箱写错_退改稿（2）.xlsx'),
      join('退改稿', '有误-邮编少一位_退改稿（2）.xlsx'),
    ]);
    for (const name of first) expect(readFileSync(join(place, name), 'utf8')).toBe('改过的');
    expect(readdirSync(place)).toContain('导入汇总（2）.xlsx');
    expect(readdirSync(place)).toHaveLength(2 * first.length);
  });

  it('says so where the folder cannot be made', async () => {
    const folder = await office();
    writeFileSync(join(folder, '退改稿'), '这是文件');
    const done = await importJson(
      folder,
      join(city, '申请表', '有误-邮箱写错.xlsx'),
      '--return-dir',
      '退改稿',
    );
    expect(done).toMatchObject({ exit: 1, findings: [{ code: 'file-unwritable' }] });
  });

  it('sums a batch up, and leaves that sheet out when the folder is imported', async () => {
    const folder = await office();
    const files = ['有误-邮箱写错.xlsx', '有误-空文件.xlsx', '东湖区小海豚幼儿园.xlsx'];
    await importJson(folder, ...files.map((name) => join(city, '申请表', name)), '--return-dir', '退改稿');
    expect(readdirSync(join(folder, '退改稿')).sort()).toEqual([
      '导入汇总.xlsx',
      '有误-邮箱写错_退改稿.xlsx',
    ]);
    const summary = (await load(join(folder, '退改稿', '导入汇总.xlsx'))).worksheets[0]!;
    const column = (number: number) => [4, 5, 6].map((row) => summary.getCell(row, number).value);
    expect(column(3)).toEqual([null, '青石县大风车幼儿园', '东湖区小海豚幼儿园']);
    const states = column(4);
    expect(states).toEqual(['没有读成', '有退回', '全部接受']);
    const again = await importJson(folder, '退改稿');
    expect(again.files.map((file) => file.findings.map(({ code }) => code))).toEqual([
      ['problem-list-only'],
      [],
    ]);
  });

  it('makes none where nothing is wrong, and none in a dry run', async () => {
    const folder = await office();
    const good = join(city, '申请表', '东湖区小海豚幼儿园.xlsx');
    expect((await importJson(folder, good, '--return-dir', '退改稿')).files[0]?.returnCopy).toBeNull();
    const bad = join(city, '申请表', '有误-邮箱写错.xlsx');
    const dry = await importJson(folder, bad, '--return-dir', '退改稿', '--dry-run');
    expect(dry.files[0]?.returnCopy).toBeNull();
    expect(readdirSync(folder)).toEqual(['youlian.db']);
  });
});

/** The return copy of a file, whole. */
function copyOf(report: FileReport, findings: readonly Finding[]) {
  return withReturnCopy(report, findings, async ({ chunks, ending, notices }) => {
    const bytes: Uint8Array[] = [];
    for await (const chunk of chunks) bytes.push(chunk);
    return { bytes: Buffer.concat(bytes), ending, notices };
  });
}

async function reportFor(path: string, rows: number): Promise<FileReport> {
  const { createHash } = await import('node:crypto');
  const counts = { inserted: 0, updated: 0, unchanged: 0 };
  const table = {
    table: 'roster',
    sheet: '表',
    ...counts,
    findings: [],
    skipReasons: {},
    confidence: 1,
    byHand: [],
    remembered: false,
    learnt: false,
  };
  return {
    file: path,
    absolute: path,
    sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    format: 'xlsx',
    sender: null,
    opened: true,
    tables: [{ ...table, rows: { read: rows, accepted: 0, rejected: rows, skipped: 0 } }],
    findings: [],
    returnCopy: null,
  };
}

/** Values, styles, merges, widths and heights of a sheet are as they were, but for the marked cells. */
function expectSame(one: Workbook, other: Workbook, name: string, marked: ReadonlySet<string>): void {
  const before = one.getWorksheet(name)!;
  const after = other.getWorksheet(name)!;
  expect(after.model.merges).toEqual(before.model.merges);
  expect(after.columns?.map(({ width }) => width)).toEqual(before.columns?.map(({ width }) => width));
  before.eachRow((row, number) => {
    expect(after.getRow(number).height).toBe(row.height);
    row.eachCell({ includeEmpty: true }, (cell) => {
      const there = after.getCell(cell.address);
      expect(there.value).toEqual(cell.value);
      if (marked.has(cell.master.address)) return;
      expect(there.style, cell.address).toEqual(cell.style);
    });
  });
}
