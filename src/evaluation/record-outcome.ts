import { blanksInWords, factsInWords } from './missing-words.ts';
import type { Outcome } from './outcomes.ts';
import type { Rubric } from './rubric.ts';

/** An outcome as `--json` prints it. */
export function outcomeRecord(rubric: Rubric, outcome: Outcome, previous: number | null) {
  const { group, subject, kindergartenId, name, result, rank, among, stored } = outcome;
  return {
    name,
    role: subject.of,
    subject: subject.name,
    whom: subject.whom,
    group: group.name,
    groupId: group.id,
    kindergartenId,
    total: result.total,
    grade: result.grade,
    gradeByTotal: result.gradeByTotal,
    rank,
    among,
    vetoes: result.failed.map((gate) => gate.name),
    missing: blanksInWords(rubric, result.missing),
    factsMissing: factsInWords(result.missing),
    previous,
    change: previous === null ? null : Math.round((result.total - previous) * 100) / 100,
    cell:
      stored?.cell == null || stored.file === null || stored.sheet === null
        ? null
        : { file: stored.file, sheet: stored.sheet, address: stored.cell },
    dimensions: result.dimensions.map((dimension) => ({
      name: dimension.name,
      score: dimension.score,
      worth: dimension.worth,
      bonus: dimension.bonus,
    })),
  };
}
