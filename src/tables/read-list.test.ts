import { describe, expect, test } from 'vitest';
import { memorySheet, type SheetValue } from './testing/memory-sheet.ts';
import { readSheet } from './testing/read-sheet.ts';

const header: SheetValue[][] = [
  ['序号', '区（市）教体局', '主导园', null, null, null, '联盟园', null, null, null],
  [null, null, '园所名称', '现类别', '办园性质', '责任人', '园所名称', '现类别', '办园性质', '责任人'],
];
const headerMerges = ['A1:A2', 'B1:B2', 'C1:F1', 'G1:J1'];
const lead = ['东湖区', '甲幼儿园', '一类', '公办', '邓淇'] as const;
const member = (name: string) => [`${name}幼儿园`, '二类', '民办', '李明'] as const;
const blank = [null, null, null, null, null] as const;
const roster = ['学校标识码', '园所名称', '所属区县', '班级数', '联系电话', '是否普惠'];

async function readRows(rows: readonly (readonly SheetValue[])[], merges: readonly string[] = []) {
  return readSheet(memorySheet([...header, ...rows], { merges: [...headerMerges, ...merges] }));
}
const pairs = (read: Awaited<ReturnType<typeof readRows>>) =>
  read.records.map(({ values }) => `${values.leadName}+${values.memberName}`);

describe('the cells of a lead', () => {
  const expected = ['甲幼儿园+乙幼儿园', '甲幼儿园+丙幼儿园', '甲幼儿园+丁幼儿园'];
  test.each<[string, readonly (readonly SheetValue[])[], readonly string[]]>([
    [
      'merged over its members',
      [
        [1, ...lead, ...member('乙')],
        [null, ...blank, ...member('丙')],
        [null, ...blank, ...member('丁')],
      ],
      ['A3:A5', 'B3:B5', 'C3:C5', 'D3:D5', 'E3:E5', 'F3:F5'],
    ],
    [
      'on the first row only',
      [
        [1, ...lead, ...member('乙')],
        [null, ...blank, ...member('丙')],
        [3, ...blank, ...member('丁')],
      ],
      [],
    ],
    [
      'on every row',
      [
        [1, ...lead, ...member('乙')],
        [2, ...lead, ...member('丙')],
        [3, ...lead, ...member('丁')],
      ],
      [],
    ],
    [
      'dittoed',
      [
        [1, ...lead, ...member('乙')],
        [2, '〃', '同上', '〃', '"', '同前', ...member('丙')],
        [3, '〃', '″', '〃', '＂', '同上', ...member('丁')],
      ],
      [],
    ],
  ])('%s', async (_name, rows, merges) => {
    const read = await readRows(rows, merges);
    expect(pairs(read)).toEqual(expected);
    expect(read.records.map(({ values }) => values.leadResponsible)).toEqual(['邓淇', '邓淇', '邓淇']);
    expect(read.records.map(({ values }) => values.office)).toEqual(['东湖区', '东湖区', '东湖区']);
    expect(read.codes).toEqual([]);
  });

  test('values that come from above name the cell they stand in', async () => {
    const read = await readRows([
      [1, ...lead, ...member('乙')],
      [2, ...blank, ...member('丙')],
    ]);
    expect(read.records[1]?.cells).toMatchObject({ leadName: 'C3', memberName: 'G4' });
    expect(read.records[1]?.raw).toMatchObject({ leadName: '甲幼儿园', memberName: '丙幼儿园' });
  });

  test('another lead takes nothing from the one above', async () => {
    const read = await readRows([
      [1, ...lead, ...member('乙')],
      [2, '西岭区', '戊幼儿园', null, null, null, ...member('丙')],
    ]);
    expect(read.records[1]?.values).not.toHaveProperty('leadCategory');
    expect(read.records[1]?.values).not.toHaveProperty('leadResponsible');
  });

  test('a merge that ended reaches no further', async () => {
    const read = await readRows(
      [
        [1, ...lead, ...member('乙')],
        [null, ...blank, ...member('丙')],
        [2, ...blank, ...member('丁')],
      ],
      ['C3:C4'],
    );
    expect(pairs(read)).toEqual(['甲幼儿园+乙幼儿园', '甲幼儿园+丙幼儿园', 'undefined+丁幼儿园']);
    expect(read.codes).toEqual(['block-unclear']);
  });

  test('a blank where every row names its lead, or after a gap, is taken with a warning', async () => {
    const filled = await readRows([
      [1, ...lead, ...member('乙')],
      [2, ...lead, ...member('丙')],
      [3, '东湖区', null, null, null, null, ...member('丁')],
    ]);
    expect(filled.codes).toEqual(['value-carried']);
    const gap = await readRows([
      [1, ...lead, ...member('乙')],
      [],
      [2, '东湖区', null, null, null, null, ...member('丙')],
    ]);
    expect(gap.codes).toEqual(['value-carried']);
    expect(gap.findings[0]).toMatchObject({ cell: 'C5' });
  });

  test('a wrong lead rejects all of its rows', async () => {
    const read = await readRows([
      [1, '东湖区', { error: '#REF!' }, null, null, null, ...member('乙')],
      [2, ...blank, ...member('丙')],
      [3, '东湖区', '戊幼儿园', null, null, null, ...member('丁')],
    ]);
    expect(read.records.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      ['cell-error'],
      ['block-rejected'],
      [],
    ]);
  });

  test('a lead without a member is a row all the same', async () => {
    const read = await readRows([[1, ...lead, null, null, null, null]]);
    expect(read.records[0]?.values).toMatchObject({ leadName: '甲幼儿园' });
    expect(read.records[0]?.values).not.toHaveProperty('memberName');
    expect(read.records[0]?.cells.memberName).toBe('G3');
  });

  test('a row without a lead at the top of the table is rejected', async () => {
    const read = await readRows([[1, ...blank, ...member('乙')]]);
    expect(read.codes).toEqual(['value-required']);
    expect(read.findings[0]).toMatchObject({ cell: 'C3' });
  });
});

describe('rows that are no data', () => {
  const first = [1, ...lead, ...member('乙')];
  const second = [2, '西岭区', '戊幼儿园', '一类', '公办', '王芳', ...member('丙')];

  test.each<[string, readonly SheetValue[], string[]]>([
    ['小计', ['小计', null, '1所', null, null, null, '1所'], ['subtotal']],
    ['合 计 over a merge', [null, '合 计', null, null, null, null, 12], ['subtotal']],
    ['a total named after its district', ['东湖区小计：2所'], ['subtotal']],
    ['an example', ['例', ...lead, ...member('样板')], ['example']],
    ['an example told by a prefix', ['1', '示例：东湖区', ...lead.slice(1), ...member('样板')], ['example']],
    ['a section heading', ['二、西岭区'], ['note']],
    ['numbering alone', [3], []],
    ['blanks alone', [' ', '\u3000', null, '\n'], []],
  ])('%s', async (_name, row, reasons) => {
    const read = await readRows([first, row, second]);
    expect(read.skipped.map(({ reason }) => reason)).toEqual(reasons);
    expect(pairs(read)).toEqual(['甲幼儿园+乙幼儿园', '戊幼儿园+丙幼儿园']);
    expect(read.codes).toEqual([]);
  });

  test.each([
    [['甲', '乙', '丙', 1, 2, 3]],
    [['1', '2', '3', '4', '5', '6']],
    [[null, null, null, '个', '（人）']],
  ])('the row that keys the columns below the header: %j', async (row) => {
    const rows = [roster, row, ['2137000001', '甲幼儿园', '东湖区', 3]];
    const read = await readSheet(memorySheet(rows));
    expect(read.skipped).toEqual([{ row: 2, reason: 'repeated-header' }]);
    expect(read.records).toHaveLength(1);
    expect(read.codes).toEqual([]);
  });

  test('a stranger’s header further down is no kindergarten', async () => {
    const rows = [
      ['园所名称', '所属区县'],
      ['甲幼儿园', '东湖区'],
      ['姓名', '电话'],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.codes).toEqual(['name-invalid']);
  });

  test.each<[string, SheetValue[][], string[]]>([
    ['a row of the table', [], []],
    ['a blank row', [[]], []],
    ['the header again', [['园所名称', '所属区县', '通讯地址', '班级数']], []],
    ['an example', [['例：XX幼儿园', '东湖区']], ['ditto-without-value']],
    ['a subtotal', [['小计', null, null, 3]], []],
    ['a row that has nothing there', [['丙幼儿园', '东湖区']], ['ditto-without-value']],
    [
      'a value that was rejected',
      [['丙幼儿园', '东湖区', { error: '#REF!' }]],
      ['cell-error', 'block-rejected'],
    ],
  ])('同上 takes from the row right above it: %s', async (_name, between, codes) => {
    const read = await readSheet(
      memorySheet([
        ['园所名称', '所属区县', '通讯地址', '班级数'],
        ['甲幼儿园', '东湖区', '光明路10号', 3],
        ...between,
        ['乙幼儿园', '东湖区', '同上', 4],
      ]),
    );
    expect(read.codes).toEqual(codes);
    expect(read.records.at(-1)?.values.address).toBe(codes.length > 0 ? undefined : '光明路10号');
  });

  test('what breaks a total down is no kindergarten', async () => {
    const rows = [
      ['园所名称', '所属区县', '班级数', '在园幼儿数'],
      ['甲幼儿园', '东湖区', 3, 80],
      ['合计', null, 3, 80],
      ['其中：普惠', null, 1, 80],
      ['平均', null, 3, '80.5'],
      ['其中：普惠', '东湖区', 1, 80],
      ['民办园'],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.skipped).toEqual([3, 4, 5].map((row) => ({ row, reason: 'subtotal' })));
    expect(read.codes).toEqual(['name-invalid', 'name-invalid']);
    expect(read.records.filter(({ findings }) => findings.length === 0)).toHaveLength(1);
  });

  test('no block reaches over a subtotal', async () => {
    const read = await readRows([
      first,
      ['小计', null, '1所'],
      [2, '东湖区', null, null, null, null, ...member('丙')],
    ]);
    expect(read.codes).toEqual(['block-unclear']);
  });

  test('the header pasted again in the middle', async () => {
    const read = await readRows(
      [first, ['云溪市幼儿园联盟名单'], ...header, second],
      ['A4:J4', 'C5:F5', 'G5:J5'],
    );
    expect(read.skipped).toEqual([
      { row: 4, reason: 'note' },
      { row: 5, reason: 'repeated-header' },
      { row: 6, reason: 'repeated-header' },
    ]);
    expect(pairs(read)).toEqual(['甲幼儿园+乙幼儿园', '戊幼儿园+丙幼儿园']);
    expect(read.codes).toEqual([]);
  });

  test('a pasted header in another order is followed, and said', async () => {
    const rows: SheetValue[][] = [
      roster,
      ['2137000001', '甲幼儿园', '东湖区', 3, '13800008000', '是'],
      ['园所名称', '学校标识码', '所属区县', '是否普惠', '班级数'],
      ['乙幼儿园', '2137000002', '东湖区', '否', 6],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.records[1]?.values).toMatchObject({
      name: '乙幼儿园',
      code: '2137000002',
      inclusive: false,
      classes: 6,
    });
    expect(read.codes).toEqual(['header-changed']);
  });

  test('rows below a pasted header that cannot be read are rejected', async () => {
    const rows: SheetValue[][] = [
      roster,
      ['2137000001', '甲幼儿园', '东湖区', 3, '13800008000', '是'],
      ['学校标识码', '简称', '所属区县', '班级数'],
      ['2137000002', '乙', '东湖区', 6],
      roster,
      ['2137000003', '丙幼儿园', '东湖区', 3, null, '是'],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.records.map(({ values, findings }) => [values.name, findings[0]?.code])).toEqual([
      ['甲幼儿园', undefined],
      [undefined, 'header-unreadable'],
      ['丙幼儿园', undefined],
    ]);
  });

  test('data after blank rows', async () => {
    const read = await readRows([first, [], [], [], second]);
    expect(read.records.map(({ row }) => row)).toEqual([3, 7]);
    expect(read.codes).toEqual([]);
  });

  test('notes end the table; what is surely data below is read, and said', async () => {
    const read = await readRows([
      first,
      ['填表说明：'],
      ['1.现类别照批文填写。'],
      ['2.一行一所。', null, '见附件'],
      second,
    ]);
    expect(read.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [4, 'note'],
      [5, 'note'],
      [6, 'note'],
    ]);
    expect(pairs(read)).toEqual(['甲幼儿园+乙幼儿园', '戊幼儿园+丙幼儿园']);
    expect(read.codes).toEqual(['rows-after-end']);
  });
});

describe('footers', () => {
  const rows = [[1, ...lead, ...member('乙')]];
  test.each<[string, SheetValue[][]]>([
    ['in the same cell', [['填报人：邓淇', null, null, null, null, null, '日期：2021年3月16日']]],
    ['in the next cell', [['填报人：', '邓淇', null, null, null, null, '日　期：', '2021.3.16']]],
    ['both in one cell', [['填报人：邓淇      日期：2021-03-16']]],
    [
      'on two rows, without colons',
      [
        ['填表人', '邓淇'],
        ['填报日期', { date: '2021-03-16' }],
      ],
    ],
    [
      'beside other signatures',
      [['审核人：王芳', null, '制表人：邓 淇'.replace(' ', ''), null, '填报时间：20210316']],
    ],
  ])('%s', async (_name, footer) => {
    const read = await readRows([...rows, ...footer]);
    expect(read.footer).toEqual({ reporter: '邓淇', reportDate: '2021-03-16' });
    expect(read.skipped).toEqual([]);
    expect(read.codes).toEqual([]);
  });

  test('unfilled footers say nothing', async () => {
    const read = await readRows([...rows, ['填报人：', null, null, null, null, null, '日期：   年  月  日']]);
    expect(read.footer).toEqual({});
    expect(read.records).toHaveLength(1);
  });

  test('they may stand above the table', async () => {
    const read = await readSheet(
      memorySheet([['联盟名单'], ['填报人：邓淇', null, '填报日期：2021年3月16日'], ...header, ...rows], {
        merges: ['C3:F3', 'G3:J3'],
      }),
    );
    expect(read.footer).toEqual({ reporter: '邓淇', reportDate: '2021-03-16' });
  });
});

describe('cells', () => {
  const read = (row: SheetValue[], options = {}) => readSheet(memorySheet([roster, row], options));

  test('every kind of cell in a row', async () => {
    const { records, codes } = await read([
      { number: 137000001, format: '0000000000' },
      '甲 幼儿园',
      '东湖区',
      { formula: 'SUM(1,2)', value: 3 },
      13800008001,
      true,
    ]);
    expect(records[0]?.values).toEqual({
      code: '0137000001',
      name: '甲幼儿园',
      district: '东湖区',
      classes: 3,
      phone: '13800008001',
      inclusive: true,
    });
    expect(records[0]?.raw.code).toBe('137000001');
    expect(codes).toEqual([]);
  });

  test.each<[SheetValue, string]>([
    [{ error: '#REF!' }, 'cell-error'],
    [{ formula: 'A1+1' }, 'formula-without-value'],
    [{ formula: '_xlfn.DISPIMG("ID_1",1)', value: '=DISPIMG("ID_1",1)' }, 'cell-picture'],
    ['=DISPIMG("ID_1",1)', 'cell-picture'],
  ])('%j → %s', async (cell, code) => {
    const { findings, records } = await read(['2137000001', '甲幼儿园', '东湖区', cell]);
    expect(findings.map((finding) => [finding.code, finding.cell])).toEqual([[code, 'D2']]);
    expect(records[0]?.values.classes).toBeUndefined();
  });

  test('a wrong optional value rejects its row and names the heading', async () => {
    const { findings } = await read(['2137000001', '甲幼儿园', '东湖区', '约3']);
    expect(findings[0]).toMatchObject({
      code: 'integer-invalid',
      severity: 'error',
      sheet: 'Sheet1',
      cell: 'D2',
      value: '约3',
    });
    expect(findings[0]?.message).toContain('班级数');
  });

  test('a ditto outside of blocks takes the value above, and needs one', async () => {
    const sheet = memorySheet([
      roster,
      ['2137000001', '甲幼儿园', '东湖区', 3],
      ['2137000002', '乙幼儿园', '〃', '同上', '〃'],
    ]);
    const { records, codes } = await readSheet(sheet);
    expect(records[1]?.values).toMatchObject({ district: '东湖区', classes: 3 });
    expect(codes).toEqual(['ditto-without-value']);
  });

  test('a value merged over several rows is said by each of them; a record two rows high is one', async () => {
    const rows = [roster, ['2137000001', '甲幼儿园', '东湖区'], ['2137000002', '乙幼儿园']];
    const merged = await readSheet(memorySheet(rows, { merges: ['C2:C3'] }));
    expect(merged.records[1]?.values.district).toBe('东湖区');
    const high = await readSheet(
      memorySheet([roster, ['2137000001', '甲幼儿园', '东湖区'], [], ['2137000002', '乙幼儿园', '西岭区']], {
        merges: ['A2:A3', 'B2:B3', 'C2:C3', 'A4:A5', 'B4:B5'],
      }),
    );
    expect(high.records.map(({ values }) => values.name)).toEqual(['甲幼儿园', '乙幼儿园']);
    expect(high.codes).toEqual([]);
  });

  test('hidden rows are read, and said once', async () => {
    const rows = [roster, ['2137000001', '甲幼儿园'], ['2137000002', '乙幼儿园']];
    const { records, findings } = await readSheet(memorySheet(rows, { hiddenRows: [3] }));
    expect(records).toHaveLength(2);
    expect(findings.map(({ code, message }) => [code, message.includes('第 3 行')])).toEqual([
      ['hidden-rows', true],
    ]);
  });
});

describe('a column of ticks', () => {
  const rows = (...marks: (string | null)[]) =>
    memorySheet([
      roster,
      ...marks.map((mark, index) => [null, `${index}号幼儿园`, '东湖区', 3, null, mark] as SheetValue[]),
    ]);

  test.each<[string, (string | null)[], string[]]>([
    ['ticks and blanks', ['√', null, '是', null], ['yes-no-blank']],
    ['a no as well', ['√', null, '否'], []],
    ['no blank', ['√', '√'], []],
    ['blanks alone', [null, null], []],
    ['something else as well', ['√', null, '部分'], ['yes-no-invalid']],
  ])('%s', async (_name, marks, codes) => {
    const read = await readSheet(rows(...marks), 'roster');
    expect(read.codes).toEqual(codes);
    const notice = read.findings.find(({ code }) => code === 'yes-no-blank');
    if (notice)
      expect([notice.cell, notice.message]).toEqual(['F1', expect.stringMatching(/2 格填.* 2 格空/)]);
  });
});
