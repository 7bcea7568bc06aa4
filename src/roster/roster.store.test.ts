import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginning } from '../common/dates.ts';
import { findOrAddOffice } from '../ledger/offices.store.ts';
import { findByName, lookUpKindergarten, resolveKindergarten } from './find-kindergarten.ts';
import type { KindergartenChanges } from './kindergarten.ts';
import { loadMatchIndex } from './match-index.store.ts';
import { type Revision, reviseVersions } from './revision.ts';
import {
  addKindergarten,
  factsOn,
  factVersions,
  findByCode,
  findByCreditCode,
  findByNameKey,
  findKindergarten,
  listKindergartens,
  reviseKindergarten,
} from './roster.store.ts';
import { ledgerOf, operation } from './testing/roster-bench.ts';

const today = '2023-09-01';

describe('kindergartens in the ledger', () => {
  it('are known from the beginning, or from the day given', async () => {
    const ledger = await ledgerOf();
    await ledger.perform(operation, () => {
      addKindergarten(ledger, {
        name: '小太阳幼儿园',
        code: '3799020001',
        creditCode: '91350100M000100Y43',
        inclusive: true,
      });
      addKindergarten(ledger, { name: '新芽幼儿园' }, { validFrom: '2022-09-01' });
    });
    expect(listKindergartens(ledger, '2022-08-31').map(({ name }) => name)).toEqual(['小太阳幼儿园']);
    expect(listKindergartens(ledger, '2022-09-01')).toHaveLength(2);
    expect(findByCode(ledger, '3799020001', '1990-01-01')).toMatchObject({
      id: 1,
      inclusive: true,
      isNew: null,
    });
    expect(findByCreditCode(ledger, '91350100M000100Y43', today).map(({ id }) => id)).toEqual([1]);
    expect(findByNameKey(ledger, '小太阳幼儿园', today, null).map(({ id }) => id)).toEqual([1]);
    expect(findByNameKey(ledger, '小太阳幼儿园', today, 1)).toEqual([]);
    expect(factsOn(ledger, 2, '2020-01-01')?.name).toBe('新芽幼儿园');
    expect(factsOn(ledger, 3, today)).toBeUndefined();
  });

  it('keep their codes apart from what is dated: fill sets an empty one, correct overwrites', async () => {
    const ledger = await ledgerOf();
    await ledger.perform(operation, () => {
      const id = addKindergarten(ledger, { name: '小太阳幼儿园', code: '3799020001' });
      const filled = reviseKindergarten(
        ledger,
        id,
        { code: '3799020009', creditCode: '91350100M000100Y43' },
        { mode: 'fill' },
      );
      expect(filled).toEqual([{ field: 'creditCode', before: null, after: '91350100M000100Y43' }]);
      const corrected = reviseKindergarten(
        ledger,
        id,
        { code: '3799020009' },
        { mode: 'correct', on: today },
      );
      expect(corrected).toEqual([{ field: 'code', before: '3799020001', after: '3799020009' }]);
      expect(reviseKindergarten(ledger, id, { code: '3799020009' }, { mode: 'correct', on: today })).toEqual(
        [],
      );
    });
    expect(findKindergarten(ledger, 1, today)).toMatchObject({ code: '3799020009', validFrom: beginning });
  });

  it('keep the key of each name they bore', async () => {
    const ledger = await ledgerOf();
    await ledger.perform(operation, () => {
      const id = addKindergarten(ledger, { name: '第一幼儿园' });
      reviseKindergarten(ledger, id, { name: '启明星幼儿园' }, { mode: 'since', since: '2022-09-01' });
    });
    expect(findByNameKey(ledger, '一幼儿园', '2022-08-31')).toHaveLength(1);
    expect(findByNameKey(ledger, '启明星幼儿园', '2022-08-31')).toEqual([]);
    expect(findByNameKey(ledger, '启明星幼儿园', today)).toHaveLength(1);
    const index = loadMatchIndex(ledger);
    expect(index.idsByKey('启明星幼儿园')).toEqual([1]);
    expect(index.idsByFormerKey('一幼儿园')).toEqual([1]);
  });

  it('are stored as the pure revision says', async () => {
    const date = fc.constantFrom('2021-09-01', '2022-02-20', '2022-09-01', '2023-02-20');
    const revision: fc.Arbitrary<Revision> = fc.oneof(
      fc.constant<Revision>({ mode: 'fill' }),
      date.map((on): Revision => ({ mode: 'correct', on })),
      date.map((since): Revision => ({ mode: 'since', since })),
    );
    const changes: fc.Arbitrary<KindergartenChanges> = fc.record(
      {
        name: fc.constantFrom('甲幼儿园', '乙幼儿园'),
        classes: fc.option(fc.integer({ min: 3, max: 5 }), { nil: null }),
        inclusive: fc.option(fc.boolean(), { nil: null }),
        principal: fc.option(fc.constantFrom('苏禾', '云舒'), { nil: null }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(changes, revision), { maxLength: 6 }), async (steps) => {
        const ledger = await ledgerOf();
        await ledger.perform(operation, () => {
          const id = addKindergarten(ledger, { name: '甲幼儿园' });
          for (const [given, how] of steps) {
            const expected = reviseVersions(factVersions(ledger, id), given as never, how);
            const done = reviseKindergarten(ledger, id, given, how);
            expect(done).toEqual(expected.changes);
            const plain = (
              versions: readonly { validFrom: string; validTo: string | null; facts: object }[],
            ) => versions.map(({ validFrom, validTo, facts }) => ({ validFrom, validTo, facts }));
            expect(plain(factVersions(ledger, id))).toEqual(plain(expected.versions));
          }
        });
        ledger.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('finding the kindergarten a text means', () => {
  async function sample() {
    const ledger = await ledgerOf();
    await ledger.perform(operation, () => {
      const district = (name: string) => findOrAddOffice(ledger, { level: 'county', name, parentId: 1 }).id;
      const east = district('东湖区');
      const west = district('西岭区');
      addKindergarten(ledger, { name: '实验幼儿园', districtId: east, code: '3799020001' });
      addKindergarten(ledger, { name: '实验幼儿园', districtId: west });
      addKindergarten(ledger, {
        name: '东湖区第一幼儿园',
        districtId: east,
        creditCode: '91350100M000100Y43',
      });
      addKindergarten(ledger, { name: '云溪市实验幼儿园', districtId: 1 });
      addKindergarten(ledger, { name: '金色童年幼儿园', districtId: west });
    });
    return ledger;
  }

  it.each([
    ['金色童年幼儿园', 5],
    ['金色　童年幼儿园', 5],
    ['东湖区第1幼儿园', 3],
    ['金色童年', 5],
    ['实验幼儿园@东湖区', 1],
    ['实验幼儿园＠西岭', 2],
    ['实验幼儿园@市直', 'kindergarten-unknown'],
    ['云溪市实验幼儿园@市直', 4],
    ['3799020001', 1],
    ['91350100m000100y43', 3],
    ['#4', 4],
    ['#40', 'kindergarten-unknown'],
    ['实验幼儿园', 'kindergarten-ambiguous'],
    ['幼儿园', 'kindergarten-ambiguous'],
    ['月亮船幼儿园', 'kindergarten-unknown'],
    ['3799020009', 'kindergarten-unknown'],
    ['', 'kindergarten-unknown'],
  ])('%s → %s', async (text, expected) => {
    const lookup = lookUpKindergarten(await sample(), text, today);
    expect(lookup.kindergarten?.id ?? lookup.code).toBe(expected);
  });

  it('names what is near, and where those of one name are', async () => {
    const ledger = await sample();
    expect(lookUpKindergarten(ledger, '金色童车幼儿园', today).parameters?.near).toContain('金色童年幼儿园');
    expect(lookUpKindergarten(ledger, '实验幼儿园', today).parameters?.candidates).toBe(
      '实验幼儿园（东湖区，#1）、实验幼儿园（西岭区，#2）',
    );
    expect(findByName(ledger, '实验', today)).toHaveLength(3);
    expect(() => resolveKindergarten(ledger, '月亮船', today)).toThrow(/月亮船/);
  });
});
