import { Failure } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import { rulesOf, sizeBounds } from '../../policy/eligibility.ts';
import { sectorOf } from '../../policy/lead-tier.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { SolvingLimits } from '../forming/constrained.ts';
import { byIdentityCode, wishesToHeed } from '../forming/forming-problem.ts';
import { goalsMet } from '../forming/goals.ts';
import type { Proposal, ProposalInput, ProposedGroup, Unplaced } from '../forming/proposal.ts';
import { type FormingFacts, type ProposalWish, proposalInput } from '../forming-facts.ts';
import { leadsByPolicy, noLead } from '../leads-available.ts';
import type { PlanGoal, PlanResult } from '../plan.ts';
import { leadsGiven, refuseContradictions, warnOfUnfitPins } from '../proposal-checks.ts';
import { previousGroups, resultOf } from '../proposal-result.ts';
import { type Area, areaIdOf, areasOf, shareDistricts } from './areas.ts';
import { partitionGoals } from './partition-goals.ts';
import type { PartitionAnswer } from './problem.ts';
import { refusePins } from './refuse-pins.ts';
import { solvePartition } from './solve.ts';
import { type AreaTask, stateArea } from './state-area.ts';
import type { SearchLimits } from './watch.ts';

/**
 * Divides everybody who is in no group yet into districts (学区) around chosen centres, area by area: as many as the
 * clerk says, else the fewest that hold everybody; the total distance, with what unmet wishes and mixes cost, is least
 * or as near to it as is said.
 * @param warn told of leads, pins and coordinates that do not fit or cannot serve
 * @throws Failure `lead-none`, `leads-serving`, `count-too-large`, `pin-contradiction`, `demand-contradiction` (exit 1): nothing to propose
 */
export async function partitionGroups(
  ledger: Ledger,
  wish: ProposalWish,
  facts: FormingFacts,
  warn: (finding: Finding) => void,
  limits: SolvingLimits,
): Promise<PlanResult> {
  const { problem } = wish;
  const { policy, open, serving, rules } = facts;
  const within = policy.forming.task === 'partition' ? policy.forming.within : 'district';
  const named = [...new Set([...(problem.leads ?? []), ...problem.pins.map((pin) => pin.leadId)])];
  const fixed = leadsGiven(named, facts, warn);
  const byPolicy = leadsByPolicy(open, facts.leadRules, warn);
  const leads = [...new Set([...fixed.free, ...byPolicy.free])].sort(byIdentityCode);
  if (leads.length === 0) throw noLead([...fixed.fit, ...byPolicy.fit], facts.leadRules);

  const mayServe = new Set(leads.map((each) => each.id));
  const pinned = new Set(problem.pins.map((pin) => pin.memberId));
  const undetermined: Unplaced[] = [];
  const everybody = open.filter((kindergarten) => {
    if (serving.has(kindergarten.id)) return false;
    const fits = rules.memberFits(kindergarten);
    if (fits.outcome === 'yes' || pinned.has(kindergarten.id) || mayServe.has(kindergarten.id)) return true;
    if (fits.outcome === 'unknown') undetermined.push({ kindergarten, reason: fits.reason });
    return false;
  });
  const input = proposalInput(ledger, wish, facts, { leads, candidates: everybody }, warn);
  refusePins(input, fixed.free, capacityOf(facts, everybody.length));
  refuseContradictions(input, facts);
  warnOfUnfitPins(problem.pins, open, rules, warn);

  const offices = listOffices(ledger);
  const levels = new Map(offices.map((office) => [office.id, office]));
  const elsewhere = new Map(
    problem.pins.flatMap(({ memberId, leadId }) => {
      const lead = leads.find((each) => each.id === leadId);
      const area = lead ? areaIdOf(lead, within, levels) : null;
      return area === null ? [] : [[memberId, area] as const];
    }),
  );
  const divided = areasOf([...everybody].sort(byIdentityCode), within, offices, elsewhere);
  const solved = await solveAreas(divided.areas, { input, facts, fixed: fixed.free, limits });
  const proposal: Proposal = {
    ...solved,
    undetermined: [...undetermined, ...divided.undetermined],
    leadsWithoutGroup: [],
    pinsBroken: [],
  };
  const { lower } = boundsOf(facts);
  const bounds = { lower: Math.max(0, lower - 1), upper: rules.bounds.upper };
  const judged = { ...input, maxLeads: null, rules: { ...rules, bounds } };
  return {
    ...resultOf(proposal),
    ...{ solver: 'lagrangian', stopped: solved.stopped },
    goals: [
      ...goalsMet(proposal, judged, facts.words),
      ...partitionGoals(proposal, facts, { within, levels }, problem.maxLeads),
      ...locatedGoal(proposal, input, facts, new Set(fixed.free.map(({ id }) => id))),
    ],
    previous: previousGroups(facts),
  };
}

/** Kindergartens in a district, the centre among them; `lower` is 0 where the policy asks for none. */
function boundsOf({ policy, tier, rules }: FormingFacts): { readonly lower: number; readonly upper: number } {
  const { lower } = sizeBounds(policy, tier);
  return { lower: lower === null ? 0 : rules.bounds.lower + 1, upper: rules.bounds.upper + 1 };
}

const capacityOf = (facts: FormingFacts, size: number) => Math.min(boundsOf(facts).upper, Math.max(1, size));

interface Solving {
  readonly input: ProposalInput;
  readonly facts: FormingFacts;
  /** Centres that the clerk has named. */
  readonly fixed: readonly Kindergarten[];
  readonly limits: SolvingLimits;
}

type Solved = Pick<Proposal, 'groups' | 'unassigned' | 'total' | 'penalty' | 'bound' | 'proven'> & {
  readonly stopped: boolean;
};

async function solveAreas(areas: readonly Area[], solving: Solving): Promise<Solved> {
  const { input, facts, fixed, limits } = solving;
  const eligible = new Set(input.leads.map((each) => each.id));
  const named = new Set(fixed.map((each) => each.id));
  const inArea = ({ kindergartens }: Area, ids: ReadonlySet<number>) =>
    kindergartens.filter((each) => ids.has(each.id));
  const needs = areas.map((area) => {
    const size = area.kindergartens.length;
    const forAll = Math.ceil(size / capacityOf(facts, size));
    return {
      ...{ size, eligible: inArea(area, eligible).length },
      fewest: Math.max(1, forAll, inArea(area, named).length),
    };
  });
  const counts = shareDistricts(needs, input.maxLeads ?? null);
  refuseCount(input.maxLeads ?? null, needs, facts);
  const groups: ProposedGroup[] = [];
  const unassigned: Unplaced[] = [];
  const sum = { total: 0, penalty: 0, bound: 0, proven: true, stopped: false };
  let waiting = areas.reduce((all, area) => all + area.kindergartens.length, 0);
  for (const [index, area] of areas.entries()) {
    const size = area.kindergartens.length;
    const seconds = ((limits.remaining?.() ?? Infinity) * size) / waiting;
    waiting -= size;
    const part = await solveArea(
      area,
      counts[index] as number,
      { ...solving, named, eligible },
      searchLimits(limits, seconds),
    );
    groups.push(...part.groups);
    unassigned.push(...part.unassigned);
    sum.total += part.total;
    sum.penalty += part.penalty;
    sum.bound += part.bound;
    sum.proven &&= part.proven;
    sum.stopped ||= part.stopped;
  }
  return { groups, unassigned, ...sum };
}

/** @throws Failure `count-too-large` (exit 1) where so many districts are more than there are centres for */
function refuseCount(
  count: number | null,
  needs: Parameters<typeof shareDistricts>[0],
  { policy: { names } }: FormingFacts,
): void {
  const most = shareDistricts(needs, Number.MAX_SAFE_INTEGER).reduce((sum, each) => sum + each, 0);
  if (count === null || count <= most) return;
  const words = { value: count, most, kind: names.kind, role: names.lead };
  throw new Failure('count-too-large', words, { exitCode: 1 });
}

function searchLimits({ remaining, signal }: SolvingLimits, seconds: number): SearchLimits {
  return {
    ...(signal ? { signal } : {}),
    // The clock counts upwards as what remains goes down.
    ...(remaining && seconds < Infinity
      ? { timeLimit: seconds * 1000, clock: () => -remaining() * 1000 }
      : {}),
  };
}

interface AreaSolving extends Solving {
  readonly named: ReadonlySet<number>;
  readonly eligible: ReadonlySet<number>;
}

async function solveArea(
  { name, kindergartens }: Area,
  districts: number,
  { input, facts, named, eligible }: AreaSolving,
  limits: SearchLimits,
): Promise<Solved> {
  const { names } = facts.policy;
  const size = kindergartens.length;
  const capacity = capacityOf(facts, size);
  const nobody = (reason: string): Solved => ({
    unassigned: kindergartens.map((kindergarten) => ({ kindergarten, reason })),
    ...{ groups: [], total: 0, penalty: 0, bound: 0, proven: true, stopped: false },
  });
  const centres = kindergartens.filter((each) => eligible.has(each.id));
  if (centres.length === 0) return nobody(`${name}没有可以担任${names.lead}的园所`);
  if (districts === 0) return nobody(`指定的${names.kind}数不够，没有分给${name}`);
  const ids = new Set(kindergartens.map((each) => each.id));
  const own = kindergartens.filter((each) => named.has(each.id));
  if (own.length > districts) {
    return nobody(`${name}指定的${names.lead}有 ${own.length} 所，${names.kind}却只有 ${districts} 个`);
  }
  const fewest = boundsOf(facts).lower;
  if (size < fewest) return nobody(`${name}只有 ${size} 所，不足下限 ${fewest} 所`);
  const mix = mixTask(facts, input);
  const unlocated = unlocatedCentres(centres, named, input);
  const task: AreaTask = {
    ...(unlocated ? { unlocated } : {}),
    ...{ kindergartens, eligible, fixed: new Set(own.map((each) => each.id)), districts, capacity, mix },
    pins: input.pins.filter((pin) => ids.has(pin.memberId)),
    together: input.together ?? [],
    forbidden: input.forbidden ?? [],
    wishes: { weight: wishWeight(input), pairs: wishesToHeed(input) },
    // A centre alone is a district only where there is nobody to join it.
    lower: Math.min(Math.max(2, fewest), Math.floor(size / districts)),
    distance: input.distance,
  };
  const answer = await firstFound([task, ...relaxed(task, input)], limits);
  if (!answer?.solution) {
    const reason = answer?.bound === Infinity ? '没有合乎全部条件的划分' : '没有找到合乎全部条件的划分';
    return { ...nobody(`${name}${reason}`), proven: answer?.bound === Infinity, stopped: !answer?.finished };
  }
  return inKindergartens(task, answer, input, {
    name,
    words: names,
    centres: centres.length,
  });
}

/** More than all distances of a district together: who lies nobody knows where is chosen only where nobody else is left. */
const unlocatedPenalty = 1_000_000_000;

function locatedGoal(
  { groups }: Proposal,
  { positions, leads }: ProposalInput,
  { policy: { names } }: FormingFacts,
  named: ReadonlySet<number>,
): PlanGoal[] {
  if (!positions || leads.every(({ id }) => named.has(id) || positions.has(id))) return [];
  const chosen = groups.filter(({ lead }) => !named.has(lead.id));
  return [
    {
      ...{ name: 'located', hard: false, weight: unlocatedPenalty / 1000 },
      sentence: `缺可用经纬度的园所，有别的可选时不选作${names.lead}`,
      met: chosen.filter(({ lead }) => positions.has(lead.id)).length,
      of: chosen.length,
    },
  ];
}

/** Those without usable coordinates whom the clerk has not named, where others could serve. */
function unlocatedCentres(
  centres: readonly Kindergarten[],
  named: ReadonlySet<number>,
  { positions }: ProposalInput,
): AreaTask['unlocated'] {
  if (!positions) return undefined;
  const free = centres.filter(({ id }) => !named.has(id) && !positions.has(id));
  if (free.length === 0 || free.length === centres.length) return undefined;
  return { ids: new Set(free.map(({ id }) => id)), penalty: unlocatedPenalty };
}

/** What is tried where nothing meets every condition: a mix that must be counts as one that should be. */
function relaxed(task: AreaTask, input: ProposalInput): AreaTask[] {
  if (task.mix?.penalty !== Infinity) return [];
  return [{ ...task, mix: { ...task.mix, penalty: Math.max(input.mixWeight ?? 0, 10_000_000) } }];
}

async function firstFound(
  tasks: readonly AreaTask[],
  limits: SearchLimits,
): Promise<PartitionAnswer | undefined> {
  let answer: PartitionAnswer | undefined;
  for (const task of tasks) {
    answer = await solvePartition(stateArea(task), limits);
    if (answer.solution) break;
  }
  return answer;
}

const wishWeight = ({ wishes }: ProposalInput) =>
  wishes?.mode === 'keep' ? 1_000_000_000 : (wishes?.weight ?? 0);

function mixTask({ policy, tier, rules }: FormingFacts, input: ProposalInput): AreaTask['mix'] {
  const [rule] = rulesOf(policy, 'mix', tier);
  if (!rule || !rules.mix) return null;
  return {
    wanted: rule.parameters.sectors,
    penalty: rules.mix.hard ? Infinity : (input.mixWeight ?? 0),
    classOf: (each) => sectorOf(policy, each),
  };
}

function inKindergartens(
  task: AreaTask,
  { solution, bound, proven, finished }: PartitionAnswer,
  input: ProposalInput,
  { name, words, centres }: { name: string; words: FormingFacts['policy']['names']; centres: number },
): Solved {
  const { kindergartens, districts, capacity } = task;
  const seats = kindergartens.filter((each) => task.eligible.has(each.id));
  const seatOf = solution?.seatOf ?? [];
  const groups = (solution?.open ?? []).map((seat): ProposedGroup => {
    const lead = seats[seat] as Kindergarten;
    const members = kindergartens.flatMap((kindergarten, node) =>
      seatOf[node] === seat && kindergarten.id !== lead.id
        ? [{ kindergarten, ...input.distance(lead, kindergarten) }]
        : [],
    );
    return { lead, members };
  });
  const total = groups.reduce(
    (all, { members }) => all + members.reduce((sum, each) => sum + each.millimetres, 0),
    0,
  );
  const full = `${name}的 ${districts} 个${words.kind}都满 ${capacity} 所`;
  const reason =
    districts === centres
      ? `${full}，可以担任${words.lead}的只有 ${centres} 所`
      : `${full}，还要更多${words.kind}才编得下`;
  return {
    groups,
    unassigned: kindergartens.flatMap((kindergarten, node) =>
      seatOf[node] === null ? [{ kindergarten, reason }] : [],
    ),
    ...{ total, penalty: (solution?.cost ?? 0) - total, bound, proven, stopped: !finished },
  };
}
