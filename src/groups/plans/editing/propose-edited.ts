import type { IsoDate } from '../../../common/dates.ts';
import { Failure, makeFinding } from '../../../findings/catalogue.ts';
import type { Finding } from '../../../findings/finding.ts';
import { lookUpKindergarten } from '../../../roster/find-kindergarten.ts';
import type { Kindergarten } from '../../../roster/kindergarten.ts';
import type { Ledger } from '../../../store/ledger.ts';
import type { Plan, PlanProblem } from '../../plan.ts';
import type { GroupProposal } from '../../propose-groups.ts';
import { planNumbered, rosterById } from '../read-grouping.ts';
import { applyWishes, type Demand, withoutDemand } from './apply-wishes.ts';
import { refuseForeignRows } from './foreign-rows.ts';
import { readPlanWorkbook } from './read-plan-workbook.ts';

/** A plan that came back with wishes: the problem they make. */
export interface EditedPlan {
  /** The plan the file was made from. */
  readonly plan: Plan;
  readonly problem: PlanProblem;
  readonly demands: readonly Demand[];
  readonly findings: readonly Finding[];
  readonly kindergartens: ReadonlyMap<number, Kindergarten>;
}

/**
 * @param on the day to plan for; without one the plan's own
 * @throws Failure `plan-unknown`, `plan-sheet-foreign` and those of `readPlanWorkbook`
 */
export async function readEditedPlan(ledger: Ledger, path: string, on?: IsoDate): Promise<EditedPlan> {
  const { plan: number, rows } = await readPlanWorkbook(path);
  const plan = planNumbered(ledger, String(number));
  const day = on ?? plan.problem.on;
  const kindergartens = rosterById(ledger, day);
  refuseForeignRows(rows, plan, kindergartens);
  const applied = applyWishes(rows, {
    ...{ plan, kindergartens },
    lookUp: (text) => lookUpKindergarten(ledger, text, day),
  });
  return { plan, kindergartens, ...applied, problem: { ...applied.problem, on: day } };
}

const unkeepable: ReadonlySet<string> = new Set(['pin-contradiction', 'demand-contradiction']);

/** Most cells that are said to be impossible in one go. */
const mostBroken = 50;

/**
 * Solves an edited plan anew. A wish that cannot be kept is set aside and told with its cell, so that all such wishes
 * are told at once; the caller keeps no plan where any is.
 * @param solve makes a proposal of a problem
 * @returns the proposal without the broken wishes, and what was said of them
 */
export async function proposeEdited(
  { problem, demands, kindergartens }: EditedPlan,
  solve: (problem: PlanProblem, warn: (finding: Finding) => void) => Promise<GroupProposal>,
): Promise<{ made: GroupProposal; problem: PlanProblem; findings: Finding[] }> {
  const findings: Finding[] = [];
  let left = [...demands];
  let current = problem;
  for (;;) {
    const warnings: Finding[] = [];
    const warn = (finding: Finding) => {
      warnings.push(placed(finding, left, kindergartens));
    };
    try {
      const made = await solve(current, warn);
      return { made, problem: current, findings: [...findings, ...warnings] };
    } catch (error) {
      const broken = error instanceof Failure ? brokenBy(error, left, kindergartens) : undefined;
      if (!(error instanceof Failure) || !broken || findings.length >= mostBroken) throw error;
      const reason = String(error.parameters.reason ?? '');
      findings.push(makeFinding('wish-broken', { value: broken.text, reason }, broken.place));
      left = left.filter((each) => each !== broken);
      current = withoutDemand(current, broken);
    }
  }
}

const pairText = ({ pair }: Demand, kindergartens: ReadonlyMap<number, Kindergarten>) =>
  pair.map((id) => kindergartens.get(id)?.name ?? `#${id}`).join('=');

/** The demand that a failure is about: it names the two kindergartens. */
function brokenBy(
  { finding, parameters }: Failure,
  demands: readonly Demand[],
  kindergartens: ReadonlyMap<number, Kindergarten>,
): Demand | undefined {
  if (!unkeepable.has(finding.code)) return undefined;
  return demands.find((each) => pairText(each, kindergartens) === parameters.value);
}

/** A warning about a pair that a cell asked for, with the cell. */
function placed(
  finding: Finding,
  demands: readonly Demand[],
  kindergartens: ReadonlyMap<number, Kindergarten>,
): Finding {
  const demand = demands.find((each) => pairText(each, kindergartens) === finding.value);
  return demand ? { ...finding, ...demand.place } : finding;
}
