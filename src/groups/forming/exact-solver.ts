import type { AssignmentProblem, AssignmentSolution, SolverOptions } from './assignment.ts';
import { solveWithHighs } from './highs-solver.ts';

/** The default solver: optimal in the order of the goals, with prices that prove it. */
export async function solveAssignment(
  problem: AssignmentProblem,
  options: SolverOptions = {},
): Promise<AssignmentSolution> {
  return solveWithHighs(problem, options);
}
