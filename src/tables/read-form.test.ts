import { describe, expect, test } from 'vitest';
import { memorySheet, type SheetValue } from './testing/memory-sheet.ts';
import { readSheet } from './testing/read-sheet.ts';

/** The printed form, filled in; blank cells of merges stay out. */
function form(change: (rows: SheetValue[][]) => void = () => {}): SheetValue[][] {
  const rows: SheetValue[][] = [
    ['联盟园\n基本信息', '单位名称', '阳光幼儿园', null, null, '园所规模', '6个班'],
    [null, '通讯地址', '东湖区人民路1号', null, null, '邮政编码', '277100'],
    [null, '法定代表人', '邓 淇', '职务', '园长', '电话', '0632-3312345'],
    [null, '联系人', '李明', '移动电话', '13800008000', '固定电话', '0632-3312346'],
    [null, null, null, null, null, '业务邮箱', 'yg@example.com'],
    ['主导园信息', '单位名称', '东湖区实验幼儿园', null, null, '电话', '0632-3312347'],
    [null, '联系地址', '东湖区文化路2号', null, null, '业务邮箱', 'sy@example.com'],
    ['联盟事宜', '联盟项目内容', '一、联合教研；\n二、跟岗学习。'],
    [null, '预期效果', '一年内提升一类。'],
    ['推荐单位', '东湖区教育和体育局（盖章）'],
    ['推荐意见', '同意推荐。\n\n                （盖章）\n              2021年3月20日'],
  ];
  change(rows);
  return rows;
}
const merges = [
  ...['A1:A5', 'C1:E1', 'C2:E2', 'B4:B5', 'C4:C5', 'D4:D5', 'E4:E5', 'A6:A7', 'C6:E6', 'C7:E7', 'A8:A9'],
  ...['C8:G8', 'C9:G9', 'B10:G10', 'B11:G11'],
];
const shifted = (by: number) =>
  merges.map((range) => range.replace(/\d+/g, (row) => String(Number(row) + by)));
const filled = {
  name: '阳光幼儿园',
  size: '6个班',
  address: '东湖区人民路1号',
  postcode: '277100',
  legalRepresentative: '邓淇',
  post: '园长',
  phone: '0632-3312345',
  contact: '李明',
  mobile: '13800008000',
  landline: '0632-3312346',
  email: 'yg@example.com',
  leadName: '东湖区实验幼儿园',
  leadPhone: '0632-3312347',
  leadAddress: '东湖区文化路2号',
  leadEmail: 'sy@example.com',
  project: '一、联合教研；\n二、跟岗学习。',
  expectedEffect: '一年内提升一类。',
  recommender: '东湖区教育和体育局',
  opinion: '同意推荐。\n\n2021年3月20日',
};

describe('the application form', () => {
  test.each<[string, SheetValue[][], string[]]>([
    ['as printed', form(), merges],
    ['without any merge', form(), []],
    ['below a title', [['附件3'], ['云溪市幼儿园联盟申请表'], [], ...form()], shifted(3)],
    [
      'with words broken inside labels, and colons',
      form((rows) => {
        for (const row of rows) {
          row.forEach((value, column) => {
            if (
              typeof value === 'string' &&
              /^(单位名称|联盟园\n基本信息|电话|业务邮箱|推荐意见)$/.test(value)
            ) {
              row[column] = `${value.slice(0, 2)} ${value.slice(2)}：`;
            }
          });
        }
      }),
      merges,
    ],
    ['moved to the right', form().map((row) => [null, ...row]), []],
  ])('%s', async (_name, rows, ranges) => {
    const read = await readSheet(memorySheet(rows, { merges: ranges }));
    expect(read.locations).toHaveLength(1);
    expect(read.records[0]?.values).toEqual(filled);
    expect(read.codes).toEqual([]);
  });

  test('inserted rows and other wordings', async () => {
    const rows = form((all) => {
      all.splice(2, 0, [null]);
      all.splice(6, 0, []);
      const changed = all.map((row) =>
        row.map((value) => (value === '法定代表人' ? '法人' : value === '邮政编码' ? '邮 编' : value)),
      );
      all.splice(0, all.length, ...changed);
    });
    const read = await readSheet(memorySheet(rows));
    expect(read.records[0]?.values).toEqual(filled);
    expect(read.codes).toEqual([]);
  });

  test('values in the label’s own cell, and below it', async () => {
    const rows: SheetValue[][] = [
      ['联盟园基本信息', '单位名称：阳光幼儿园', null, '园所规模：6个班'],
      [null, '通讯地址：东湖区人民路1号', null, '邮政编码：277100'],
      [null, '法定代表人', '职务', '电话'],
      [null, '邓淇', '园长', '0632-3312345'],
      ['主导园信息', '单位名称：东湖区实验幼儿园', null, '电话：0632-3312347'],
      ['联盟事宜', '联盟项目内容：联合教研'],
      [null, '预期效果：提升'],
    ];
    const read = await readSheet(memorySheet(rows));
    expect(read.records[0]?.values).toMatchObject({
      name: '阳光幼儿园',
      size: '6个班',
      postcode: '277100',
      legalRepresentative: '邓淇',
      post: '园长',
      phone: '0632-3312345',
      leadName: '东湖区实验幼儿园',
      leadPhone: '0632-3312347',
      project: '联合教研',
    });
    expect(read.locations[0]?.labels?.name).toEqual({ label: 'B1', value: 'B1', inLabel: true });
  });

  test('all values below their labels', async () => {
    const rows: SheetValue[][] = [];
    for (const row of form()) {
      const labels = row.map((value, column) => (column % 2 === 1 || column === 0 ? value : null));
      if (row[0] === '推荐单位' || row[0] === '推荐意见') rows.push(row);
      else rows.push(labels, row.map((value, column) => (column % 2 === 0 ? value : null)).slice(1));
    }
    const read = await readSheet(memorySheet(rows));
    expect(read.records[0]?.values).toEqual(filled);
    expect(read.records[0]?.cells).toMatchObject({ name: 'B2', postcode: 'F4' });
    expect(read.codes).toEqual([]);
  });

  test('a text below one blank label is not its value', async () => {
    const rows = form((all) => {
      all[1] = [null, '通讯地址', null, null, null, '邮政编码', '277100'];
      all.splice(2, 0, [null, '请写到门牌号']);
    });
    const read = await readSheet(memorySheet(rows));
    expect(read.records[0]?.values).not.toHaveProperty('address');
    expect(read.codes).toEqual(['form-unread']);
  });

  test('provenance: cells and raw text', async () => {
    const { records } = await readSheet(memorySheet(form(), { merges }));
    expect(records[0]).toMatchObject({
      row: 1,
      cells: { name: 'C1', leadName: 'C6', email: 'G5' },
      raw: { legalRepresentative: '邓 淇' },
    });
  });

  test('several forms on one sheet', async () => {
    const second = form((rows) => {
      rows[0]![2] = '月亮幼儿园';
    });
    const rows = [['申请表'], ...form(), [], ['申请表'], ...second];
    const read = await readSheet(memorySheet(rows, { merges: [...shifted(1), ...shifted(14)] }));
    expect(read.records.map(({ row, values }) => [row, values.name])).toEqual([
      [2, '阳光幼儿园'],
      [15, '月亮幼儿园'],
    ]);
    expect(read.codes).toEqual([]);
  });

  test('room for seal and date says nothing', async () => {
    const rows = form((all) => {
      all[9]![1] = '              （盖章）';
      all[10]![1] = '\n\n       （ 盖 章 ）\n      年   月   日';
    });
    const { records, codes } = await readSheet(memorySheet(rows, { merges }));
    expect(records[0]?.values).not.toHaveProperty('opinion');
    expect(records[0]?.values).not.toHaveProperty('recommender');
    expect(codes).toEqual([]);
  });

  test('a value that reads like a label stays a value', async () => {
    const rows = form((all) => {
      all[2]![4] = '法定代表人';
    });
    const { records, codes } = await readSheet(memorySheet(rows, { merges }));
    expect(records[0]?.values).toMatchObject({ legalRepresentative: '邓淇', post: '法定代表人' });
    expect(codes).toEqual([]);
  });

  test('a value that reads like the label after it', async () => {
    const rows = form((all) => {
      all[2] = [null, '电话', '0632-3312345', '职务', '法人', '法人代表', '邓 淇'];
      all[3] = [null, '联系人', '李明', '0632-3312346', null, '移动电话', '13800008000'];
    });
    const read = await readSheet(memorySheet(rows));
    expect(read.records[0]?.values).toMatchObject({ post: '法人', legalRepresentative: '邓淇' });
    expect(read.codes).not.toContain('label-duplicate');
  });

  test('without group labels the twice-told labels are missing, not guessed', async () => {
    const rows = form((all) => {
      for (const row of all.slice(0, 9)) row[0] = null;
    });
    const { records, codes } = await readSheet(memorySheet(rows));
    expect(records[0]?.values).not.toHaveProperty('name');
    expect(records[0]?.values).not.toHaveProperty('leadName');
    expect(codes).toContain('label-missing');
    expect(codes).toContain('value-required');
  });

  test('a wrong label is missed, and what stood beside it is named', async () => {
    const rows = form((all) => {
      all[0]![1] = '单位全名';
      all[1]![5] = '传真';
    });
    const { findings, records } = await readSheet(memorySheet(rows, { merges }));
    expect(findings.map(({ code }) => code)).toEqual([
      'label-missing',
      'value-required',
      'label-missing',
      'form-unread',
    ]);
    expect(findings.at(-1)?.message).toContain('单位全名、阳光幼儿园');
    expect(findings.at(-1)?.message).toContain('传真');
    expect(records[0]?.values.name).toBeUndefined();
  });

  test('a label twice, or two values beside one, are not chosen between', async () => {
    const twice = form((all) => {
      all[1]![5] = '园所规模';
    });
    const read = await readSheet(memorySheet(twice, { merges }));
    expect(read.codes).toContain('label-duplicate');
    expect(read.records[0]?.values.size).toBeUndefined();
    const duplicate = read.findings.find(({ code }) => code === 'label-duplicate');
    expect(duplicate?.message).toContain('F1、F2');
    expect(duplicate?.remedy).toContain('--map "F1=联盟园基本信息>园所规模"');
    const two = form((all) => {
      all[0]![3] = '月亮幼儿园';
    });
    const unclear = await readSheet(memorySheet(two));
    expect(unclear.codes).toEqual(['form-value-unclear']);
  });

  test('of a label that stands twice the one at the cell that was told is read', async () => {
    const twice = memorySheet(
      form((all) => {
        all[1]![5] = '园所规模';
      }),
      { merges },
    );
    const told = async (from: string, to: string | null) => {
      const read = await readSheet(twice, undefined, { mappings: [{ from, to }] });
      expect(read.codes).not.toContain('label-duplicate');
      return read;
    };
    const plain = (await readSheet(memorySheet(form(), { merges }))).records[0]?.values;
    for (const [from, to] of [
      ['f1', '园所规模'],
      ['F2', null],
    ] as const) {
      expect((await told(from, to)).records[0]?.values).toMatchObject({
        size: plain?.size,
        name: plain?.name,
      });
    }
    const other = await told('F2', '园所规模');
    expect(other.records[0]?.cells.size).toBe('G2');
    expect(other.locations[0]?.byHand).toMatchObject([{ heading: '园所规模', cell: 'F2', key: 'size' }]);
    // What was not chosen is left out, and that is said.
    expect(other.findings.find(({ code }) => code === 'form-unread')?.message).toContain('园所规模');
    // Where something else stands in the cell, it tells nothing.
    const elsewhere = await readSheet(twice, undefined, { mappings: [{ from: 'C1', to: '园所规模' }] });
    expect(elsewhere.locations[0]?.byHand).toBeUndefined();
  });

  test('two forms side by side are refused for their labels, not as blank', async () => {
    const rows = form().map((row) => [
      ...Array.from({ length: 7 }, (_, column) => row[column] ?? null),
      null,
      ...row,
    ]);
    const read = await readSheet(memorySheet(rows));
    expect(read.records[0]?.values).toEqual({});
    expect(read.codes).not.toContain('form-blank');
    expect(read.codes.filter((code) => code === 'label-duplicate')).toHaveLength(19);
  });

  test('a blank form is one error, not nineteen', async () => {
    const labels =
      /^(联盟园\n基本信息|主导园信息|联盟事宜|单位名称|园所规模|通讯地址|邮政编码|法定代表人|职务|电话|联系人|移动电话|固定电话|业务邮箱|联系地址|联盟项目内容|预期效果|推荐单位|推荐意见)$/;
    const rows = form((all) => {
      for (const row of all) {
        row.forEach((value, column) => {
          if (typeof value === 'string' && !labels.test(value)) row[column] = null;
        });
      }
      all[10]![1] = '（盖章）\n年 月 日';
    });
    const { codes } = await readSheet(memorySheet(rows, { merges }));
    expect(codes).toEqual(['form-blank']);
  });

  test('a picture of a seal in the opinion does no harm, elsewhere it is an error', async () => {
    const image = { formula: '_xlfn.DISPIMG("ID_1",1)', value: '=DISPIMG("ID_1",1)' };
    const rows = form((all) => {
      all[10]![1] = image;
      all[0]![2] = image;
    });
    const { codes } = await readSheet(memorySheet(rows, { merges }));
    expect(codes).toEqual(['cell-picture', 'cell-picture-ignored']);
  });
});
