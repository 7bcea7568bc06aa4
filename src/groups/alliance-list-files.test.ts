import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../cli/test-context.ts';
import { run } from '../main.ts';

const city = join(import.meta.dirname, '..', '..', 'fixtures', 'city', 'files');
const lists = ['联盟名单-东湖区.xlsx', '联盟名单-西岭北原.xlsx'].map((name) => join(city, name));
const roster = join(city, '园所信息表.xlsx');

let folder = '';
let day = '2022-09-01';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'youlian-lists-'));
  day = '2022-09-01';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs one command line on a ledger of the folder; gives its exit code and what it printed. */
async function youlian(ledger: string, ...argv: string[]) {
  const now = day;
  const context = testContext(folder, {
    ledgerPath: join(folder, `${ledger}.db`),
    now: () => new Date(`${now}T01:00:00Z`),
  });
  const exit = await run(argv, context);
  return { exit, out: context.out(), err: context.err() };
}

async function json<T>(ledger: string, ...argv: string[]): Promise<T> {
  return JSON.parse((await youlian(ledger, ...argv, '--json')).out) as T;
}

interface GroupRecord {
  readonly name: string;
  readonly lead: string;
  readonly members: readonly string[];
}

interface Imported {
  readonly totals: Record<'read' | 'accepted' | 'rejected' | 'inserted' | 'updated' | 'unchanged', number>;
  readonly files: readonly {
    readonly tables: readonly { readonly findings: readonly { code: string }[] }[];
  }[];
}

const groupsOf = (ledger: string) => json<readonly GroupRecord[]>(ledger, 'group', 'list');

async function init(ledger: string): Promise<void> {
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  const { exit } = await youlian(ledger, 'init', ...office, '--policy', 'zaozhuang-2021', '--yes');
  expect(exit).toBe(0);
}

describe('lists as files', () => {
  it('come in, go out, and come back to the same ledger without a change', async () => {
    await init('one');
    expect((await youlian('one', 'import', roster, ...lists, '--yes')).exit).toBe(0);
    const imported = await groupsOf('one');
    expect(imported).toHaveLength(6);
    const by = (...argv: string[]) => youlian('one', 'group', ...argv, '--yes', '--since', '2022-01-01');
    const [first, second] = imported;
    const others = (await json<readonly { name: string }[]>('one', 'kindergarten', 'list')).map(
      ({ name }) => name,
    );
    const taken = new Set(imported.flatMap(({ lead, members }) => [lead, ...members]));
    const free = (district: string) => others.filter((name) => name.startsWith(district) && !taken.has(name));
    const steps = [
      ['add', '1', free('河口县')[0] ?? ''],
      ['remove', '2', second?.members[0] ?? '', '--reason', '停办'],
      ['edit', '1', '--responsible', `${first?.members[0]}=王小溪`],
      ['edit', '3', '--lead', free('西岭区')[0] ?? ''],
      ['create', '--lead', free('青石县')[0] ?? '', '--tier', 'town'],
      [
        'create',
        '--lead',
        free('云溪市')[0] ?? '',
        '--member',
        free('河口县')[1] ?? '',
        free('东湖区')[0] ?? '',
      ],
    ];
    for (const step of steps) expect(await by(...step)).toMatchObject({ exit: 0 });

    for (const on of ['2022-09-01', '2026-09-01']) {
      day = on;
      const file = `名单-${on}.xlsx`;
      expect((await youlian('one', 'export', 'alliance-list', '--output', file)).exit).toBe(0);
      for (const onConflict of ['fill', 'update', 'fail']) {
        const again = await json<Imported>(
          'one',
          'import',
          join(folder, file),
          '--yes',
          '--on-conflict',
          onConflict,
        );
        const { totals } = again;
        expect(totals).toMatchObject({ rejected: 0, inserted: 0, updated: 0, unchanged: totals.read });
        expect(totals.read).toBeGreaterThan(15);
      }
    }
  });

  it('tell a fresh ledger the same groups', async () => {
    await init('one');
    await youlian('one', 'import', ...lists, '--yes');
    await youlian('one', 'export', 'alliance-list', '--output', '名单.xlsx');
    await init('two');
    expect((await youlian('two', 'import', join(folder, '名单.xlsx'), '--yes')).exit).toBe(0);
    const facts = async (ledger: string) =>
      (await groupsOf(ledger)).map(({ name, lead, members }) => ({ name, lead, members }));
    const named = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect((await facts('two')).sort(named)).toEqual((await facts('one')).sort(named));
  });
});
