import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, testContext } from '../cli/test-context.ts';
import { findOrAddOffice } from '../ledger/offices.store.ts';
import { adoptPolicy } from '../ledger/policies-in-force.store.ts';
import type { NewKindergarten } from '../roster/kindergarten.ts';
import { addKindergarten } from '../roster/roster.store.ts';
import { Ledger, type OperationInfo } from '../store/ledger.ts';

/** A ledger of the invented 云溪市 for the tests of this slice: two districts, a dozen kindergartens. */

export const samplePolicy = 'zaozhuang-2021';

export const sampleInfo: OperationInfo = {
  kind: 'test',
  title: '测试',
  commandLine: 'youlian',
  clerk: '测试',
  at: new Date('2026-01-01T00:00:00Z'),
};

export interface Sample {
  readonly ledger: Ledger;
  /** Office ids by name. */
  readonly offices: Readonly<Record<'云溪市' | '东湖区' | '西岭区', number>>;
  /** Kindergarten ids by name. */
  readonly ids: ReadonlyMap<string, number>;
}

const kindergartens: readonly (NewKindergarten & { readonly at: '云溪市' | '东湖区' | '西岭区' })[] = [
  {
    at: '云溪市',
    name: '云溪市实验幼儿园',
    ownership: '教育部门办',
    category: '省级示范',
    principal: '云一',
  },
  {
    at: '东湖区',
    name: '东湖区实验幼儿园',
    ownership: '教育部门办',
    category: '省级示范',
    principal: '东一',
  },
  { at: '东湖区', name: '东湖区湖滨街道中心幼儿园', ownership: '公办', principal: '东二' },
  { at: '东湖区', name: '东湖区星星幼儿园', ownership: '民办', inclusive: true, category: '二类' },
  { at: '东湖区', name: '东湖区月亮幼儿园', ownership: '民办', inclusive: true, principal: '东四' },
  { at: '东湖区', name: '东湖区太阳花幼儿园', ownership: '公办', isNew: true },
  { at: '西岭区', name: '西岭区实验幼儿园', ownership: '教育部门办', principal: '西一' },
  { at: '西岭区', name: '西岭区小树苗幼儿园', ownership: '民办', inclusive: true },
  { at: '西岭区', name: '西岭区青禾幼儿园', ownership: '民办' },
];

/** Makes the sample at `path` (in memory without one), with the policies given in force. */
export async function sampleLedger(
  options: { path?: string; policies?: readonly string[] } = {},
): Promise<Sample> {
  const ledger = options.path === undefined ? Ledger.inMemory() : Ledger.create(options.path);
  const { result } = await ledger.perform(sampleInfo, () => {
    const city = findOrAddOffice(ledger, { level: 'city', name: '云溪市', parentId: null }).id;
    ledger.prepare('UPDATE office SET is_own = 1 WHERE id = ?').run(city);
    const district = (name: string) => findOrAddOffice(ledger, { level: 'county', name, parentId: city }).id;
    const offices = { 云溪市: city, 东湖区: district('东湖区'), 西岭区: district('西岭区') };
    for (const policy of options.policies ?? [samplePolicy]) adoptPolicy(ledger, policy);
    const ids = new Map(
      kindergartens.map(({ at, ...facts }) => [
        facts.name,
        addKindergarten(ledger, { ...facts, districtId: offices[at] }),
      ]),
    );
    return { offices, ids };
  });
  return { ledger, ...result };
}

/** A context on a fresh folder, off the terminal; with `answer`, somebody is there who answers every question so. */
export function sampleContext(answer?: boolean): TestContext {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-groups-'));
  const context = testContext(folder);
  if (answer === undefined) return context;
  const prompter = { ...context.prompter, confirm: () => Promise.resolve(answer) };
  return { ...context, interactive: true, prompter };
}
