import type { ActivityWorld } from '../activities/activity-world.ts';
import type { IsoDate } from '../common/dates.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import { severities } from '../policy/inspection/rectification.ts';
import type { ListRow } from '../tables/render-list.ts';
import { type Inspection, type InspectionFinding, inspectionKinds } from './inspection.ts';
import { inspectionRecords } from './inspection-record.ts';
import { stepsInRow } from './steps.ts';

/** A finding, or an inspection without any, as a row of the table (督导整改台账). */
export function inspectionRow(
  inspection: Inspection,
  finding: InspectionFinding | undefined,
  world: ActivityWorld,
  on: IsoDate,
): Readonly<Record<string, string | number | null>> {
  const record = inspectionRecords(world, on)(inspection);
  const day = inspection.visitedOn ?? inspection.planFiledOn ?? on;
  const found = world.kindergarten(record.kindergarten, null, day);
  const isKnown = 'kindergarten' in found && found.kindergarten?.id === inspection.kindergartenId;
  const district = isKnown ? null : world.districtOf(inspection.kindergartenId, day);
  const { groupId } = inspection;
  const isPlain =
    record.group !== null && lookUpGroup(world.groupsOn(day), record.group).group?.id === groupId;
  return {
    inspectionKind: inspectionKinds[inspection.kind],
    group: groupId === null ? null : isPlain ? record.group : String(groupId),
    name: district === null ? record.kindergarten : `${record.kindergarten}@${district}`,
    visitedOn: record.visited,
    inspector: record.inspector,
    inspectorUnit: record.inspectorUnit,
    planFiledOn: record.planFiled,
    topics: record.topics,
    opinion: record.opinion,
    content: finding?.content ?? null,
    severity: finding ? severities[finding.severity] : null,
    points: finding?.points ?? null,
    ...stepsInRow(finding?.steps ?? []),
    note: finding ? finding.note : record.note,
  };
}

/** Rows of the table, as the import understands them: one a finding, one for an inspection without any. */
export function inspectionRows(
  inspections: readonly Inspection[],
  world: ActivityWorld,
  on: IsoDate,
): ListRow[] {
  return inspections.flatMap((inspection): ListRow[] =>
    inspection.findings.length === 0
      ? [{ values: inspectionRow(inspection, undefined, world, on) }]
      : inspection.findings.map((finding) => ({ values: inspectionRow(inspection, finding, world, on) })),
  );
}
