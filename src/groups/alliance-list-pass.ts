import { beginning, type IsoDate, laterDay } from '../common/dates.ts';
import { areaFacts } from '../ledger/office-facts.ts';
import { type Cycle, currentCycle, cycleFor } from '../policy/cycle.ts';
import type { Area } from '../policy/facts.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { tierNamed } from './tier-named.ts';

/** Who was named under a group in this pass. */
export interface NamedMembers {
  readonly kindergartens: Set<number>;
  /** A row of it was rejected: then nobody can say who is missing. */
  incomplete: boolean;
}

/** What the import of lists (联盟名单) remembers during one pass: the policy and its cycle, groups and leads met so far. */
export class AllianceListPass {
  readonly policy: Policy;
  /** The tier that --tier names; null where it is to be told from the lead. */
  readonly tier: string | null;
  readonly cycle: Cycle;
  /** From when groups and members of the list are in force. */
  readonly start: IsoDate;
  /** The day on which the list is held against the ledger. */
  readonly asOf: IsoDate;
  readonly named = new Map<number, NamedMembers>();
  /** Lead's id and what was said of it, by office and name: a merged block says it again on each of its rows. */
  readonly leads = new Map<string, { readonly id: number; readonly said: string }>();
  /** Of the table at hand: lead and member of its rows, its groups with their first row, what need not be said twice. */
  readonly pairs = new Set<string>();
  readonly touched = new Map<number, TableRecord>();
  readonly #told = new Set<string>();
  #area: Area | undefined;

  /** @throws Failure `policy-unknown`, `policy-invalid`, `option-value` */
  constructor(run: ImportRun, policyId: string) {
    this.policy = loadPolicy(policyId, run.templateFolders);
    this.tier = run.tier === null ? null : tierNamed(this.policy, run.tier);
    this.cycle = run.since
      ? cycleFor(this.policy, run.since)
      : (currentCycle(this.policy, run.today) ?? { from: beginning, to: null });
    this.start = run.since ?? this.cycle.from;
    // A list as such speaks of the present; with --since, of that day.
    this.asOf = run.since ?? laterDay(this.start, run.today);
  }

  /** Forgets what belongs to one table only. */
  beginTable(): void {
    this.pairs.clear();
    this.touched.clear();
    this.#told.clear();
  }

  /** True once for each key in each table: for findings that every row of a block would repeat. */
  isNews(key: string): boolean {
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  /** Who was named under a group so far; the row is kept where it is the table's first about it. */
  touch(groupId: number, record: TableRecord): NamedMembers {
    if (!this.touched.has(groupId)) this.touched.set(groupId, record);
    let named = this.named.get(groupId);
    if (!named) {
      named = { kindergartens: new Set(), incomplete: false };
      this.named.set(groupId, named);
    }
    return named;
  }

  /** The places by which leads are known. */
  area(run: ImportRun): Area {
    this.#area ??= areaFacts(run.ledger);
    return this.#area;
  }

  /** Districts may have been entered: the places are read anew when next asked for. */
  forgetArea(): void {
    this.#area = undefined;
  }
}

/** The pass's memory, made at its first use; null where no policy can be told. */
export function allianceListPass(run: ImportRun): AllianceListPass | null {
  if (run.policyId === null) return null;
  const known = run.memory.get('alliance-list');
  if (known instanceof AllianceListPass) return known;
  const pass = new AllianceListPass(run, run.policyId);
  run.memory.set('alliance-list', pass);
  return pass;
}
