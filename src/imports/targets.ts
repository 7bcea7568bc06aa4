import { activityPlanTarget } from '../activities/activity-plan.import.ts';
import { activityRecordTarget } from '../activities/activity-record.import.ts';
import { attendanceTarget } from '../activities/attendance.import.ts';
import { dispatchTarget } from '../activities/dispatch/dispatch.import.ts';
import { applicationTarget } from '../applications/application.import.ts';
import { leadershipTarget } from '../committees/leadership.import.ts';
import { fundTarget } from '../funds/funds.import.ts';
import { allianceListTarget } from '../groups/alliance-list.import.ts';
import { indicatorTarget } from '../indicators/indicators.import.ts';
import { inspectionTarget } from '../inspections/inspections.import.ts';
import { postingTarget } from '../postings/postings.import.ts';
import { registerTargets } from '../registers/registers.import.ts';
import { rosterTarget } from '../roster/roster.import.ts';
import type { ImportTarget } from '../tables/import-target.ts';
import { registerIds } from '../tables/load.ts';

/** How each table's records get into the ledger: one target from each slice that owns a table. */
const ownTargets: readonly ImportTarget[] = [
  rosterTarget,
  allianceListTarget,
  leadershipTarget,
  applicationTarget,
  indicatorTarget,
  activityPlanTarget,
  activityRecordTarget,
  attendanceTarget,
  dispatchTarget,
  postingTarget,
  inspectionTarget,
  fundTarget,
];

/** All targets, those of the registers (登记簿) that the template folders define among them. */
export function importTargets(folders: readonly string[]): readonly ImportTarget[] {
  return [...ownTargets, ...registerTargets(folders)];
}

/** Ids of the tables that can be imported. */
export function importableTables(folders: readonly string[]): readonly string[] {
  return [...ownTargets.map(({ table }) => table), ...registerIds(folders)];
}
