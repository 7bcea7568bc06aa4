import type { ActivityWorld } from '../activities/activity-world.ts';
import { kindergartenNames } from '../activities/kindergarten-names.store.ts';
import type { IsoDate } from '../common/dates.ts';
import { stateOn } from '../policy/inspection/rectification.ts';
import { foundOn, type Inspection, type InspectionFinding } from './inspection.ts';

/** A finding as `--json` prints it. */
export function findingRecord(inspection: Inspection, finding: InspectionFinding, on: IsoDate) {
  const { severity, steps } = finding;
  const state = stateOn({ severity, visitedOn: foundOn({ inspection, finding }), steps }, on);
  return {
    id: finding.id,
    number: finding.number,
    content: finding.content,
    severity,
    points: finding.points,
    state: state.state,
    due: state.dueOn,
    mended: state.mendedOn,
    closed: state.closedOn,
    overdue: state.daysOverdue,
    note: finding.note,
    steps: steps.map(({ step, doneOn, dueOn, passed, result, document }) => ({
      step,
      on: doneOn,
      due: dueOn,
      passed,
      result,
      document,
    })),
  };
}

export type FindingRecord = ReturnType<typeof findingRecord>;

/** Gives inspections in words as they stand on a day; names as they were on each inspection's own. */
export function inspectionRecords(world: ActivityWorld, on: IsoDate) {
  const nameOf = kindergartenNames(world.ledger);
  return (inspection: Inspection) => {
    const day = inspection.visitedOn ?? inspection.planFiledOn ?? on;
    return {
      id: inspection.id,
      kind: inspection.kind,
      group: world.groupsOn(day).find(({ id }) => id === inspection.groupId)?.name ?? null,
      kindergarten: nameOf(inspection.kindergartenId, day),
      visited: inspection.visitedOn,
      planFiled: inspection.planFiledOn,
      inspector: inspection.inspector,
      inspectorUnit: inspection.inspectorUnit,
      topics: inspection.topics,
      opinion: inspection.opinion,
      note: inspection.note,
      source: inspection.origin,
      findings: inspection.findings.map((finding) => findingRecord(inspection, finding, on)),
    };
  };
}

export type InspectionRecord = ReturnType<ReturnType<typeof inspectionRecords>>;
