import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import exceljs, { type Worksheet } from 'exceljs';
import { beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../../cli/shapes.ts';
import { type TestContext, testContext } from '../../cli/test-context.ts';
import { run } from '../../main.ts';
import { planSampleLedger } from '../plan-sample-ledger.ts';
import { sampleContext } from '../sample-ledger.ts';

let folder: string;
let ids: ReadonlyMap<string, number>;

async function youlian(...argv: string[]) {
  const context: TestContext = testContext(folder);
  const exit = await run(argv, context);
  return { exit, out: context.out(), err: context.err() };
}

const first = '东湖区实验幼儿园';
const second = '东湖区第二实验幼儿园';

beforeEach(async () => {
  const context = sampleContext();
  folder = context.cwd;
  const sample = await planSampleLedger(context.ledgerPath);
  ({ ids } = sample);
  sample.ledger.close();
  await youlian('group', 'propose', '--tier', 'county', '--output', '方案.xlsx');
});

async function openFile(file: string): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(join(folder, file));
  return workbook;
}

/** Empty merged cells have no text of their own. */
const textIn = (cell: exceljs.Cell) => (cell.value === null ? '' : cell.text);

/** Where the columns 园所名称 (of the member) and 调整 stand, and in which row each kindergarten does. */
function findRows(sheet: Worksheet): { wish: number; rows: Map<string, number> } {
  let wish = 0;
  const rows = new Map<string, number>();
  sheet.eachRow((row, number) => {
    row.eachCell((cell, column) => {
      if (textIn(cell) === '调整') wish = column;
      if (/^东湖区|^西岭区/u.test(textIn(cell)) && textIn(cell).length > 4 && !cell.isMerged)
        rows.set(textIn(cell), number);
    });
  });
  return { wish, rows };
}

/** Writes wishes into the column 调整, by sheet and kindergarten; gives the cells written to. */
async function edit(
  wishes: Readonly<Record<string, Readonly<Record<string, string>>>>,
  file = '方案.xlsx',
): Promise<string[]> {
  const workbook = await openFile(file);
  const cells: string[] = [];
  for (const [name, own] of Object.entries(wishes)) {
    const sheet = workbook.getWorksheet(name)!;
    const { wish, rows } = findRows(sheet);
    for (const [kindergarten, text] of Object.entries(own)) {
      const cell = sheet.getCell(rows.get(kindergarten)!, wish);
      cell.value = text;
      cells.push(cell.address);
    }
  }
  await workbook.xlsx.writeFile(join(folder, file));
  return cells;
}

/** The groups as JSON, from the file as it stands. */
async function remade(file = '方案.xlsx', ...more: string[]) {
  const { exit, out, err } = await youlian('group', 'propose', '--from', file, '--json', ...more);
  const printed = out === '' ? null : JSON.parse(out);
  const record = printed === null || printed.error ? null : shapes['group-propose'].parse(printed);
  const members = Object.fromEntries((record?.groups ?? []).map((group) => [group.lead, group.members]));
  return { exit, err, record, members };
}

const list = '联盟名单';

describe('a plan as a workbook', () => {
  it('is the official list with distances, numbers and a column to be filled in', async () => {
    const workbook = await openFile('方案.xlsx');
    expect(workbook.worksheets.filter(({ state }) => state === 'visible').map(({ name }) => name)).toEqual([
      '联盟名单',
      '没有编入',
      '主导园',
      '填写说明',
    ]);
    const sheet = workbook.getWorksheet(list)!;
    expect(sheet.getCell('A1').text).toContain('组建方案 1（');
    const { wish, rows } = findRows(sheet);
    const row = rows.get('东湖区星星幼儿园')!;
    expect(sheet.getCell(row, wish - 1).text).toBe(`#${ids.get('东湖区星星幼儿园')}`);
    expect(sheet.getCell(row, wish - 2).text).toBe('1.00');
    expect(sheet.getCell(row, wish).dataValidation).toMatchObject({
      ...{ type: 'list', errorStyle: 'warning', promptTitle: '调整' },
      formulae: [expect.stringContaining(second)],
    });
  });

  it('comes out the same where nothing was asked for', async () => {
    const { exit, record } = await remade();
    expect(exit).toBe(1);
    expect(record).toMatchObject({ plan: 2, basedOn: 1, changes: [] });
    const { out } = await youlian('group', 'propose', '--from', '方案.xlsx');
    expect(out).toContain('与方案 1 相比，编组没有变动，距离合计不变。');
  });

  it('is not written in a dry run', async () => {
    await youlian('group', 'propose', '--tier', 'county', '--output', '试算.xlsx', '--dry-run');
    expect(existsSync(join(folder, '试算.xlsx'))).toBe(false);
  });
});

describe('wishes in the column 调整', () => {
  it.each<[string, Record<string, Record<string, string>>, (members: Record<string, string[]>) => boolean]>([
    [
      'a lead',
      { [list]: { 东湖区星星幼儿园: second } },
      (members) => members[second]!.includes('东湖区星星幼儿园'),
    ],
    [
      'a lead with a verb before it',
      { [list]: { 东湖区星星幼儿园: `改到${second}` } },
      (members) => members[second]!.includes('东湖区星星幼儿园'),
    ],
    [
      'another than it has',
      { [list]: { 东湖区太阳花幼儿园: '换一个' } },
      (members) => members[second]!.includes('东湖区太阳花幼儿园'),
    ],
    [
      'not that lead',
      { [list]: { 东湖区月亮幼儿园: `不到${first}` } },
      (members) => members[second]!.includes('东湖区月亮幼儿园'),
    ],
    [
      'none',
      { [list]: { 东湖区小溪幼儿园: '不编入' } },
      (members) => !Object.values(members).flat().includes('东湖区小溪幼儿园'),
    ],
    [
      'beside another',
      { [list]: { 东湖区星星幼儿园: '与东湖区小溪幼儿园一起' } },
      (members) =>
        Object.values(members).some((each) =>
          ['东湖区星星幼儿园', '东湖区小溪幼儿园'].every((name) => each.includes(name)),
        ),
    ],
    [
      'not beside another',
      { [list]: { 东湖区春芽幼儿园: '不与东湖区小溪幼儿园一起' } },
      (members) =>
        !members[second]!.includes('东湖区春芽幼儿园') || !members[second]!.includes('东湖区小溪幼儿园'),
    ],
    [
      'one not to lead',
      { 主导园: { [second]: '不担任' } },
      (members) => members[second] === undefined && members[first]!.length === 3,
    ],
  ])('%s', async (_, wishes, holds) => {
    const before = shapes['group-plan'].parse(
      JSON.parse((await youlian('group', 'plan', '1', '--json')).out),
    );
    expect(
      holds(
        Object.fromEntries(
          before.groups.map((group) => [group.lead, group.members.map((each) => each.name)]),
        ),
      ),
    ).toBe(false);
    await edit(wishes);
    const { err, record, members } = await remade();
    expect(err).not.toContain('错误');
    expect(holds(members)).toBe(true);
    expect(record?.changes.length).toBeGreaterThan(0);
  });

  it('say what changed against the earlier plan, and what it costs', async () => {
    await edit({ [list]: { 东湖区星星幼儿园: second } });
    const { out } = await youlian('group', 'propose', '--from', '方案.xlsx');
    expect(out).toMatch(/与方案 1 相比，变动 \d 所，距离合计多 [\d.]+ (?:公里|米)：/u);
    expect(out).toMatch(/东湖区星星幼儿园 +东湖区实验幼儿园 +东湖区第二实验幼儿园 +1\.00 +9\.00/u);
  });

  it('stand in the next file, and are taken back by taking them out', async () => {
    await edit({ [list]: { 东湖区星星幼儿园: second, 东湖区小溪幼儿园: '不编入' } });
    await remade('方案.xlsx', '--output', '新方案.xlsx');
    const workbook = await openFile('新方案.xlsx');
    const wished = (name: string, kindergarten: string) => {
      const sheet = workbook.getWorksheet(name)!;
      const { wish, rows } = findRows(sheet);
      return textIn(sheet.getCell(rows.get(kindergarten)!, wish));
    };
    expect(wished(list, '东湖区星星幼儿园')).toBe(second);
    expect(wished('没有编入', '东湖区小溪幼儿园')).toBe('不编入');
    expect((await remade('新方案.xlsx')).record).toMatchObject({ basedOn: 2, changes: [] });
    await edit({ [list]: { 东湖区星星幼儿园: '' }, 没有编入: { 东湖区小溪幼儿园: '' } }, '新方案.xlsx');
    const { members } = await remade('新方案.xlsx');
    expect(members[first]).toContain('东湖区星星幼儿园');
    expect(members[second]).toContain('东湖区小溪幼儿园');
  });
});

describe('wishes that cannot be kept', () => {
  it.each<[string, Record<string, string>, string, string]>([
    ['words that say nothing', { 东湖区星星幼儿园: '不好说' }, 'wish-unclear', '看不懂“不好说”'],
    [
      'no kindergarten of the ledger',
      { 东湖区星星幼儿园: '桃花源幼儿园' },
      'kindergarten-unknown',
      '桃花源幼儿园',
    ],
    ['one that does not lead', { 东湖区星星幼儿园: '东湖区月亮幼儿园' }, 'wish-not-lead', '不担任主导园'],
    ['two leads at once', { 东湖区星星幼儿园: `${first}；${second}` }, 'wish-contradictory', '自相矛盾'],
    ['itself', { 东湖区星星幼儿园: '与东湖区星星幼儿园一起' }, 'wish-broken', '写的是同一所园'],
    [
      'more than fit in',
      {
        东湖区星星幼儿园: second,
        东湖区月亮幼儿园: second,
        东湖区太阳花幼儿园: second,
        东湖区小溪幼儿园: second,
      },
      'wish-broken',
      '超过上限 3 所',
    ],
    [
      'together and apart',
      { 东湖区星星幼儿园: '与东湖区月亮幼儿园一起', 东湖区月亮幼儿园: '不与东湖区星星幼儿园一起' },
      'wish-broken',
      '既要求在一起，又要求不在一起',
    ],
  ])('%s: told with the cell, and no plan is made', async (_, wishes, code, words) => {
    const cells = await edit({ [list]: wishes });
    const { exit, err, record } = await remade();
    expect([exit, record]).toEqual([1, null]);
    expect(err).toContain(`（${code}）`);
    expect(err).toContain(words);
    expect(cells.some((cell) => err.includes(`工作表“${list}” ${cell}：`))).toBe(true);
    expect((await youlian('group', 'plan', '2')).exit).toBe(2);
  });

  it('are told all at once', async () => {
    const cells = await edit({
      [list]: {
        东湖区星星幼儿园: '不好说',
        东湖区月亮幼儿园: '东湖区太阳花幼儿园',
        东湖区太阳花幼儿园: '与东湖区太阳花幼儿园一起',
      },
    });
    const { err } = await remade();
    for (const cell of cells) expect(err).toContain(` ${cell}：`);
  });

  it("'plan-row-renamed': a changed name is no wish; it is told and passed over", async () => {
    const workbook = await openFile('方案.xlsx');
    const sheet = workbook.getWorksheet(list)!;
    const row = findRows(sheet).rows.get('东湖区星星幼儿园')!;
    sheet.getCell(row, 7).value = '东湖区别的幼儿园';
    await workbook.xlsx.writeFile(join(folder, '方案.xlsx'));
    const { err, record } = await remade();
    expect(err).toContain('（plan-row-renamed）');
    expect(err).toContain(`工作表“${list}” G${row}：`);
    expect(record?.changes).toEqual([]);
  });
});

describe('a file that is no edited plan', () => {
  const change = async (work: (sheet: Worksheet) => void) => {
    const workbook = await openFile('方案.xlsx');
    workbook.eachSheet(work);
    await workbook.xlsx.writeFile(join(folder, '方案.xlsx'));
    return remade();
  };

  it('without a number is refused', async () => {
    const { exit, err } = await change((sheet) => {
      sheet.getCell('A1').value = '方案';
    });
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-sheet-unnumbered）')]);
  });

  it('of two plans is refused', async () => {
    const { exit, err } = await change((sheet) => {
      if (sheet.name === '主导园') sheet.getCell('A1').value = '组建方案 7　主导园';
    });
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-sheet-mixed）')]);
  });

  it('without the column is refused', async () => {
    const { exit, err } = await change((sheet) => {
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          if (textIn(cell) === '调整') cell.value = '备注';
        });
      });
    });
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-sheet-columns）')]);
  });

  it('of a plan that the ledger does not hold is refused', async () => {
    const { exit, err } = await change((sheet) => {
      sheet.getCell('A1').value = '组建方案 9';
    });
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-unknown）')]);
  });

  it('of another ledger is refused with a cell, though it bears the number of a plan', async () => {
    const { exit, err } = await change((sheet) => {
      const { rows } = findRows(sheet);
      for (const [name, row] of rows) {
        sheet.getRow(row).eachCell((cell) => {
          if (textIn(cell) === name) cell.value = name.replace(/^.{2}区/u, '河口县');
        });
      }
    });
    const code = 'plan-sheet-foreign';
    expect([exit, err]).toEqual([2, expect.stringContaining(`（${code}）`)]);
    expect(err).toMatch(/[A-Z]+\d+/u);
    expect(JSON.parse((await youlian('group', 'plans', '--json')).out)).toHaveLength(1);
  });

  it('with other numbers beside the names is refused', async () => {
    const { exit, err } = await change((sheet) => {
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          if (/^#\d+$/u.test(textIn(cell))) cell.value = `#${Number(textIn(cell).slice(1)) + 5000}`;
        });
      });
    });
    expect([exit, err]).toEqual([2, expect.stringContaining('（plan-sheet-foreign）')]);
  });

  it('is not taken beside other conditions', async () => {
    const { exit, err } = await remade('方案.xlsx', '--tier', 'county');
    expect([exit, err]).toEqual([2, expect.stringContaining('--from')]);
  });
});

describe('a file saved by another program', () => {
  it('is read like our own: plan by its number, columns by their headings', async () => {
    const saved = resolve(import.meta.dirname, '../../../fixtures/edited-plans/方案1-LibreOffice.xlsx');
    copyFileSync(saved, join(folder, '另存.xlsx'));
    const { err, record, members } = await remade('另存.xlsx');
    expect(err).not.toContain('错误');
    expect(record?.basedOn).toBe(1);
    expect(members[second]).toContain('东湖区星星幼儿园');
    expect(members[first]).not.toContain('东湖区星星幼儿园');
  });
});
