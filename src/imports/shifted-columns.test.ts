import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { makeFinding } from '../findings/catalogue.ts';
import { loadDictionaries, loadTable } from '../tables/load.ts';
import type { FieldValue, TableRecord } from '../tables/record.ts';
import { KindWatch } from './mixed-kinds.ts';
import { ShiftWatch } from './shifted-columns.ts';

type Facts = Record<string, FieldValue | null>;

/** What the watch says of a ledger and a sheet that changes it. */
function shifts(ledger: readonly Facts[], sheet: readonly Facts[]): [string, string][] {
  const watch = new ShiftWatch();
  ledger.forEach((known, index) => {
    const given = Object.entries(sheet[index] ?? {}).filter(([, value]) => value !== null);
    const taken = given.flatMap(([field, after]) => {
      const before = known[field] ?? null;
      return before === after ? [] : [{ field, before, after }];
    });
    const row = index + 2;
    const record: TableRecord = {
      row,
      values: Object.fromEntries(given) as TableRecord['values'],
      cells: Object.fromEntries(given.map(([field]) => [field, `${field}${row}`])),
      raw: {},
      findings: [],
    };
    if (taken.length > 0) watch.take(record, taken, known);
  });
  return watch
    .shifted()
    .map(({ field, from }): [string, string] => [field, from])
    .sort();
}

/** A city of kindergartens with figures as they are: a seeded sequence, no randomness. */
function city(count: number): Facts[] {
  return Array.from({ length: count }, (_, index) => {
    const classes = 3 + ((index * 7) % 13);
    const teachers = classes * 2 + (index % 3);
    return {
      classes,
      children: classes * 25 + ((index * 11) % 24),
      staff: teachers + classes,
      teachers,
      preschoolTeachers: teachers - (index % 4),
      category: ['一类', '二类', '三类', '省级示范'][index % 4] ?? '',
      ownership: ['教育部门办', '民办', '集体办'][index % 3] ?? '',
      principal: `园长${index}`,
      isNew: index % 5 === 0,
      isWeak: index % 3 === 0,
    };
  });
}

const each = (facts: readonly Facts[], change: (facts: Facts, index: number) => Facts) =>
  facts.map((one, index) => ({ ...one, ...change(one, index) }));
const number = (value: FieldValue | null | undefined) => Number(value);

describe('columns that carry what another had', () => {
  const ledger = city(30);
  it.each<[string, (facts: Facts, index: number) => Facts, [string, string][]]>([
    [
      'two columns exchanged',
      ({ classes, children }) => ({ classes: children ?? null, children: classes ?? null }),
      [
        ['children', 'classes'],
        ['classes', 'children'],
      ],
    ],
    [
      'figures moved by one',
      ({ classes, children, staff }) => ({
        children: classes ?? null,
        staff: children ?? null,
        teachers: staff ?? null,
        classes: null,
      }),
      [
        ['children', 'classes'],
        ['staff', 'children'],
        ['teachers', 'staff'],
      ],
    ],
    [
      'words exchanged',
      ({ category, ownership }) => ({ category: ownership ?? null, ownership: category ?? null }),
      [
        ['category', 'ownership'],
        ['ownership', 'category'],
      ],
    ],
    [
      'yes and no exchanged',
      ({ isNew, isWeak }) => ({ isNew: isWeak ?? null, isWeak: isNew ?? null }),
      [
        ['isNew', 'isWeak'],
        ['isWeak', 'isNew'],
      ],
    ],
    [
      'exchanged, with the new year’s figures',
      ({ classes, children }, index) => ({
        classes: number(children) + (index % 5),
        children: number(classes) + (index % 2),
      }),
      [
        ['children', 'classes'],
        ['classes', 'children'],
      ],
    ],
    [
      'a part of the rows shifted, as pasted in',
      ({ classes, children }, index) =>
        index < 25
          ? { classes: children ?? null, children: classes ?? null }
          : { classes: number(classes) + 1, children: children ?? null },
      [
        ['children', 'classes'],
        ['classes', 'children'],
      ],
    ],
    [
      'one column copied over another',
      ({ classes }) => ({ children: classes ?? null }),
      [['children', 'classes']],
    ],
  ])('%s', (_name, change, expected) => {
    expect(shifts(ledger, each(ledger, change))).toEqual(expected);
  });

  it('a long stretch is enough in a column that honestly changes elsewhere', () => {
    const large = city(200);
    const sheet = each(large, ({ classes, children }, index) =>
      index >= 100 && index < 130 ? { children: classes ?? null } : { children: number(children) + 3 },
    );
    expect(shifts(large, sheet)).toEqual([['children', 'classes']]);
  });

  it.each<[string, (facts: Facts, index: number) => Facts]>([
    ['every class count raised by one', ({ classes }) => ({ classes: number(classes) + 1 })],
    [
      'a new school year: all figures changed',
      (facts, index) => ({
        classes: number(facts.classes) + (index % 3) - 1,
        children: number(facts.children) + ((index * 13) % 40) - 20,
        staff: number(facts.staff) + (index % 4) - 1,
        teachers: number(facts.teachers) + (index % 3) - 1,
        preschoolTeachers: number(facts.preschoolTeachers) + (index % 2),
      }),
    ],
    ['all teachers are of the profession now', ({ teachers }) => ({ preschoolTeachers: teachers ?? null })],
    ['none is weak any more', () => ({ isWeak: false })],
    ['all become first class', () => ({ category: '一类' })],
    ['new principals', (_facts, index) => ({ principal: `新园长${index}` })],
    [
      'everything doubled',
      (facts) => ({ classes: number(facts.classes) * 2, children: number(facts.children) * 2 }),
    ],
    ['all closed', () => ({ classes: 0, children: 0, staff: 0, teachers: 0 })],
  ])('no alarm: %s', (_name, change) => {
    expect(shifts(ledger, each(ledger, change))).toEqual([]);
  });

  it('four rows prove nothing', () => {
    const few = city(4);
    expect(
      shifts(
        few,
        each(few, ({ classes, children }) => ({ classes: children!, children: classes! })),
      ),
    ).toEqual([]);
  });

  it('exchanged columns are found whatever the figures; figures that wander by themselves are not', () => {
    const kindergarten = fc.record({
      classes: fc.integer({ min: 3, max: 24 }),
      perClass: fc.integer({ min: 15, max: 35 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(kindergarten, {
          minLength: 12,
          maxLength: 60,
          selector: ({ classes, perClass }) => classes * perClass,
        }),
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 60, maxLength: 60 }),
        (drawn, steps) => {
          const before = drawn.map(({ classes, perClass }) => ({ classes, children: classes * perClass }));
          const exchanged = before.map(({ classes, children }) => ({ classes: children, children: classes }));
          if (new Set(before.map(({ classes }) => classes)).size >= 4) {
            expect(shifts(before, exchanged)).toEqual([
              ['children', 'classes'],
              ['classes', 'children'],
            ]);
          }
          const next = before.map(({ classes, children }, index) => ({
            classes: Math.max(1, classes + (steps[index] ?? 0)),
            children: children + 7 * (steps[index] ?? 0),
          }));
          expect(shifts(before, next)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('columns that hold another’s kind of values', () => {
  const table = loadTable('roster', [builtInTemplates()]);
  if (table.kind !== 'list') throw new Error('roster is a list');
  const columns = {
    name: 1,
    longitude: 2,
    latitude: 3,
    ownership: 4,
    category: 5,
    classes: 6,
    principal: 7,
    phone: 8,
  };

  /** Rows in which the fields hold these texts, each with that finding at its cell. */
  function mixed(rows: readonly Record<string, [text: string, code?: Parameters<typeof makeFinding>[0]]>[]) {
    const watch = new KindWatch(table as never, columns, loadDictionaries(table, [builtInTemplates()]));
    rows.forEach((row, index) => {
      const cells = Object.fromEntries(Object.keys(row).map((key) => [key, `${key}${index}`]));
      const findings = Object.entries(row).flatMap(([key, [, code]]) =>
        code ? [makeFinding(code, {}, { cell: `${key}${index}` })] : [],
      );
      const raw = Object.fromEntries(Object.entries(row).map(([key, [text]]) => [key, text]));
      const sound = Object.entries(row).filter(([, [, code]]) => code === undefined);
      const values = Object.fromEntries(sound.map(([key, [text]]) => [key, text]));
      watch.take({ row: index, values, cells, raw, findings });
    });
    return watch.mixed().map(({ field, kind, rows: count }) => [field, kind, count]);
  }
  const times = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, at) => make(at));

  it.each<[string, Parameters<typeof mixed>[0], [string, string, number][]]>([
    [
      'phones under the name',
      times(6, (at) => ({ name: [`1380000800${at}`, 'name-invalid'] })),
      [['name', 'phone', 6]],
    ],
    [
      'longitude and latitude exchanged',
      times(6, (at) => ({
        longitude: [`34.8${at}`, 'coordinates-swapped'],
        latitude: [`117.3${at}`, 'coordinates-swapped'],
      })),
      [
        ['longitude', 'latitude', 6],
        ['latitude', 'longitude', 6],
      ],
    ],
    [
      'words of two dictionaries exchanged',
      times(6, () => ({ category: ['民办', 'term-unknown'], ownership: ['一类', 'term-unknown'] })),
      [
        ['category', 'ownership', 6],
        ['ownership', 'category', 6],
      ],
    ],
    [
      'people under the class count',
      times(6, () => ({ classes: ['邓淇', 'integer-invalid'] })),
      [['classes', 'principal', 6]],
    ],
    [
      'a slip here and there',
      times(20, (at) => (at < 5 ? { classes: ['邓淇', 'integer-invalid'] } : { classes: ['6'] })),
      [],
    ],
    ['what is nobody’s kind', times(9, () => ({ classes: ['约六个', 'integer-invalid'] })), []],
    ['four rows', times(4, () => ({ classes: ['邓淇', 'integer-invalid'] })), []],
  ])('%s', (_name, rows, expected) => {
    expect(mixed(rows)).toEqual(expected);
  });
});
