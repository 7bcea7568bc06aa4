import { textOption } from '../cli/options.ts';
import { type Context, today } from '../context.ts';
import { deliverList } from '../exports/deliver-list.ts';
import { outputFrom } from '../exports/output.ts';
import { policyForExport } from '../exports/policy-for-export.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import type { Policy } from '../policy/schema.ts';
import type { ListRow } from '../tables/render-list.ts';
import type { Activity, ActivityState } from './activity.ts';
import { ActivityWorld } from './activity-world.ts';
import { selectActivities } from './selection.ts';

interface ActivityTable {
  /** Table id. */
  readonly table: string;
  /** What a file is called where the clerk names none. */
  readonly name: string;
  readonly states: readonly ActivityState[];
  rowsOf(
    activities: readonly Activity[],
    world: ActivityWorld,
  ): readonly ListRow[] | Promise<readonly ListRow[]>;
  /** What columns offer, by key, under the policy of the table. */
  offers?(policy: Policy | undefined): Readonly<Record<string, readonly string[]>>;
}

/** Exports a table of activities, one a row, as the options select them. */
export async function deliverActivities(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  { table, name, states, rowsOf, offers }: ActivityTable,
): Promise<void> {
  const output = await outputFrom(context, options, name);
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const on = today(context);
    const activities = selectActivities(world, options, { today: on, states });
    const rows = await rowsOf(activities, world);
    const named = textOption(options, 'policy');
    const present = activities.map(({ policyId }) => policyId);
    const wanted = { named, present, on, isMixed: true };
    const policy = policyForExport(ledger, wanted, context.templateFolders);
    await deliverList(context, ledger, output, options, {
      table,
      records: rows.map(({ values }, index) => ({ id: activities[index]?.id, ...values })),
      rows,
      policy,
      ...(offers ? { offers: offers(policy) } : {}),
    });
  } finally {
    ledger.close();
  }
}
