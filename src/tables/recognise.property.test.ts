import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListDefinition } from './definition.ts';
import { loadTable } from './load.ts';
import { memorySheet, type SheetValue } from './testing/memory-sheet.ts';
import { builtInTemplates, readSheet } from './testing/read-sheet.ts';

const list = (id: string) => loadTable(id, builtInTemplates) as ListDefinition;
const roster = list('roster');
const alliance = list('alliance-list');

/** Blanks and line breaks strewn into a heading, brackets of either width. */
const strewn = (text: string) =>
  fc
    .tuple(
      fc.array(fc.constantFrom('', '', '', ' ', '\u3000', '\n', '\u00a0'), {
        minLength: text.length,
        maxLength: text.length,
      }),
      fc.boolean(),
      fc.constantFrom('', '', '：', ':', '*'),
    )
    .map(([blanks, narrow, end]) => {
      const spread = [...text].map((sign, index) => sign + (blanks[index] ?? '')).join('');
      return (narrow ? spread.replaceAll('（', '(').replaceAll('）', ')') : spread) + end;
    });

/** Values that are right for a column and tell which column they were meant for. */
const sample: Readonly<Record<string, SheetValue>> = {
  code: '2137000001',
  creditCode: '91350100M000100Y43',
  name: '甲幼儿园',
  district: '东湖区',
  town: '某街道',
  address: '人民路1号',
  longitude: 117.3,
  latitude: 34.8,
  ownership: '民办',
  inclusive: '是',
  category: '一类',
  isNew: '否',
  isWeak: '否',
  buildState: '在办',
  classes: 3,
  children: 91,
  staff: 12,
  teachers: 7,
  preschoolTeachers: 6,
  middleTitles: 2,
  seniorTitles: 1,
  principal: '邓淇',
  phone: '13800008000',
};

const extras = ['备注', '占地面积', '邮政编码', '微机数量', '办园理念'];

/** Roster columns in any order, some left out, each in any of its wordings, with strangers between them. */
const rosterLayout = fc
  .tuple(
    fc.shuffledSubarray(
      roster.columns.map((column) => column.key),
      { minLength: 5 },
    ),
    fc.shuffledSubarray(extras),
    fc.integer({ min: 0, max: 6 }),
  )
  .chain(([keys, strangers, above]) =>
    fc.record({
      above: fc.constant(above),
      columns: fc.tuple(
        ...keys.map((key) => {
          const column = roster.columns.find((each) => each.key === key);
          const wordings = [column?.path.at(-1) ?? '', ...(column?.synonyms ?? [])];
          return fc
            .constantFrom(...wordings)
            .chain((wording) => strewn(wording).map((heading) => ({ key, heading })));
        }),
      ),
      strangers: fc.constant(strangers),
    }),
  );

describe('recognition, however the columns stand', () => {
  test('a roster’s columns are mapped right, or the sheet is refused', async () => {
    await fc.assert(
      fc.asyncProperty(rosterLayout, async ({ above, columns, strangers }) => {
        const all = [
          ...columns.map(({ key, heading }) => ({ heading, value: sample[key] ?? null })),
          ...strangers.map((heading) => ({ heading, value: '别的' as SheetValue })),
        ];
        const rows: SheetValue[][] = [
          ...Array.from({ length: above }, (_, index) => (index === 0 ? ['园所信息表'] : [])),
          all.map(({ heading }) => heading),
          all.map(({ value }) => value),
        ];
        const read = await readSheet(memorySheet(rows));
        if (!columns.some(({ key }) => key === 'name')) {
          expect(read.records).toEqual([]);
          return;
        }
        expect(read.codes.filter((code) => code !== 'heading-unknown')).toEqual([]);
        const values = read.records[0]?.values ?? {};
        expect(Object.keys(values).sort()).toEqual(columns.map(({ key }) => key).sort());
        for (const { key } of columns) {
          const expected = sample[key] === '是' ? true : sample[key] === '否' ? false : sample[key];
          expect(values[key]).toEqual(expected);
        }
      }),
      { numRuns: 120 },
    );
  });

  test('a list’s columns are told by their parents, whatever the parents are called and in whatever order they stand', async () => {
    const side = (parent: '主导园' | '联盟园') =>
      fc
        .shuffledSubarray(
          alliance.columns.filter((column) => column.path[0] === parent).map((column) => column.key),
          { minLength: 1 },
        )
        .chain((keys) =>
          fc.record({
            parent: fc.constantFrom(parent, ...(alliance.parents[parent] ?? [])).chain(strewn),
            leaves: fc.tuple(
              ...keys.map((key) => {
                const column = alliance.columns.find((each) => each.key === key);
                return fc
                  .constantFrom(column?.path.at(-1) ?? '', ...(column?.synonyms ?? []))
                  .chain((wording) => strewn(wording).map((heading) => ({ key, heading })));
              }),
            ),
          }),
        );
    await fc.assert(
      fc.asyncProperty(
        side('主导园'),
        side('联盟园'),
        fc.boolean(),
        fc.constantFrom('merged', 'bare', 'flattened' as const),
        fc.boolean(),
        async (leadSide, memberSide, membersFirst, style, numbered) => {
          const sides = membersFirst ? [memberSide, leadSide] : [leadSide, memberSide];
          const keys = sides.flatMap(({ leaves }) => leaves.map(({ key }) => key));
          const values = keys.map((key) =>
            key.endsWith('Name')
              ? `${key}幼儿园`
              : key.endsWith('Responsible')
                ? key === 'leadResponsible'
                  ? '甲乙'
                  : '丙丁'
                : '公办',
          );
          const front: SheetValue[] = numbered ? ['序号'] : [];
          const first = numbered ? 2 : 1;
          const rows: SheetValue[][] = [];
          const merges: string[] = [];
          if (style === 'flattened') {
            rows.push([
              ...front,
              ...sides.flatMap(({ parent, leaves }) => leaves.map(({ heading }) => parent + heading)),
            ]);
          } else {
            const top: SheetValue[] = [...front];
            let column = first;
            for (const { parent, leaves } of sides) {
              top.push(parent, ...leaves.slice(1).map(() => null));
              const letter = (at: number) => String.fromCharCode(64 + at);
              if (style === 'merged' && leaves.length > 1) {
                merges.push(`${letter(column)}1:${letter(column + leaves.length - 1)}1`);
              }
              column += leaves.length;
            }
            if (style === 'merged' && numbered) merges.push('A1:A2');
            rows.push(top, [
              ...front.map(() => null),
              ...sides.flatMap(({ leaves }) => leaves.map(({ heading }) => heading)),
            ]);
          }
          rows.push([...front.map(() => 1), ...values]);
          const read = await readSheet(memorySheet(rows, { merges }), 'alliance-list');
          const complete = keys.includes('leadName') && keys.includes('memberName');
          if (!complete) {
            expect(read.records).toEqual([]);
            expect(read.codes.some((code) => code === 'column-missing' || code === 'table-unknown')).toBe(
              true,
            );
            return;
          }
          expect(read.records).toHaveLength(1);
          const record = read.records[0]?.values ?? {};
          expect(record.leadName).toBe('leadName幼儿园');
          expect(record.memberName).toBe('memberName幼儿园');
          if (keys.includes('leadResponsible')) expect(record.leadResponsible).toBe('甲乙');
          if (keys.includes('memberResponsible')) expect(record.memberResponsible).toBe('丙丁');
        },
      ),
      { numRuns: 150 },
    );
  });

  test('rows are read, skipped or blank: none is lost', async () => {
    const data: SheetValue[] = [
      1,
      '东湖区',
      '甲幼儿园',
      '一类',
      '公办',
      '邓淇',
      '乙幼儿园',
      '二类',
      '民办',
      '李明',
    ];
    const kinds: Readonly<Record<string, SheetValue[]>> = {
      data,
      blank: [],
      numbering: [7],
      subtotal: ['小计', null, '1所'],
      example: ['例', ...data.slice(1)],
      header: [
        '序号',
        '区（市）',
        '主导园名称',
        '主导园类别',
        '主导园性质',
        '主导园园长',
        '联盟园名称',
        '联盟园类别',
        '联盟园性质',
        '联盟园园长',
      ],
      note: ['说明：照实填写。'],
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(kinds)), { maxLength: 14 }), async (order) => {
        const rows = [kinds.header ?? [], ...order.map((kind) => kinds[kind] ?? [])];
        const read = await readSheet(memorySheet(rows));
        const count = (kind: string) => order.filter((each) => each === kind).length;
        expect(read.records).toHaveLength(count('data'));
        expect(read.skipped).toHaveLength(
          count('subtotal') + count('example') + count('header') + count('note'),
        );
        for (const record of read.records) expect(record.values.memberName).toBe('乙幼儿园');
      }),
      { numRuns: 120 },
    );
  });
});
