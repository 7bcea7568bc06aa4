import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, beginning } from '../common/dates.ts';
import { type Revision, reviseVersions, type Version } from './revision.ts';

type Facts = { name: string | null; classes: number | null };

const one = (facts: Facts): Version<Facts>[] => [{ id: 1, validFrom: beginning, validTo: null, facts }];

describe('revising a kindergarten', () => {
  it('fills empty fields in every version, and no others', () => {
    const versions: Version<Facts>[] = [
      { id: 1, validFrom: beginning, validTo: '2022-09-01', facts: { name: '甲', classes: null } },
      { id: 2, validFrom: '2022-09-01', validTo: '2023-09-01', facts: { name: '甲', classes: 6 } },
      { id: 3, validFrom: '2023-09-01', validTo: null, facts: { name: '甲', classes: null } },
    ];
    const { versions: after, changes } = reviseVersions(
      versions,
      { name: '乙', classes: 9 },
      { mode: 'fill' },
    );
    expect(after.map(({ facts }) => facts)).toEqual([
      { name: '甲', classes: 9 },
      { name: '甲', classes: 6 },
      { name: '甲', classes: 9 },
    ]);
    expect(changes).toEqual([{ field: 'classes', before: null, after: 9 }]);
  });

  it('splits the version that holds on the day', () => {
    const { versions } = reviseVersions(
      one({ name: '甲', classes: 6 }),
      { classes: 9 },
      { mode: 'since', since: '2022-09-01' },
    );
    expect(versions).toEqual([
      { id: 1, validFrom: beginning, validTo: '2022-09-01', facts: { name: '甲', classes: 6 } },
      { id: null, validFrom: '2022-09-01', validTo: null, facts: { name: '甲', classes: 9 } },
    ]);
  });

  it('changes in place a version that begins on the day', () => {
    const versions: Version<Facts>[] = [
      { id: 1, validFrom: beginning, validTo: '2022-09-01', facts: { name: '甲', classes: 6 } },
      { id: 2, validFrom: '2022-09-01', validTo: null, facts: { name: '甲', classes: 9 } },
    ];
    const { versions: after } = reviseVersions(
      versions,
      { classes: 12 },
      { mode: 'since', since: '2022-09-01' },
    );
    expect(after).toEqual([versions[0], { ...versions[1], facts: { name: '甲', classes: 12 } }]);
  });

  it('reaches later versions only as long as they held the old value', () => {
    const versions: Version<Facts>[] = [
      { id: 1, validFrom: beginning, validTo: '2022-09-01', facts: { name: '甲', classes: 6 } },
      { id: 2, validFrom: '2022-09-01', validTo: '2023-09-01', facts: { name: '乙', classes: 6 } },
      { id: 3, validFrom: '2023-09-01', validTo: null, facts: { name: '乙', classes: 8 } },
    ];
    const { versions: after } = reviseVersions(
      versions,
      { classes: 7 },
      { mode: 'since', since: '2021-09-01' },
    );
    expect(after.map(({ validFrom, facts }) => [validFrom, facts.classes])).toEqual([
      [beginning, 6],
      ['2021-09-01', 7],
      ['2022-09-01', 7],
      ['2023-09-01', 8],
    ]);
  });

  it('corrects a wrong value for as long as it was held', () => {
    const versions: Version<Facts>[] = [
      { id: 1, validFrom: beginning, validTo: '2022-09-01', facts: { name: '甲', classes: 6 } },
      { id: 2, validFrom: '2022-09-01', validTo: null, facts: { name: '甲', classes: 9 } },
    ];
    const { versions: after } = reviseVersions(
      versions,
      { name: '乙', classes: 10 },
      { mode: 'correct', on: '2023-01-01' },
    );
    expect(after.map(({ facts }) => facts)).toEqual([
      { name: '乙', classes: 6 },
      { name: '乙', classes: 10 },
    ]);
  });

  // The simple model: a value for each field and each of twenty days, and flood fills over equal days.
  const start = '2022-01-01';
  const days = Array.from({ length: 20 }, (_, index) => addDays(start, index));
  const small = fc.option(fc.integer({ min: 0, max: 2 }), { nil: null });
  const day = fc.integer({ min: 0, max: days.length - 1 });
  const step = fc.record({
    mode: fc.constantFrom('fill', 'correct', 'since'),
    day,
    changes: fc.record({ a: small, b: small }, { requiredKeys: [] }),
  });

  it('stays free of gaps and overlaps, and reads on any date as a simple model says', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.record({ a: small, b: small }), (steps, first) => {
        let versions: readonly Version<{ a: number | null; b: number | null }>[] = [
          { id: 1, validFrom: beginning, validTo: null, facts: first },
        ];
        const model = { a: days.map(() => first.a), b: days.map(() => first.b) };
        for (const { mode, day: at, changes } of steps) {
          const on = days[at]!;
          const revision: Revision =
            mode === 'fill' ? { mode } : mode === 'correct' ? { mode, on } : { mode: 'since', since: on };
          versions = reviseVersions(versions, changes, revision).versions;
          for (const [field, value] of Object.entries(changes) as ['a' | 'b', number | null][]) {
            const line = model[field];
            if (mode === 'fill') {
              if (value !== null) model[field] = line.map((each) => each ?? value);
              continue;
            }
            const old = line[at];
            let left = at;
            let right = at;
            if (mode === 'correct') while (left > 0 && line[left - 1] === old) left -= 1;
            while (right + 1 < line.length && line[right + 1] === old) right += 1;
            for (let each = left; each <= right; each += 1) line[each] = value;
          }
        }
        expect(versions[0]?.validFrom).toBe(beginning);
        expect(versions.at(-1)?.validTo).toBeNull();
        for (const [index, version] of versions.slice(1).entries()) {
          expect(version.validFrom).toBe(versions[index]?.validTo);
          expect(version.validFrom > versions[index]!.validFrom).toBe(true);
        }
        for (const [index, on] of days.entries()) {
          const held = versions.find(
            (each) => each.validFrom <= on && (each.validTo === null || on < each.validTo),
          );
          expect(held?.facts).toEqual({ a: model.a[index], b: model.b[index] });
        }
      }),
      { numRuns: 300 },
    );
  });
});
