import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testContext } from '../../../cli/test-context.ts';
import { createGroup } from '../../../groups/groups.store.ts';
import { sampleInfo, sampleLedger } from '../../../groups/sample-ledger.ts';
import { run } from '../../../main.ts';
import { Ledger } from '../../../store/ledger.ts';

interface Played {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface EvaluationBench {
  readonly folder: string;
  play(...words: string[]): Promise<Played>;
  /** Runs `evaluate import … --json` and gives what it printed. */
  take(...words: string[]): Promise<{ exit: number; err: string; record: ImportRecord }>;
  change<T>(work: (ledger: Ledger) => T): Promise<T>;
  look<T>(work: (ledger: Ledger) => T): T;
  /** Names of the workbooks in a folder of the bench. */
  books(folder: string): string[];
  remove(): void;
}

/** What `evaluate import --json` prints, as far as the tests read it. */
interface ImportRecord {
  readonly operation: number | null;
  readonly subjects: readonly {
    readonly name: string;
    readonly role: string;
    readonly group: string;
    readonly total: number;
    readonly grade: string;
    readonly cell: { readonly file: string; readonly sheet: string; readonly address: string } | null;
    readonly missing: readonly string[];
  }[];
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly file: string | null;
    readonly sheet: string | null;
    readonly cell: string | null;
    readonly value: string | null;
  }[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Names of the bench's groups. */
export const eastGroup = '东湖区实验幼儿园联盟';
export const westGroup = '西岭区实验幼儿园联盟';

/** A folder with a ledger of the invented 云溪市 and two groups under a policy; remove it when done. */
export async function evaluationBench(
  policyId = 'zaozhuang-2021',
  day = '2026-12-20',
): Promise<EvaluationBench> {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-考核-'));
  const { ledger, ids } = await sampleLedger({ path: join(folder, 'youlian.db'), policies: [policyId] });
  const group = (name: string, lead: string, members: readonly string[]) =>
    createGroup(ledger, {
      policyId,
      tier: null,
      name,
      officeId: null,
      cycleStart: '2025-01-01',
      cycleEnd: '2027-12-31',
      validFrom: '2025-01-01',
      origin: 'hand',
      lead: { kindergartenId: ids.get(lead)! },
      members: members.map((each) => ({ kindergartenId: ids.get(each)! })),
    });
  await ledger.perform(sampleInfo, () => {
    group(eastGroup, '东湖区实验幼儿园', ['东湖区星星幼儿园', '东湖区月亮幼儿园']);
    group(westGroup, '西岭区实验幼儿园', ['西岭区小树苗幼儿园']);
  });
  ledger.close();
  const play = async (...words: string[]): Promise<Played> => {
    const now = () => new Date(`${day}T01:00:00Z`);
    const context = testContext(folder, { now, commandLine: `youlian ${words.join(' ')}` });
    const exit = await run(words, context);
    return { exit, out: context.out(), err: context.err() };
  };
  return {
    folder,
    play,
    async take(...words) {
      const { exit, out, err } = await play('evaluate', 'import', ...words, '--json', '--yes');
      if (out === '') throw new Error(`nothing printed, exit ${exit}: ${err}`);
      return { exit, err, record: JSON.parse(out) as ImportRecord };
    },
    async change(work) {
      const opened = Ledger.open(join(folder, 'youlian.db'));
      try {
        return (await opened.perform(sampleInfo, () => work(opened))).result;
      } finally {
        opened.close();
      }
    },
    look(work) {
      const opened = Ledger.open(join(folder, 'youlian.db'));
      try {
        return work(opened);
      } finally {
        opened.close();
      }
    },
    books: (within) => readdirSync(join(folder, within)).sort(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
