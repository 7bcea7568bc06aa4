import { makeFinding } from '../../../findings/catalogue.ts';
import type { Finding, Place } from '../../../findings/finding.ts';
import type { Lookup } from '../../../roster/find-kindergarten.ts';
import type { Kindergarten } from '../../../roster/kindergarten.ts';
import { nameKey } from '../../../roster/names.ts';
import type { KindergartenPair, Plan, PlanProblem } from '../../plan.ts';
import { notLeadingWord } from './plan-workbook.ts';
import type { EditedRow } from './read-plan-workbook.ts';
import { readWishes, type Wish } from './wish.ts';

/** A demand that a cell puts to the next plan, with the cell it comes from. */
export interface Demand {
  readonly kind: 'pin' | 'together' | 'forbidden' | 'excluded';
  /** Of a pin member and lead; of 不编入 the same twice. */
  readonly pair: KindergartenPair;
  /** As written. */
  readonly text: string;
  readonly place: Place;
}

export interface AppliedWishes {
  readonly problem: PlanProblem;
  readonly demands: readonly Demand[];
  /** What cannot be understood, or not be had, each with its cell. */
  readonly findings: readonly Finding[];
}

interface WishFacts {
  readonly plan: Plan;
  readonly kindergartens: ReadonlyMap<number, Kindergarten>;
  lookUp(text: string): Lookup;
}

/** Why a lead cannot be dismissed in the sheet, by task. */
const notToBeSaid: Readonly<Partial<Record<PlanProblem['task'], string>>> = {
  partition: '划分学区时中心园由程序选定，不能在表里免去；可以用 --leads 指明由哪些园所担任，另做方案',
  regroup: '它的联盟已经生效，不能在表里免去；请先用 youlian group edit 更换主导园，或用 group end 终止',
};

/** Reading one workbook: collects demands and findings row by row. */
class Reading {
  readonly demands: Demand[] = [];
  readonly findings: Finding[] = [];
  readonly notLeading = new Set<number>();
  readonly named = new Set<number>();
  readonly #facts: WishFacts;
  readonly #leadOf: ReadonlyMap<number, number>;
  readonly leads: ReadonlySet<number>;

  constructor(facts: WishFacts) {
    this.#facts = facts;
    const { groups, leadsWithoutGroup } = facts.plan.result;
    this.#leadOf = new Map(
      groups.flatMap(({ leadId, members }) => members.map(({ id }) => [id, leadId] as const)),
    );
    this.leads = new Set([...groups.map(({ leadId }) => leadId), ...leadsWithoutGroup.map(({ id }) => id)]);
  }

  #report(code: Parameters<typeof makeFinding>[0], row: EditedRow, words: Record<string, string> = {}): void {
    this.findings.push(makeFinding(code, { value: row.wish, ...words }, row.place));
  }

  /** The kindergarten a row is about: by its number, else by its name. */
  #rowOf(row: EditedRow): Kindergarten | undefined {
    const known = row.id === null ? undefined : this.#facts.kindergartens.get(row.id);
    if (known) {
      if (row.name !== '' && nameKey(row.name) !== nameKey(known.name)) {
        const words = { value: row.name, name: known.name };
        this.findings.push(makeFinding('plan-row-renamed', words, row.namePlace));
      }
      return known;
    }
    if (row.wish === '') return undefined;
    const lookup = this.#facts.lookUp(row.name);
    if (!lookup.kindergarten) {
      this.findings.push(makeFinding(lookup.code, lookup.parameters, row.namePlace));
    }
    return lookup.kindergarten;
  }

  read(row: EditedRow): void {
    const kindergarten = this.#rowOf(row);
    if (!kindergarten) return;
    if (!row.isLead) this.named.add(kindergarten.id);
    if (row.wish === '') return;
    if (row.isLead) {
      const refusal = notToBeSaid[this.#facts.plan.problem.task];
      if (row.wish.replace(/\s+/gu, '') === notLeadingWord) {
        if (refusal === undefined) this.notLeading.add(kindergarten.id);
        else this.#report('wish-broken', row, { reason: refusal });
      } else this.#report('wish-unclear', row, { expected: `主导园一表只能写“${notLeadingWord}”` });
      return;
    }
    const wishes = readWishes(row.wish);
    if (!wishes) {
      this.#report('wish-unclear', row, {
        expected:
          '可以写：保持、换一个、不编入、主导园的名称、不到某园、与某园一起、不与某园一起，几样用分号隔开',
      });
      return;
    }
    const own = wishes.flatMap((wish) => this.#demandOf(wish, kindergarten, row) ?? []);
    if (this.#contradicts(own)) this.#report('wish-contradictory', row, { name: kindergarten.name });
    else this.demands.push(...own);
  }

  #contradicts(own: readonly Demand[]): boolean {
    const leads = new Set(own.filter(({ kind }) => kind === 'pin').map(({ pair }) => pair[1]));
    const barred = own.filter(({ kind, pair }) => kind === 'forbidden' && leads.has(pair[1]));
    const isExcluded = own.some(({ kind }) => kind === 'excluded');
    return leads.size > 1 || barred.length > 0 || (isExcluded && own.some(({ kind }) => kind !== 'excluded'));
  }

  #demandOf(wish: Wish, { id, name }: Kindergarten, row: EditedRow): Demand | undefined {
    const demand = (kind: Demand['kind'], other: number): Demand => ({
      ...{ kind, pair: [id, other], text: row.wish, place: row.place },
    });
    const lead = this.#leadOf.get(id);
    switch (wish.kind) {
      case 'exclude':
        return demand('excluded', id);
      case 'keep':
      case 'elsewhere':
        if (lead !== undefined) return demand(wish.kind === 'keep' ? 'pin' : 'forbidden', lead);
        this.#report('wish-broken', row, { reason: `“${name}”在这份方案里没有编入，没有现在的主导园` });
        return undefined;
      case 'to':
      case 'not-to': {
        const other = this.#other(row, wish.name, wish.kind === 'to' ? wish.orName : undefined);
        if (!other) return undefined;
        if (this.leads.has(other.id)) return demand(wish.kind === 'to' ? 'pin' : 'forbidden', other.id);
        this.#report('wish-not-lead', row, { name: other.name });
        return undefined;
      }
      case 'with':
      case 'without': {
        const other = this.#other(row, wish.name);
        if (!other) return undefined;
        if (other.id !== id) return demand(wish.kind === 'with' ? 'together' : 'forbidden', other.id);
        this.#report('wish-broken', row, { reason: '写的是同一所园' });
        return undefined;
      }
    }
  }

  #other(row: EditedRow, name: string, orName?: string): Kindergarten | undefined {
    const asWritten = this.#facts.lookUp(name);
    const lookup = asWritten.kindergarten || orName === undefined ? asWritten : this.#facts.lookUp(orName);
    if (lookup.kindergarten) return lookup.kindergarten;
    this.findings.push(makeFinding(lookup.code, lookup.parameters, row.place));
    return undefined;
  }
}

/**
 * The wishes of a workbook as the next forming problem. What the sheet shows replaces what the plan was made with, since
 * it shows all of it; demands about kindergartens that have no row any more are kept.
 */
export function applyWishes(rows: readonly EditedRow[], facts: WishFacts): AppliedWishes {
  const reading = new Reading(facts);
  for (const row of rows) reading.read(row);
  const { demands, notLeading, named, leads } = reading;
  const { problem } = facts.plan;
  return {
    problem: problemWith(withoutNamed(problem, named), demands, { leads, notLeading }),
    demands,
    findings: reading.findings,
  };
}

/** The plan's own problem without what the sheet's rows say anew. */
function withoutNamed(problem: PlanProblem, named: ReadonlySet<number>): PlanProblem {
  const unnamed = (pair: KindergartenPair) => !pair.some((id) => named.has(id));
  return {
    ...problem,
    pins: problem.pins.filter(({ memberId }) => !named.has(memberId)),
    together: problem.together.filter(unnamed),
    forbidden: problem.forbidden.filter(unnamed),
    excluded: problem.excluded.filter((id) => !named.has(id)),
  };
}

function problemWith(
  problem: PlanProblem,
  demands: readonly Demand[],
  { leads, notLeading }: { leads: ReadonlySet<number>; notLeading: ReadonlySet<number> },
): PlanProblem {
  const of = (kind: Demand['kind']) => demands.filter((each) => each.kind === kind).map(({ pair }) => pair);
  return {
    ...problem,
    leads: notLeading.size === 0 ? problem.leads : [...leads].filter((id) => !notLeading.has(id)),
    pins: [...problem.pins, ...of('pin').map(([memberId, leadId]) => ({ memberId, leadId }))],
    together: [...problem.together, ...of('together')],
    forbidden: [...problem.forbidden, ...of('forbidden')],
    excluded: [...new Set([...problem.excluded, ...of('excluded').map(([id]) => id)])],
  };
}

/** The problem without a demand that turned out not to be had. */
export function withoutDemand(problem: PlanProblem, { kind, pair: [one, other] }: Demand): PlanProblem {
  const others = (pair: KindergartenPair) => pair[0] !== one || pair[1] !== other;
  switch (kind) {
    case 'pin':
      return {
        ...problem,
        pins: problem.pins.filter(({ memberId, leadId }) => memberId !== one || leadId !== other),
      };
    case 'together':
      return { ...problem, together: problem.together.filter(others) };
    case 'forbidden':
      return { ...problem, forbidden: problem.forbidden.filter(others) };
    case 'excluded':
      return { ...problem, excluded: problem.excluded.filter((id) => id !== one) };
  }
}
