import { activityPlanTarget } from '../activities/activity-plan.import.ts';
import { activityRecordTarget } from '../activities/activity-record.import.ts';
import { attendanceTarget } from '../activities/attendance.import.ts';
import { dispatchTarget } from '../activities/dispatch/dispatch.import.ts';
import { applicationTarget } from '../applications/application.import.ts';
import { leadershipTarget } from '../committees/leadership.import.ts';
import { allianceListTarget } from '../groups/alliance-list.import.ts';
import { indicatorTarget } from '../indicators/indicators.import.ts';
import { rosterTarget } from '../roster/roster.import.ts';
import type { ImportTarget } from '../tables/import-target.ts';

/** How each table's records get into the ledger: one target from each slice that owns a table. */
export const importTargets: readonly ImportTarget[] = [
  rosterTarget,
  allianceListTarget,
  leadershipTarget,
  applicationTarget,
  indicatorTarget,
  activityPlanTarget,
  activityRecordTarget,
  attendanceTarget,
  dispatchTarget,
];

/** Ids of the tables that can be imported. */
export const importableTables: readonly string[] = importTargets.map(({ table }) => table);
