import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../tables/record.ts';
import { RowShiftWatch } from './shifted-rows.ts';

type Facts = Readonly<Record<string, FieldValue | null>>;

function watch(ledger: readonly Facts[], sheet: readonly Facts[]) {
  const rows = new RowShiftWatch();
  ledger.forEach((known, index) => {
    const given = Object.entries(sheet[index] ?? {});
    const taken = given.flatMap(([field, after]) => {
      const before = known[field] ?? null;
      return after === null || before === after ? [] : [{ field, before, after }];
    });
    const cells = Object.fromEntries(given.map(([field]) => [field, `${field}${index + 2}`]));
    const record = { row: index + 2, values: {}, cells, raw: {}, findings: [] };
    if (taken.length > 0) rows.take(record, taken, known);
  });
  const found = rows.shifted();
  return found && { side: found.side, rows: found.rows, fields: [...found.fields].sort() };
}

const city = (count: number): Facts[] =>
  Array.from({ length: count }, (_, at) => ({
    classes: 3 + ((at * 7) % 13),
    children: 80 + ((at * 37) % 211),
    category: ['一类', '二类', '三类', '省级示范'][at % 4] ?? '',
    principal: `园长${at}`,
    phone: `139110000${10 + at}`,
  }));

const ledger = city(20);
const moved = (by: number, fields: readonly string[], until = 20) =>
  ledger.map((own, at): Facts => {
    const other = ledger[at + by];
    const values = fields.map((field) => [field, at < until ? (other?.[field] ?? null) : own[field]]);
    return { ...own, ...Object.fromEntries(values) };
  });

describe('rows that slipped against the names', () => {
  it.each<[string, readonly Facts[], ReturnType<typeof watch>]>([
    [
      'one up',
      moved(1, ['children', 'principal', 'phone']),
      { side: 'next', rows: 18, fields: ['children', 'phone', 'principal'] },
    ],
    [
      'one down',
      moved(-1, ['children', 'principal', 'phone']),
      { side: 'previous', rows: 18, fields: ['children', 'phone', 'principal'] },
    ],
    [
      'figures alone',
      moved(1, ['classes', 'children']),
      { side: 'next', rows: 18, fields: ['children', 'classes'] },
    ],
    ['phones alone', moved(1, ['phone']), { side: 'next', rows: 18, fields: ['phone'] }],
    [
      'the first rows of the table',
      moved(1, ['principal', 'phone'], 6),
      { side: 'next', rows: 5, fields: ['phone', 'principal'] },
    ],
  ])('%s', (_name, sheet, expected) => {
    expect(watch(ledger, sheet)).toEqual(expected);
  });

  it.each<[string, readonly Facts[]]>([
    ['three rows prove nothing', moved(1, ['principal', 'phone'], 3)],
    ['one figure of many, by chance', moved(1, ['classes'])],
    ['classes of four kinds', moved(1, ['category'])],
    ['all closed', ledger.map((own) => ({ ...own, classes: 0, children: 0 }))],
    [
      'a new school year',
      ledger.map((own, at) => ({
        ...own,
        classes: Number(own.classes) + 1,
        children: Number(own.children) + ((at * 13) % 31) + 1,
        principal: `新园长${at}`,
      })),
    ],
    [
      'all under one head office',
      ledger.map((own) => ({ ...own, phone: '0632-3312345', principal: '邓淇' })),
    ],
  ])('no alarm: %s', (_name, sheet) => {
    expect(watch(ledger, sheet)).toBeUndefined();
  });
});
