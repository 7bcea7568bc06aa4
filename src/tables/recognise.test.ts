import { describe, expect, test } from 'vitest';
import { memorySheet, type SheetValue } from './testing/memory-sheet.ts';
import { readSheet } from './testing/read-sheet.ts';

const listHeader: SheetValue[][] = [
  ['序号', '区（市）教体局', '主导园', null, null, null, '联盟园', null, null, null],
  [null, null, '园所名称', '现类别', '办园性质', '责任人', '园所名称', '现类别', '办园性质', '责任人'],
];
const listRow: SheetValue[] = [
  1,
  '东湖区',
  '东湖区实验幼儿园',
  '省级示范',
  '教育部门办',
  '邓淇',
  '东湖区阳光幼儿园',
  '二类',
  '普惠性民办',
  '李明',
];
const headerMerges = ['A1:A2', 'B1:B2', 'C1:F1', 'G1:J1'];
const listColumns = {
  sequence: 1,
  office: 2,
  leadName: 3,
  leadCategory: 4,
  leadOwnership: 5,
  leadResponsible: 6,
  memberName: 7,
  memberCategory: 8,
  memberOwnership: 9,
  memberResponsible: 10,
};

describe('the alliance list', () => {
  test.each([
    ['merged in both directions', headerMerges],
    ['not merged at all', []],
    ['merged across only', ['C1:F1', 'G1:J1']],
    ['merged down only', ['A1:A2', 'B1:B2']],
  ])('header %s', async (_name, merges) => {
    const read = await readSheet(memorySheet([...listHeader, listRow], { merges }));
    expect(read.locations[0]).toMatchObject({
      table: 'alliance-list',
      headerTop: 1,
      headerBottom: 2,
      columns: listColumns,
      unknownHeadings: [],
    });
    expect(read.records[0]?.values).toMatchObject({
      leadName: '东湖区实验幼儿园',
      memberName: '东湖区阳光幼儿园',
    });
    expect(read.codes).toEqual([]);
  });

  test('titles and a unit line above, line breaks and blanks inside headings, brackets of either width', async () => {
    const rows: SheetValue[][] = [
      ['附件2'],
      ['云溪市幼儿园“共建 共享”联盟名单'],
      [],
      ['填报单位：云溪市教体局', null, null, null, null, null, null, null, '单位：所'],
      ['序 号', '区(市)\n教体局', '主 导 园', null, null, null, '联　盟　园'],
      [
        null,
        null,
        '园所\n名称',
        '现类别',
        '办园性质',
        '责任人',
        '园所名称：',
        '现类别*',
        '办园 性质',
        '责任人',
      ],
      listRow,
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['A1:J1', 'A2:J2', 'C5:F5', 'G5:J5'] }));
    expect(read.locations[0]).toMatchObject({
      table: 'alliance-list',
      headerTop: 5,
      headerBottom: 6,
      columns: listColumns,
    });
    expect(read.records).toHaveLength(1);
    expect(read.codes).toEqual([]);
  });

  test('other words for the parents, moved and extra columns, the members first', async () => {
    const rows: SheetValue[][] = [
      ['成员园', null, '龙头园', null, null, '所属区县'],
      ['园长', '幼儿园名称', '园名', '联系电话', '类别'],
      ['李明', '东湖区阳光幼儿园', '东湖区实验幼儿园', '13800008000', '省示范', '东湖区'],
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['A1:B1', 'C1:E1', 'F1:F2'] }));
    expect(read.locations[0]).toMatchObject({
      table: 'alliance-list',
      columns: { memberResponsible: 1, memberName: 2, leadName: 3, leadCategory: 5, office: 6 },
      unknownHeadings: [{ heading: '龙头园·联系电话', cell: 'D2' }],
    });
    expect(read.records[0]?.values).toMatchObject({
      memberName: '东湖区阳光幼儿园',
      leadName: '东湖区实验幼儿园',
      leadCategory: '省级示范',
      office: '东湖区',
    });
    expect(read.codes).toEqual(['heading-unknown', 'value-normalised']);
  });

  test.each([
    [['主导园园所名称', '主导园现类别', '联盟园园所名称', '联盟园类别']],
    [['主导园名称', '主导园类别', '联盟园名称', '联盟园等级']],
    [['龙头园-园名', '龙头园-类别', '成员园-园名', '成员园-类别']],
    [['园所名称（主导园）', '现类别（主导园）', '园所名称（联盟园）', '现类别（联盟园）']],
    [['主导园（园所名称）', '主导园（类别）', '联盟园（园所名称）', '联盟园（类别）']],
  ])('one flattened header row: %j', async (headings) => {
    const read = await readSheet(memorySheet([headings, ['甲幼儿园', '一类', '乙幼儿园', '二类']]));
    expect(read.locations[0]?.columns).toEqual({
      leadName: 1,
      leadCategory: 2,
      memberName: 3,
      memberCategory: 4,
    });
    expect(read.codes).toEqual([]);
  });

  test('bare parents over one column each are names, with a warning', async () => {
    const read = await readSheet(
      memorySheet([
        ['序号', '主导园', '联盟园'],
        [1, '甲幼儿园', '乙幼儿园'],
      ]),
    );
    expect(read.records[0]?.values).toMatchObject({ leadName: '甲幼儿园', memberName: '乙幼儿园' });
    expect(read.codes).toEqual(['heading-loose', 'heading-loose']);
  });

  test('parents whose second header row was lost are not taken for names', async () => {
    const rows = [listHeader[0] ?? [], ['', '', '甲', '一类', '公办', '邓淇', '乙', '二类', '公办', '李明']];
    const read = await readSheet(memorySheet(rows, { merges: ['C1:F1', 'G1:J1'] }));
    expect(read.records).toEqual([]);
    expect(read.locations).toEqual([]);
  });

  test('two name columns without parents: read by order only where the whole order is the printed one', async () => {
    const leaves = ['序号', '区（市）', ...(listHeader[1] ?? []).slice(2)];
    const inOrder = await readSheet(memorySheet([leaves, listRow]));
    expect(inOrder.records[0]?.values).toMatchObject({
      leadName: '东湖区实验幼儿园',
      memberName: '东湖区阳光幼儿园',
    });
    expect(inOrder.codes).toEqual(['columns-by-order']);

    const without = leaves.filter((_, index) => index !== 3);
    const rows = [['联盟名单'], without, listRow.filter((_, index) => index !== 3)];
    const refused = await readSheet(memorySheet(rows));
    expect(refused.locations).toEqual([]);
    expect(refused.codes).toEqual(['column-missing']);
    expect(refused.findings[0]?.message).toContain('主导园·园所名称');
  });

  test('a missing required column is named with the headings that were seen', async () => {
    const rows: SheetValue[][] = [
      ['序号', '主导园', null, '联盟园', null],
      [null, '园所名称', '现类别', '单位情况', '现类别'],
      [1, '甲幼儿园', '一类', '乙幼儿园', '二类'],
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['B1:C1', 'D1:E1'] }));
    expect(read.locations).toEqual([]);
    expect(read.codes).toEqual(['column-missing']);
    expect(read.findings[0]).toMatchObject({ sheet: 'Sheet1', cell: 'A1' });
    expect(read.findings[0]?.message).toMatch(/联盟园·园所名称.*单位情况/);
  });

  test('the same column twice is refused', async () => {
    const rows = [
      ['主导园名称', '联盟园名称', '联盟园名称'],
      ['甲幼儿园', '乙幼儿园', '丙幼儿园'],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.codes).toEqual(['column-duplicate']);
    expect(read.findings[0]?.message).toContain('B1、C1');
  });
});

describe('the roster and the leadership group', () => {
  test('synonyms, groups of headings above, units in brackets', async () => {
    const rows: SheetValue[][] = [
      ['2021年幼儿园名册'],
      ['基本信息', null, null, '人员情况', null],
      ['幼儿园名称（全称）', '区县', '班数（个）', '教职工人数（人）', '专任教师'],
      ['东湖区阳光幼儿园', '东湖区', 6, 20, 12],
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['A1:E1', 'A2:C2', 'D2:E2'] }));
    expect(read.locations[0]).toMatchObject({
      table: 'roster',
      headerTop: 2,
      headerBottom: 3,
      columns: { name: 1, district: 2, classes: 3, staff: 4, teachers: 5 },
    });
    expect(read.codes).toEqual([]);
  });

  test('a remark that may change the meaning is told', async () => {
    const read = await readSheet(
      memorySheet([
        ['园所名称', '所属区县', '在园幼儿数（学籍）'],
        ['甲幼儿园', '东湖区', 3],
      ]),
    );
    expect(read.codes).toEqual(['heading-loose']);
    expect(read.findings[0]).toMatchObject({ cell: 'C1', value: '在园幼儿数（学籍）' });
  });

  test.each(['在园幼儿数（女）', '教职工数(其中在编)', '班级数（上年）', '专任教师数（计划）'])(
    'a part, or another time, is another figure: %s',
    async (heading) => {
      const read = await readSheet(
        memorySheet([
          ['园所名称', '所属区县', heading],
          ['甲幼儿园', '东湖区', 3],
        ]),
      );
      expect(read.codes).toEqual(['heading-unknown']);
      expect(read.records[0]?.values).toEqual({ name: '甲幼儿园', district: '东湖区' });
    },
  );

  test('a title merged over all columns but the last does not hide that a column is there twice', async () => {
    const rows: SheetValue[][] = [
      ['云溪市幼儿园园所信息表'],
      ['园所名称', '所属区县', '班级数', '园所名称'],
      ['甲幼儿园', '东湖区', 3, '乙幼儿园'],
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['A1:C1'] }));
    expect(read.codes).toEqual(['column-duplicate']);
    expect(read.records).toEqual([]);
  });

  test('a column that lost its heading, or hides under a merged one, is not left out without a word', async () => {
    const rows: SheetValue[][] = [
      ['园所名称', '所属区县', '班级数', null, '备注', null],
      ['甲幼儿园', '东湖区', 3, 120, '新建', '13900001234'],
      ['乙幼儿园', '东湖区', 6, 180, null, null],
      ['合计', null, 9, 300],
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['C1:D1'] }));
    const said = read.findings.filter(({ code }) => code === 'column-unheaded');
    expect(said.map(({ cell, value }) => [cell, value])).toEqual([
      ['D2', '120'],
      ['F2', '13900001234'],
    ]);
  });

  test('headings of somebody else stand apart: the organiser is no kindergarten', async () => {
    const rows: SheetValue[][] = [
      ['举办者', null, '园所名称', '所属区县', '班级数'],
      ['单位名称', '园长', null, null, null],
      ['某公司', '邓淇', '甲幼儿园', '东湖区', 3],
    ];
    const merges = ['A1:B1', 'C1:C2', 'D1:D2', 'E1:E2'];
    const read = await readSheet(memorySheet(rows, { merges }));
    expect(read.records[0]?.values.name).toBe('甲幼儿园');
    expect(read.records[0]?.values).not.toHaveProperty('principal');
    expect(read.codes).toEqual(['heading-unknown', 'heading-unknown']);
  });

  test('all headings in one row: those below somebody else are not the kindergarten’s', async () => {
    const rows: SheetValue[][] = [
      ['举办者', null, '幼儿园', null, null, '运营', null],
      ['单位名称', '地址', '园名', '区县', '班级数', '等级', '园长'],
      ['某公司', '某路1号', '甲幼儿园', '东湖区', 3, '一类', '邓淇'],
    ];
    for (const merges of [['A1:B1', 'C1:E1', 'F1:G1'], []]) {
      const read = await readSheet(memorySheet(rows, { merges }));
      expect(read.records[0]?.values).toMatchObject({
        name: '甲幼儿园',
        district: '东湖区',
        principal: '邓淇',
      });
      expect(read.records[0]?.values).not.toHaveProperty('address');
      expect(read.findings.map(({ code, cell }) => [code, cell])).toEqual([
        ['heading-loose', 'F2'],
        ['heading-loose', 'G2'],
        ['heading-unknown', 'A2'],
        ['heading-unknown', 'B2'],
      ]);
    }
    const nameless = rows.map((row) => row.filter((_, index) => index !== 2));
    const refused = await readSheet(memorySheet(nameless, { merges: ['A1:B1', 'C1:D1', 'E1:F1'] }));
    expect(refused.codes).toEqual(['column-missing']);
  });

  test('two headings of equal right are refused, the printed one goes before a synonym', async () => {
    const equal = await readSheet(
      memorySheet([
        ['园名', '单位名称', '区县', '班数'],
        ['甲幼儿园', '乙幼儿园', '东湖区', 1],
      ]),
    );
    expect(equal.codes).toEqual(['column-duplicate']);
    const printed = await readSheet(
      memorySheet([
        ['单位名称', '园所名称', '区县', '班数'],
        ['乙公司', '甲幼儿园', '东湖区', 1],
      ]),
    );
    expect(printed.records[0]?.values.name).toBe('甲幼儿园');
    expect(printed.codes).toEqual(['heading-unknown']);
  });

  test('the leadership group', async () => {
    const rows: SheetValue[][] = [
      ['云溪市幼儿园联盟领导小组'],
      ['序号', '职 务', '姓 名', '单位及职务'],
      [1, '组长', '邓 淇', '云溪市教育局党组成员、副局长'],
      [2, '副组长', '李小明', '云溪市教育局学前教育科科长'],
      [3, null, '王芳', '云溪市教研室副主任，学前教研员'],
    ];
    const read = await readSheet(memorySheet(rows, { merges: ['A1:D1', 'B4:B5'] }));
    expect(read.locations[0]?.table).toBe('leadership');
    expect(read.records.map(({ values }) => [values.role, values.name])).toEqual([
      ['组长', '邓淇'],
      ['副组长', '李小明'],
      ['副组长', '王芳'],
    ]);
    expect(read.codes).toEqual([]);
  });

  test('hidden columns are read, and said', async () => {
    const read = await readSheet(
      memorySheet(
        [
          ['园所名称', '所属区县', '班级数'],
          ['甲幼儿园', '东湖区', 3],
        ],
        { hiddenColumns: [3] },
      ),
    );
    expect(read.records[0]?.values.classes).toBe(3);
    expect(read.codes).toEqual(['hidden-columns']);
  });
});

describe('several tables on one sheet', () => {
  test('a roster, and a leadership group below it, are both read', async () => {
    const read = await readSheet(
      memorySheet([
        ['园所名称', '所属区县', '班级数'],
        ['甲幼儿园', '东湖区', 3],
        ['乙幼儿园', '东湖区', 6],
        [],
        ['云溪市幼儿园联盟领导小组'],
        ['序号', '职务', '姓名', '单位及职务'],
        [1, '组长', '邓淇', '云溪市教育局副局长'],
      ]),
    );
    expect(read.locations.map(({ table, headerTop, lastRow }) => [table, headerTop, lastRow])).toEqual([
      ['roster', 1, 3],
      ['leadership', 6, undefined],
    ]);
    expect(read.records.map(({ values }) => values.name)).toEqual(['甲幼儿园', '乙幼儿园', '邓淇']);
    expect(read.codes).toEqual([]);
  });

  test('a header with its roles in brackets, pasted in again, is no roster', async () => {
    const header = [
      '园所名称（主导园）',
      '现类别（主导园）',
      '园所名称（联盟园）',
      '现类别（联盟园）',
      '责任人（联盟园）',
    ];
    const read = await readSheet(
      memorySheet([
        header,
        ['甲幼儿园', '一类', '乙幼儿园', '二类', '邓淇'],
        header,
        ['丙幼儿园', '一类', '丁幼儿园', '二类', '李明'],
      ]),
    );
    expect(read.locations.map(({ table }) => table)).toEqual(['alliance-list']);
    expect(read.records.map(({ values }) => values.memberName)).toEqual(['乙幼儿园', '丁幼儿园']);
    expect(read.skipped).toEqual([{ row: 3, reason: 'repeated-header' }]);
  });

  test('a fuller header further down does not swallow the rows above it', async () => {
    const read = await readSheet(
      memorySheet([
        ['园所名称', '所属区县', '班级数'],
        ['甲幼儿园', '东湖区', 3],
        ['园所名称', '所属区县', '班级数', '在园幼儿数', '园长'],
        ['乙幼儿园', '东湖区', 6, 180, '邓淇'],
      ]),
    );
    expect(read.records.map(({ values }) => [values.name, values.children])).toEqual([
      ['甲幼儿园', undefined],
      ['乙幼儿园', 180],
    ]);
    expect(read.codes).toEqual(['header-changed']);
  });
});

describe('what is no official table', () => {
  test('another table is unknown, and its headings are named', async () => {
    const rows = [['采购清单'], ['品名', '数量', '单价'], ['桌子', 3, 120]];
    const read = await readSheet(memorySheet(rows));
    expect(read.codes).toEqual(['table-unknown']);
    expect(read.findings[0]?.message).toContain('品名、数量、单价');
  });

  test('an activity table that names kindergartens is no roster', async () => {
    const rows = [
      ['序号', '园所名称', '活动时间', '活动内容', '参加人数'],
      [1, '甲幼儿园', '3月', '教研', 12],
    ];
    expect((await readSheet(memorySheet(rows))).codes).toEqual(['table-unknown']);
  });

  test('an empty sheet says nothing', async () => {
    expect(await readSheet(memorySheet([[], ['  ']]))).toMatchObject({ locations: [], findings: [] });
  });

  test('a title that names a list outweighs columns that would do for a roster', async () => {
    const rows = [
      ['云溪市幼儿园联盟名单'],
      ['序号', '区（市）', '园所名称', '现类别', '办园性质', '责任人'],
      [1, '东湖区', '甲幼儿园', '一类', '公办', '邓淇'],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.locations).toEqual([]);
    expect(read.codes).toEqual(['column-missing']);
    expect((await readSheet(memorySheet(rows), 'roster')).records[0]?.values.name).toBe('甲幼儿园');
  });
});
