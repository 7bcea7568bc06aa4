import { describe, expect, it } from 'vitest';
import { findListed, type ListedKindergarten, putListed } from './listed.ts';
import { listKindergartens } from './roster.store.ts';
import {
  importRows,
  ledgerOf,
  operation,
  type RunSettings,
  recordOf,
  runOn,
} from './testing/roster-bench.ts';

const today = '2023-09-01';
const names = { name: 'memberName', category: 'memberCategory', ownership: 'memberOwnership' } as const;

async function sample() {
  const ledger = await ledgerOf();
  await importRows(ledger, [
    { code: '3799020001', name: '东湖区实验幼儿园', district: '东湖区', category: '省级示范' },
    { name: '小太阳幼儿园', district: '东湖区' },
    { name: '小太阳幼儿园', district: '西岭区' },
    { name: '金色童年幼儿园', district: '西岭区' },
  ]);
  return ledger;
}

/** Takes kindergartens from a list in one operation. */
async function take(listed: ListedKindergarten[], settings: RunSettings = {}) {
  const ledger = await sample();
  const run = runOn(ledger, settings);
  const record = recordOf({ memberName: '', memberCategory: '', memberOwnership: '' });
  const { result } = await ledger.perform(operation, () =>
    listed.map((each) => {
      const found = findListed(each, run, record, names);
      return found === 'rejected' ? found : putListed(found, run, record, names);
    }),
  );
  return { ledger, run, result, findings: run.findings.map(({ code, cell }) => [code, cell]) };
}

describe('kindergartens of lists and forms', () => {
  it('are found within the district of the list', async () => {
    const { result } = await take([
      { name: '小太阳幼儿园', districtHint: '西岭区' },
      { name: '小太阳幼儿园', district: '东湖区' },
    ]);
    expect(result).toMatchObject([
      { kind: 'unchanged', id: 3, target: { id: 3, fields: [] } },
      { kind: 'unchanged', id: 2 },
    ]);
  });

  it('are found anywhere for a list of the city', async () => {
    const { result } = await take([
      { name: '金色童年幼儿园', districtHint: '市直' },
      { name: '金色童年幼儿园' },
    ]);
    expect(result).toMatchObject([{ id: 4 }, { id: 4 }]);
  });

  it('are asked about where a district’s list names another district’s', async () => {
    const { result, run } = await take([{ name: '金色童年幼儿园', districtHint: '东湖区' }]);
    expect(result).toEqual(['rejected']);
    expect(run.asked).toMatchObject([
      { field: 'memberName', district: '东湖区', candidates: [{ kindergartenId: 4 }] },
    ]);
  });

  it('are asked about where several have the name', async () => {
    const { result, run } = await take([{ name: '小太阳幼儿园' }]);
    expect(result).toEqual(['rejected']);
    expect(run.asked[0]?.candidates).toHaveLength(2);
  });

  it('are added where the roster lacks them, with what is said of them, once', async () => {
    const { ledger, result } = await take([
      { name: '新芽幼儿园', districtHint: '东湖区', ownership: '普惠性民办', category: '二类' },
      { name: '新芽幼儿园', districtHint: '东湖区', ownership: '普惠性民办', category: '二类' },
      { name: '西岭区月亮船幼儿园' },
      { name: '启明星幼儿园', districtHint: '市直' },
    ]);
    expect(result).toMatchObject([
      {
        kind: 'inserted',
        target: {
          table: 'kindergarten',
          id: 5,
          fields: expect.arrayContaining(['memberName', 'memberCategory', 'memberOwnership']),
        },
      },
      { kind: 'unchanged', id: 5 },
      { kind: 'inserted', id: 6 },
      { kind: 'inserted', id: 7 },
    ]);
    const added = listKindergartens(ledger, today).filter(({ id }) => id > 4);
    expect(
      added.map(({ name, district, ownership, inclusive }) => [name, district, ownership, inclusive]),
    ).toEqual([
      ['新芽幼儿园', '东湖区', '民办', true],
      ['西岭区月亮船幼儿园', '西岭区', null, null],
      ['启明星幼儿园', null, null, null],
    ]);
  });

  it('keep what the roster says, and fill what it does not', async () => {
    const { result, findings } = await take([
      { name: '东湖区实验幼儿园', category: '一类', ownership: '教育部门办' },
    ]);
    expect(result).toMatchObject([{ kind: 'updated', id: 1, target: { fields: ['memberOwnership'] } }]);
    expect(findings).toEqual([['conflict-kept', 'C2']]);
  });

  it('are not written while only looked for', async () => {
    const ledger = await sample();
    const run = runOn(ledger);
    const { changes, result } = await ledger.perform(operation, () =>
      findListed({ name: '新芽幼儿园', district: '南浦区' }, run, recordOf({ memberName: '' }), names),
    );
    expect(result).toMatchObject({ id: null });
    expect(changes).toBe(0);
  });
});
