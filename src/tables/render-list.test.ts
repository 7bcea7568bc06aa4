import exceljs, { type Workbook, type Worksheet } from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import type { ListDefinition } from './definition.ts';
import { loadTable } from './load.ts';
import { type ListContent, type ListRow, renderList } from './render-list.ts';
import type { Wording } from './sheet-style.ts';
import { printableArea } from './sheet-style.ts';
import { columnPoints } from './text-layout.ts';

const folders = [builtInTemplates()];
const list = (id: string) => loadTable(id, folders) as ListDefinition;
const wording: Wording = { words: { area: '云溪市', slogan: '“共建 共享 共成长”' }, labels: {} };

async function open(bytes: Uint8Array): Promise<Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  return workbook;
}

async function render(
  id: string,
  content: Partial<ListContent>,
): Promise<{ sheet: Worksheet; book: Workbook }> {
  const book = await open(await renderList(list(id), { rows: [], wording, ...content }));
  return { sheet: book.worksheets[0]!, book };
}

const merges = (sheet: Worksheet) => (sheet.model.merges as unknown as string[]).slice().sort();
const texts = (sheet: Worksheet, row: number) =>
  Array.from({ length: sheet.columnCount }, (_, index) => sheet.getCell(row, index + 1).text);

/** Two groups: one of two members, one of one. */
const groups: ListRow[] = [
  ['市直', '云溪市实验幼儿园', '东湖区星星幼儿园', 1],
  ['市直', '云溪市实验幼儿园', '东湖区月亮幼儿园', 1],
  ['东湖区', '东湖区实验幼儿园', '=HYPERLINK("x")', 2],
].map(([office, leadName, memberName, group]) => ({
  values: { office, leadName, leadCategory: '省级示范', memberName, memberOwnership: '普惠性民办' },
  blocks: { office: group!, lead: group! },
}));

describe('the list of groups (附件2)', () => {
  it('has attachment, title, two header rows merged by path, merged blocks and the footer', async () => {
    const { sheet } = await render('alliance-list', {
      rows: groups,
      footer: { reporter: '苏晓棠', reportDate: '2021年3月16日' },
    });
    expect(sheet.name).toBe('联盟名单');
    expect(sheet.getCell('A1').value).toBe('附件2');
    expect(sheet.getCell('A2').value).toBe('云溪市幼儿园“共建 共享 共成长”联盟名单');
    expect(sheet.getCell('A3').value).toBe('序号');
    expect(sheet.getCell('B3').value).toBe('区（市）教体局');
    expect(sheet.getCell('C3').value).toBe('主导园');
    expect(sheet.getCell('G3').value).toBe('联盟园');
    const leaves = ['园所名称', '现类别', '办园性质', '责任人'];
    expect(texts(sheet, 4).slice(2)).toEqual([...leaves, ...leaves]);
    expect(merges(sheet)).toEqual(
      ['A1:J1', 'A2:J2', 'A3:A4', 'B3:B4', 'C3:F3', 'G3:J3', 'A8:E8', 'F8:J8']
        .concat(['A', 'B', 'C', 'D', 'E', 'F'].map((column) => `${column}5:${column}6`))
        .sort(),
    );
    expect([sheet.getCell('A5').value, sheet.getCell('A7').value]).toEqual([1, 2]);
    expect([sheet.getCell('G5').value, sheet.getCell('G6').value]).toEqual([
      '东湖区星星幼儿园',
      '东湖区月亮幼儿园',
    ]);
    expect([sheet.getCell('A8').value, sheet.getCell('F8').value]).toEqual([
      '填报人：苏晓棠',
      '日期：2021年3月16日',
    ]);
  });

  it('never makes a formula out of a text', async () => {
    const { sheet } = await render('alliance-list', {
      rows: ['=1+1', '+86', '-1', '@SUM(A1)'].map((memberName) => ({ values: { memberName } })),
    });
    for (const [index, text] of ['=1+1', '+86', '-1', '@SUM(A1)'].entries()) {
      const cell = sheet.getCell(5 + index, 7);
      expect([cell.type, cell.value, cell.numFmt]).toEqual([exceljs.ValueType.String, text, '@']);
    }
  });

  it('names the roles as another policy does', async () => {
    const { sheet } = await render('alliance-list', {
      wording: { words: { area: '青石县' }, labels: { 主导园: '龙头园', 联盟园: '成员园', 联盟: '集团' } },
    });
    expect(sheet.name).toBe('集团名单');
    expect(sheet.getCell('A2').value).toBe('青石县幼儿园集团名单');
    expect([sheet.getCell('C3').value, sheet.getCell('G3').value]).toEqual(['龙头园', '成员园']);
  });

  it("takes a policy's own title and attachment number", async () => {
    const { sheet } = await render('alliance-list', {
      wording: {
        words: { area: '青石县' },
        labels: { 联盟: '集团' },
        heading: { attachment: '', title: '{area}学前教育联盟集团一览表' },
      },
    });
    expect(sheet.getCell('A1').value).toBe('青石县学前教育联盟集团一览表');
    expect(sheet.getCell('A2').value).toBe('序号');
  });

  it('is set up to print on A4, one page wide, with the header on every page', async () => {
    const { sheet } = await render('alliance-list', { rows: groups });
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: '3:4',
      printArea: 'A1:J8',
    });
    expect(sheet.headerFooter.oddFooter).toContain('第 &P 页 共 &N 页');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 });
  });

  it('has thin borders and Chinese fonts in every cell of the table, merged ones too', async () => {
    const { sheet } = await render('alliance-list', { rows: groups });
    for (let row = 3; row <= 7; row += 1) {
      for (let column = 1; column <= 10; column += 1) {
        const { border, font, alignment } = sheet.getCell(row, column);
        expect([border.top?.style, border.left?.style, border.bottom?.style, border.right?.style]).toEqual(
          new Array(4).fill('thin'),
        );
        expect(font.name).toBe(row <= 4 ? '黑体' : '宋体');
        expect(alignment.wrapText).toBe(true);
      }
    }
    expect(sheet.getCell('A2').font).toMatchObject({ name: '方正小标宋简体', size: 20 });
  });

  it('makes rows high enough for wrapped text, also for one merged over few rows', async () => {
    const long = '云溪市河口县滨河新城实验幼儿园教育集团总园（本部）'.repeat(3);
    const { sheet } = await render('alliance-list', {
      rows: [
        { values: { memberName: '东湖区星星幼儿园' } },
        { values: { memberName: long } },
        { values: { leadName: long, memberName: '甲' }, blocks: { lead: 1 } },
        { values: { leadName: long, memberName: '乙' }, blocks: { lead: 1 } },
      ],
    });
    const heights = [5, 6, 7, 8].map((row) => sheet.getRow(row).height);
    expect(heights[0]).toBe(30);
    expect(heights[1]).toBeGreaterThan(7 * 11);
    expect(heights[2]! + heights[3]!).toBeGreaterThan(7 * 11);
    expect(heights[2]).toBe(30);
  });

  it('keeps a group on one page, and merges none over the end of a page', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      values: { leadName: `主导${Math.floor(index / 3)}`, memberName: `园${index}` },
      blocks: { office: Math.floor(index / 3), lead: Math.floor(index / 3) },
    }));
    const bytes = await renderList(list('alliance-list'), { rows, wording });
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    const breaks = [...xml.matchAll(/<brk id="(\d+)"/gu)].map((match) => Number(match[1]));
    expect(breaks.length).toBeGreaterThan(2);
    for (const row of breaks) expect((row - 4) % 3).toBe(0);
  });
});

describe('the leadership group (附件1)', () => {
  const seat = (role: string, name: string, run: number): ListRow => ({
    values: { role, name, unitAndPosts: '云溪市教育和体育局' },
    blocks: { role: run },
  });

  it('merges the role over its people and numbers each of them', async () => {
    const { sheet } = await render('leadership', {
      rows: [seat('组长', '邓　淇', 0), seat('副组长', '苏晓棠', 1), seat('副组长', '柳眉', 1)],
    });
    expect(texts(sheet, 3)).toEqual(['序号', '职务', '姓名', '单位及职务']);
    expect(merges(sheet)).toEqual(['A1:D1', 'A2:D2', 'B5:B6']);
    expect([4, 5, 6].map((row) => sheet.getCell(row, 1).value)).toEqual([1, 2, 3]);
    expect(sheet.getCell('C4').value).toBe('邓　淇');
    expect(sheet.pageSetup.orientation).toBe('portrait');
  });

  it('says the role again on the next page where its people go on', async () => {
    const { sheet } = await render('leadership', {
      rows: Array.from({ length: 40 }, (_, index) => seat('成员', `人${index}`, 0)),
    });
    const [first, second] = merges(sheet)
      .filter((range) => range.startsWith('B'))
      .sort((a, b) => Number(a.slice(1).split(':')[0]) - Number(b.slice(1).split(':')[0]));
    const end = Number(first!.split(':B')[1]);
    expect(second).toBe(`B${end + 1}:B43`);
    expect(sheet.getCell(end + 1, 2).value).toBe('成员');
    expect(sheet.getCell(43, 1).value).toBe(40);
  });
});

describe('the roster (园所信息表)', () => {
  const row: ListRow = {
    values: {
      code: '0123456789',
      creditCode: '91350100M000100Y43',
      name: '东湖区星星幼儿园',
      longitude: 117.123456,
      latitude: 34.8,
      inclusive: true,
      isNew: false,
      isWeak: null,
      classes: 0,
      phone: '06323311234',
    },
  };
  const cell = (sheet: Worksheet, key: string, line = 3) =>
    sheet.getCell(line, list('roster').columns.findIndex((column) => column.key === key) + 1);

  it('has codes and phones as text, counts and degrees as numbers, 是 and 否', async () => {
    const { sheet } = await render('roster', { rows: [row] });
    expect(sheet.getCell('A1').value).toBe('云溪市幼儿园园所信息表');
    expect(texts(sheet, 2)).toEqual(list('roster').columns.map((column) => column.path[0]));
    for (const key of ['code', 'creditCode', 'phone']) {
      expect([cell(sheet, key).value, cell(sheet, key).numFmt]).toEqual([row.values[key], '@']);
    }
    expect(cell(sheet, 'creditCode').alignment).toMatchObject({ shrinkToFit: true });
    expect(cell(sheet, 'name').alignment).toMatchObject({ wrapText: true });
    expect([cell(sheet, 'longitude').value, cell(sheet, 'classes').value]).toEqual([117.123456, 0]);
    expect(['inclusive', 'isNew', 'isWeak'].map((key) => cell(sheet, key).value)).toEqual(['是', '否', null]);
  });

  it('offers choices, in a hidden sheet where they are many', async () => {
    const many = Array.from({ length: 90 }, (_, index) => `写法${index}`);
    const { sheet, book } = await render('roster', {
      emptyRows: 20,
      choices: {
        category: { values: ['一类', '二类'], open: true },
        ownership: { values: many, open: false },
        buildState: { values: ['在办,正常', '停办'], open: false },
      },
    });
    const at = (key: string) => cell(sheet, key, 22).dataValidation;
    expect(at('category')).toMatchObject({ type: 'list', formulae: ['"一类,二类"'], errorStyle: 'warning' });
    expect(at('inclusive')).toMatchObject({ type: 'list', formulae: ['"是,否"'], errorStyle: 'stop' });
    expect(at('classes')).toMatchObject({ type: 'whole' });
    expect(at('ownership')).toMatchObject({ formulae: ['选项!$A$1:$A$90'], errorStyle: 'stop' });
    expect(at('buildState')).toMatchObject({ formulae: ['选项!$B$1:$B$2'] });
    expect(cell(sheet, 'category', 23).dataValidation).toBeUndefined();
    const hidden = book.getWorksheet('选项')!;
    expect(hidden.state).toBe('veryHidden');
    expect([hidden.getCell('A90').value, hidden.getCell('B1').value]).toEqual(['写法89', '在办,正常']);
  });

  it('states each validation once, over a range', async () => {
    const bytes = await renderList(list('roster'), { rows: [], emptyRows: 20, wording });
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    const ranges = [...xml.matchAll(/sqref="([^"]+)"/gu)]
      .map((match) => match[1]!)
      .filter((at) => at.includes(':'));
    expect(new Set(ranges).size).toBe(ranges.length);
    expect(ranges).toContain('J3:J22');
  });

  it('leaves blank rows empty, with borders', async () => {
    const { sheet } = await render('roster', { emptyRows: 20 });
    expect(sheet.getCell('A22').border.top?.style).toBe('thin');
    expect(texts(sheet, 22).join('')).toBe('');
    expect(sheet.getCell('A23').value).toBe('填报人：');
  });
});

describe('bytes', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('are the same for the same content, in any time zone', async () => {
    const dated: ListDefinition = {
      ...list('leadership'),
      columns: [{ key: 'day', path: ['日期'], synonyms: [], type: 'date', width: 12 }],
    };
    const made: Buffer[] = [];
    for (const timeZone of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
      process.env.TZ = timeZone;
      const bytes = await renderList(dated, { rows: [{ values: { day: '2021-03-16' } }], wording });
      made.push(Buffer.from(bytes));
      const sheet = (await open(bytes)).worksheets[0]!;
      expect((sheet.getCell('A4').value as Date).toISOString()).toBe('2021-03-16T00:00:00.000Z');
    }
    expect(made[1]!.equals(made[0]!)).toBe(true);
    expect(made[2]!.equals(made[0]!)).toBe(true);
  });

  it('name a default font that Chinese offices have, its properties in order', async () => {
    const styles = strFromU8(
      unzipSync(await renderList(list('roster'), { rows: [], emptyRows: 1, wording }))['xl/styles.xml']!,
    );
    expect(styles).toMatch(/<fonts[^>]*><font><sz val="11"\/><color theme="1"\/><name val="宋体"\/>/u);
    for (const [, font] of styles.matchAll(/<font>(.*?)<\/font>/gu)) {
      expect(font).toMatch(
        /^<sz [^>]*\/>(<color [^>]*\/>)?<name [^>]*\/>(<family [^>]*\/>)?<charset [^>]*\/>/u,
      );
    }
  });
});

describe('the roster (园所信息表) on paper', () => {
  const roster = loadTable('roster', [builtInTemplates()]) as ListDefinition;

  it('prints its body in at least eight points on a landscape page of A4', () => {
    const width = columnPoints(...roster.columns.map((column) => column.width));
    const scale = Math.min(1, printableArea(roster.print).width / width);
    expect(roster.print.orientation).toBe('landscape');
    expect(scale * roster.print.bodySize).toBeGreaterThanOrEqual(8);
  });

  it('sets names and addresses a little off the border and centres the rest', async () => {
    const wording = { words: {}, labels: {} };
    const values = Object.fromEntries(roster.columns.map(({ key }) => [key, '文']));
    const bytes = await renderList(roster, { rows: [{ values }], wording });
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(bytes) as never);
    const row = workbook.worksheets[0]!.getRow(3);
    const indented = roster.columns.filter(
      (_, index) => row.getCell(index + 1).alignment.horizontal === 'left',
    );
    expect(indented.map(({ key }) => key)).toEqual(['name', 'address']);
    expect(row.getCell(3).alignment.indent).toBe(1);
    expect(row.getCell(5).alignment.horizontal).toBe('center');
    expect(workbook.worksheets[0]!.pageSetup.margins).toMatchObject({ left: 0.3, right: 0.3 });
  });
});
