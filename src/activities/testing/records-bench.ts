import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { testContext } from '../../cli/test-context.ts';
import type { Context } from '../../context.ts';
import { createGroup } from '../../groups/groups.store.ts';
import { type Sample, sampleInfo, sampleLedger, samplePolicy } from '../../groups/sample-ledger.ts';
import { run } from '../../main.ts';
import { Ledger } from '../../store/ledger.ts';

/** The day on which the tests of records are run. */
const recordsDay = '2026-11-20';

/** Two groups of the sample's kindergartens, from 2026 on. */
export const benchGroups = { east: '东湖区实验幼儿园联盟', west: '西岭区实验幼儿园联盟' } as const;

export interface Played {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface RecordsBench {
  readonly folder: string;
  /** Runs a command line in the folder. */
  play(...words: string[]): Promise<Played>;
  /** The same, with other surroundings: somebody at the keyboard. */
  playWith(changes: Partial<Context>, ...words: string[]): Promise<Played>;
  /** Puts a text file there. */
  write(name: string, text: string): void;
  /** Looks into the ledger. */
  look<T>(work: (ledger: Ledger) => T): T;
  /** Writes into it as one operation. */
  change<T>(work: (ledger: Ledger) => T): Promise<T>;
  readonly ids: Sample['ids'];
  readonly groups: Readonly<Record<keyof typeof benchGroups, number>>;
}

/** A folder with the sample ledger, two groups in it, for the test at hand; gone when it ends. */
export async function recordsBench(): Promise<RecordsBench> {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-活动-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'youlian.db');
  const { ledger, ids } = await sampleLedger({ path, policies: [samplePolicy] });
  const group = (name: string, lead: string, members: readonly string[]) =>
    createGroup(ledger, {
      policyId: samplePolicy,
      tier: 'county',
      name,
      officeId: null,
      cycleStart: '2026-01-01',
      cycleEnd: null,
      validFrom: '2026-01-01',
      origin: 'hand',
      lead: { kindergartenId: ids.get(lead)! },
      members: members.map((each) => ({ kindergartenId: ids.get(each)! })),
    });
  const { result: groups } = await ledger.perform(sampleInfo, () => ({
    east: group(benchGroups.east, '东湖区实验幼儿园', ['东湖区星星幼儿园', '东湖区月亮幼儿园']),
    west: group(benchGroups.west, '西岭区实验幼儿园', ['西岭区小树苗幼儿园']),
  }));
  ledger.close();
  const playWith = async (changes: Partial<Context>, ...words: string[]): Promise<Played> => {
    const now = () => new Date(`${recordsDay}T01:00:00Z`);
    const context = testContext(folder, { now, commandLine: `youlian ${words.join(' ')}`, ...changes });
    const exit = await run(words, context);
    return { exit, out: context.out(), err: context.err() };
  };
  const look = <T>(work: (opened: Ledger) => T): T => {
    const opened = Ledger.open(path);
    try {
      return work(opened);
    } finally {
      opened.close();
    }
  };
  return {
    folder,
    ids,
    groups,
    playWith,
    play: (...words) => playWith({}, ...words),
    write: (name, text) => writeFileSync(join(folder, name), text),
    look,
    change: async (work) => {
      const opened = Ledger.open(path);
      try {
        return (await opened.perform(sampleInfo, () => work(opened))).result;
      } finally {
        opened.close();
      }
    },
  };
}
