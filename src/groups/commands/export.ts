import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom, personalDataNotice } from '../../exports/output.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { listOffices } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import { allianceRows } from '../alliance-list.rows.ts';
import { type Group, withoutSuperseded } from '../group.ts';
import { listGroups } from '../groups.store.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const asked = dateOption(options, 'on');
  const on = asked ?? today(context);
  const named = textOption(options, 'policy');
  const tier = textOption(options, 'tier');
  const output = await outputFrom(context, options, '联盟名单');
  const ledger = openLedger(context);
  try {
    // As `group list` does: a date asked for shows who had begun by then.
    const all = listGroups(ledger, on, named === undefined ? {} : { policyId: named }).filter(
      (group) => asked === undefined || group.state !== 'planned',
    );
    const whole = asked !== undefined || flagOption(options, 'all');
    const ofTier = (group: Group) => tier === undefined || group.tier === tier;
    const groups = (whole ? all : withoutSuperseded(all)).filter(ofTier);
    const superseded = all.filter(ofTier).length - groups.length;
    const policy = policyForExport(
      ledger,
      { named, present: groups.map((group) => group.policyId), on },
      context.templateFolders,
    );
    const rows = allianceRows(
      { groups, kindergartens: listKindergartens(ledger, on), offices: listOffices(ledger) },
      flagOption(options, 'masked'),
    );
    await deliverList(context, ledger, output, options, {
      table: 'alliance-list',
      records: rows.map((row) => row.values),
      rows,
      policy,
    });
    const expired = groups.filter((group) => group.state === 'expired').length;
    if (expired > 0) context.stderr.write(`其中 ${expired} 个联盟的周期已过，状态为到期待续，照列。\n`);
    if (superseded > 0) {
      context.stderr.write(
        `另有 ${superseded} 个联盟的周期已过，主导园已有新的联盟，没有列入名单；要一并列入请加 --all。\n`,
      );
    }
    context.stderr.write(personalDataNotice);
    return 0;
  } finally {
    ledger.close();
  }
}
