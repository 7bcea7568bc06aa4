import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fieldNamed, type HandMapping, nearTexts } from './hand-mapping.ts';
import { loadTable, loadTables } from './load.ts';
import { recognise } from './recognise.ts';
import { memorySheet, type SheetValue } from './testing/memory-sheet.ts';
import { builtInTemplates, readSheet } from './testing/read-sheet.ts';

const from = (...pairs: [string, string | null][]): HandMapping[] =>
  pairs.map(([heading, to]) => ({ from: heading, to }));

const form: SheetValue[][] = [
  ['联盟园基本信息', '园所全名', '东湖区阳光幼儿园', null, null, '园所规模', '6个班'],
  [null, '通讯地址', '东湖区人民路1号', null, null, '邮政编码', '277100'],
  [null, '法定代表人', '邓淇', '职务', '园长', '电话', '0632-3312345'],
  [null, '联系人', '李明', '移动电话', '13800008000', '固定电话', '0632-3312346'],
  ['主导园信息', '全名', '东湖区实验幼儿园', null, null, '电话', '0632-3312347'],
  [null, '联系地址', '东湖区文化路2号', null, null, '业务邮箱', 'sy@example.com'],
  ['联盟事宜', '联盟项目内容', '联合教研'],
  [null, '备忘', '无关的话'],
];

describe('fieldNamed', () => {
  test.each([
    ['roster', '园所名称', 'name'],
    ['roster', ' 在园 幼儿数 ', 'children'],
    ['roster', 'children', 'children'],
    ['roster', '幼儿园全称', 'name'],
    ['alliance-list', '主导园>园所名称', 'leadName'],
    ['alliance-list', '主导园·园所名称', 'leadName'],
    ['alliance-list', '联盟园＞现类别', 'memberCategory'],
    ['application', '主导园信息>单位名称', 'leadName'],
    ['application', '业务邮箱', undefined],
    ['alliance-list', '园所名称', undefined],
    ['roster', '占地面积', undefined],
  ])('%s: %s', (table, text, key) => {
    const named = fieldNamed(loadTable(table, builtInTemplates), text);
    expect(named.kind === 'one' ? named.key : undefined).toBe(key);
  });

  test('a name that several fields bear names them', () => {
    expect(fieldNamed(loadTable('alliance-list', builtInTemplates), '园所名称')).toEqual({
      kind: 'several',
      labels: ['主导园>园所名称', '联盟园>园所名称'],
    });
  });

  test('near texts come best first', () => {
    expect(nearTexts('在园人数', ['园长', '在园幼儿数', '班级数'])).toEqual(['在园幼儿数', '园长']);
  });
});

describe('headings told by hand', () => {
  const odd: SheetValue[][] = [
    ['编码', '园的名字', '区', '几个班', '园长', '备注'],
    ['2137000001', '甲幼儿园', '东湖区', 6, '邓淇', '无'],
    ['2137000002', '乙幼儿园', '东湖区', 3, '李明', '无'],
  ];

  test.each<[string, HandMapping[]]>([
    ['by the heading', from(['园的名字', '园所名称'])],
    ['by the letters of the column', from(['B', '园所名称'], ['C', '所属区县'])],
    ['small letters, English keys', from(['b', 'name'], ['d', 'classes'])],
  ])('%s', async (_name, mappings) => {
    const read = await readSheet(memorySheet(odd), undefined, { mappings });
    expect(read.records.map(({ values }) => [values.name, values.principal])).toEqual([
      ['甲幼儿园', '邓淇'],
      ['乙幼儿园', '李明'],
    ]);
    expect(read.locations[0]).toMatchObject({ table: 'roster', layout: '编码|园的名字|区|几个班|园长|备注' });
    expect(read.locations[0]?.byHand?.map(({ cell }) => cell.replace(/\d/g, ''))).toContain('B');
  });

  test('without them the table is not read', async () => {
    expect((await readSheet(memorySheet(odd))).records).toEqual([]);
  });

  test('a column that is not to be read leaves its field to the other one', async () => {
    const rows: SheetValue[][] = [
      ['园名', '单位名称', '所属区县', '班级数'],
      ['甲幼儿园', '乙公司', '东湖区', 1],
    ];
    const open = await readSheet(memorySheet(rows));
    expect(open.codes).toEqual(['column-duplicate']);
    expect(open.question?.choices.map(({ name }) => name)).toEqual([
      'A1“园名”（如 甲幼儿园）',
      'B1“单位名称”（如 乙公司）',
    ]);
    for (const mappings of [
      from(['单位名称', null]),
      from(['A', '园所名称']),
      open.question?.choices[0]?.mappings ?? [],
    ]) {
      const read = await readSheet(memorySheet(rows), undefined, { mappings });
      expect(read.records[0]?.values.name).toBe('甲幼儿园');
    }
  });

  test('what is told goes before what the heading says, and two columns told the same are refused', async () => {
    const rows: SheetValue[][] = [
      ['园所名称', '挂牌名称', '所属区县', '班级数'],
      ['甲公司', '甲幼儿园', '东湖区', 1],
    ];
    const read = await readSheet(memorySheet(rows), undefined, { mappings: from(['挂牌名称', '园所名称']) });
    expect(read.records[0]?.values.name).toBe('甲幼儿园');
    expect(read.codes).toEqual(['heading-unknown']);
    const twice = from(['园所名称', '园所名称'], ['挂牌名称', '园所名称']);
    expect((await readSheet(memorySheet(rows), undefined, { mappings: twice })).codes).toEqual([
      'column-duplicate',
    ]);
  });

  test('paths of two header rows; a repeated header in the middle keeps them', async () => {
    const header: SheetValue[][] = [
      ['序号', '牵头方', null, '参与方', null],
      [null, '哪一所', '现类别', '哪一所', '现类别'],
    ];
    const rows: SheetValue[][] = [
      ['联盟名单'],
      ...header,
      [1, '甲幼儿园', '一类', '乙幼儿园', '二类'],
      ...header,
      [2, '丙幼儿园', '一类', '丁幼儿园', '二类'],
    ];
    const mappings = from(
      ['牵头方>哪一所', '主导园>园所名称'],
      ['参与方>哪一所', '联盟园>园所名称'],
      ['参与方·现类别', '联盟园>现类别'],
    );
    const read = await readSheet(memorySheet(rows, { merges: ['B2:C2', 'D2:E2'] }), undefined, { mappings });
    expect(
      read.records.map(({ values }) => [values.leadName, values.memberName, values.memberCategory]),
    ).toEqual([
      ['甲幼儿园', '乙幼儿园', '二类'],
      ['丙幼儿园', '丁幼儿园', '二类'],
    ]);
    expect(read.skipped.map(({ reason }) => reason)).toEqual(['repeated-header', 'repeated-header']);
  });

  test('a column without any heading is told by its letters', async () => {
    const rows: SheetValue[][] = [
      [null, '所属区县', '班级数', '在园幼儿数'],
      ['甲幼儿园', '东湖区', 3, 90],
    ];
    const read = await readSheet(memorySheet(rows), undefined, { mappings: from(['A', '园所名称']) });
    expect(read.records[0]?.values).toMatchObject({ name: '甲幼儿园', classes: 3 });
  });

  test('remembered: the same headings come again, in whatever rows; others are left alone', async () => {
    const first = await readSheet(memorySheet(odd), undefined, { mappings: from(['园的名字', '园所名称']) });
    const layout = first.locations[0]?.layout ?? '';
    const remembered = [{ table: 'roster', layout, mappings: from(['园的名字', 'name']) }];
    const again = await readSheet(memorySheet([['某区报来'], [], ...odd]), undefined, { remembered });
    expect(again.records.map(({ values }) => values.name)).toEqual(['甲幼儿园', '乙幼儿园']);
    expect(again.locations[0]).toMatchObject({ remembered: true, layout });
    const [heads, ...rest] = odd;
    const other = [[...(heads ?? []), '又一栏'], ...rest];
    expect((await readSheet(memorySheet(other), undefined, { remembered })).records).toEqual([]);
  });

  test('remembered letters never reach a sheet with other headings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(['园长', '园所名称', '所属区县', '班级数', '联系电话'], { minLength: 2 }),
        async (heads) => {
          const remembered = [
            { table: 'roster', layout: '园所名称|园长|备注', mappings: from(['B', 'name']) },
          ];
          const data = [heads, heads.map((head) => (head === '班级数' ? 3 : `某${head}`))];
          const plain = await readSheet(memorySheet(data));
          const read = await readSheet(memorySheet(data), undefined, { remembered });
          expect(read.locations).toEqual(plain.locations);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('labels of a form, with and without their group; what is ignored is no value of its neighbour', async () => {
    const mappings = from(
      ['园所全名', '联盟园基本信息>单位名称'],
      ['主导园信息>全名', '主导园信息>单位名称'],
      ['备忘', null],
    );
    const told = await readSheet(memorySheet(form), undefined, { mappings });
    expect(told.records[0]?.values).toMatchObject({ name: '东湖区阳光幼儿园', leadName: '东湖区实验幼儿园' });
    expect(told.codes).not.toContain('form-unread');
    expect(told.locations[0]?.byHand?.map(({ label }) => label)).toEqual([
      '联盟园基本信息·单位名称',
      '主导园信息·单位名称',
      null,
    ]);
    const { layout = '' } = told.locations[0] ?? {};
    const kept = told.locations[0]?.byHand?.map(({ mapping, key }) => ({ ...mapping, to: key })) ?? [];
    const remembered = [{ table: 'application', layout, mappings: kept }];
    const again = await readSheet(memorySheet(form), undefined, { remembered });
    expect(again.records[0]?.values).toEqual(told.records[0]?.values);
    expect(again.locations[0]?.remembered).toBe(true);
    const plain = await readSheet(memorySheet(form));
    expect(plain.records[0]?.values.name).toBeUndefined();
  });
});

describe('two readings of equal right are refused and can be asked, never guessed', () => {
  const visits = (id: string, titleWord: string) => `id: ${id}
kind: list
name: ${titleWord}
title: ${titleWord}
attachment: ''
titleWords: [${titleWord}]
print: { orientation: landscape, titleSize: 18, headerSize: 11, bodySize: 11, rowHeight: 24 }
parents: {}
columns:
  - { key: host, path: [接待园], synonyms: [园所], type: name, required: true, width: 20 }
  - { key: guest, path: [来访园], synonyms: [园所], type: name, width: 20 }
  - { key: on, path: [日期], synonyms: [], type: date, width: 12 }
footer: []
`;
  const own = (files: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'youlian-own-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'tables'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'tables', name), text);
    return [folder, ...builtInTemplates];
  };
  const folders = () => own({ 'visits.yaml': visits('visits', '来访表') });
  const pair = () => own({ 'a.yaml': visits('a', '甲表'), 'b.yaml': visits('b', '乙表') });

  interface Case {
    readonly name: string;
    readonly rows: SheetValue[][];
    readonly folders: () => string[];
    readonly code: string;
    /** What the finding names: both readings, cells, the option. */
    readonly says: readonly string[];
    readonly choices: readonly string[];
    /** What the first record says once the last choice is taken. */
    readonly reads: Readonly<Record<string, unknown>>;
  }

  const cases: readonly Case[] = [
    {
      name: 'two tables',
      rows: [
        ['接待园', '来访园', '日期'],
        ['甲幼儿园', '乙幼儿园', '2022-03-01'],
      ],
      folders: pair,
      code: 'table-ambiguous',
      says: ['甲表', '乙表', '--table a', '表头第 1 行'],
      choices: ['甲表', '乙表'],
      reads: { table: 'b', host: 1 },
    },
    {
      name: 'two columns for one field',
      rows: [
        ['幼儿园名称', '单位名称', '区县', '班数'],
        ['甲幼儿园', '乙幼儿园', '东湖区', 1],
      ],
      folders: () => builtInTemplates,
      code: 'column-duplicate',
      says: ['园所名称', 'A1、B1', '--map "A=园所名称"'],
      choices: ['A1“幼儿园名称”（如 甲幼儿园）', 'B1“单位名称”（如 乙幼儿园）'],
      reads: { table: 'roster', name: 2 },
    },
    {
      name: 'the leaf of two parents without the parents, not in the official order',
      rows: [
        ['联盟名单'],
        ['园所名称', '园所名称', '现类别', '现类别'],
        ['甲幼儿园', '乙幼儿园', '一类', '二类'],
      ],
      folders: () => builtInTemplates,
      code: 'column-missing',
      says: ['主导园·园所名称', '联盟园·园所名称', 'A2“园所名称”（如 甲幼儿园）', '--map'],
      choices: [],
      reads: {},
    },
    {
      name: 'a heading that fits two fields',
      rows: [
        ['园所', '日期', '来访表'],
        ['甲幼儿园', '2022-03-01'],
      ],
      folders,
      code: 'heading-ambiguous',
      says: ['“接待园”又像“来访园”', '园所', '--map "A=接待园"'],
      choices: ['接待园', '来访园'],
      reads: {},
    },
    {
      name: 'two header rows that fit equally',
      rows: [
        ['园所名称', '园长', '班级数'],
        ['园长', '园所名称', '班级数'],
        ['邓淇', '甲幼儿园', 3],
      ],
      folders: () => builtInTemplates,
      code: 'header-ambiguous',
      says: ['第 1 行、第 2 行', '“园所名称”在 A 列还是 B 列', '--map "A=园所名称" --map "B=园长"'],
      choices: ['第 1 行', '第 2 行'],
      reads: { table: 'roster', name: 2, principal: 1 },
    },
    {
      name: 'a missing column that one of the unread ones may be',
      rows: [
        ['园的名字', '所属区县', '班级数', '在园幼儿数'],
        ['甲幼儿园', '东湖区', 3, 90],
      ],
      folders: () => builtInTemplates,
      code: 'column-missing',
      says: ['A1“园的名字”（如 甲幼儿园）', '--map "园的名字=园所名称"'],
      choices: ['A1“园的名字”（如 甲幼儿园）'],
      reads: { table: 'roster', name: 1 },
    },
  ];

  test.each(cases)('$name', async ({ rows, folders: place, code, says, choices, reads }) => {
    const definitions = loadTables(place());
    const sheet = memorySheet(rows);
    const found = await recognise(sheet, definitions);
    expect(found.locations).toEqual([]);
    expect(found.findings.map((finding) => finding.code)).toEqual([code]);
    const [finding] = found.findings;
    for (const words of says) expect(`${finding?.message}${finding?.remedy}`).toContain(words);
    expect(finding?.cell).toBeDefined();
    if (choices.length > 0) expect(found.question?.choices.map(({ name }) => name)).toEqual(choices);
    const answer = found.question?.choices.at(-1);
    if (!answer || Object.keys(reads).length === 0) return;
    const { table: only, mappings } = answer;
    const settled = await recognise(sheet, definitions, { only, mappings });
    const [location] = settled.locations;
    expect({ table: location?.table, ...location?.columns }).toMatchObject(reads);
  });

  test('where nothing is open, nothing is asked: the printed heading goes before a synonym', async () => {
    const read = await readSheet(
      memorySheet([
        ['单位名称', '园所名称', '区县'],
        ['乙公司', '甲幼儿园', '东湖区'],
      ]),
    );
    expect(read.question).toBeUndefined();
    expect(read.records[0]?.values.name).toBe('甲幼儿园');
  });

  test('two tables of equal score one below the other are no rivals', async () => {
    const read = await readSheet(
      memorySheet([
        ['园所名称', '所属区县', '园长'],
        ['甲幼儿园', '东湖区', '邓淇'],
        [],
        ['职务', '姓名', '单位及职务'],
        ['组长', '邓淇', '云溪市教育局副局长'],
      ]),
    );
    expect(read.locations.map(({ table }) => table)).toEqual(['roster', 'leadership']);
  });
});

describe('confidence', () => {
  test.each<[string, SheetValue[][], number]>([
    [
      'certain: every heading known',
      [
        ['园所名称', '所属区县', '班级数'],
        ['甲幼儿园', '东湖区', 3],
      ],
      1,
    ],
    [
      'a remark that may change the meaning',
      [
        ['园所名称', '所属区县', '在园幼儿数（女）'],
        ['甲', '东湖区', 3],
      ],
      0.83,
    ],
    [
      'foreign headings, and no title that says which table it is',
      [
        ['园所名称', '所属区县', '甲', '乙'],
        ['甲幼儿园', '东湖区', 1, 2],
      ],
      0.75,
    ],
    [
      'foreign headings under a title',
      [['园所信息表'], ['园所名称', '所属区县', '甲', '乙'], ['甲幼儿园', '东湖区', 1, 2]],
      1,
    ],
    [
      'columns told by their order',
      [
        ['联盟名单'],
        ['园所名称', '现类别', '办园性质', '责任人', '园所名称', '现类别', '办园性质', '责任人'],
        ['甲幼儿园', '一类', '公办', '邓淇', '乙幼儿园', '二类', '民办', '李明'],
      ],
      0.6,
    ],
  ])('%s', async (_name, rows, confidence) => {
    const read = await readSheet(memorySheet(rows));
    expect(read.locations[0]?.confidence).toBe(confidence);
  });
});
