import { ActivityWorld } from '../../activities/activity-world.ts';
import { kindergartenNames } from '../../activities/kindergarten-names.store.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { severities, stateNames } from '../../policy/inspection/rectification.ts';
import { whoseOption } from '../inspection-options.ts';
import { overdueRectifications } from '../rectifications.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const nameOf = kindergartenNames(ledger);
    const rows = overdueRectifications(ledger, on, whoseOption(world, options, on)).map(
      ({ inspection, finding, foundOn, state }) => ({
        finding: finding.id,
        inspection: inspection.id,
        group: world.groupsOn(on).find(({ id }) => id === inspection.groupId)?.name ?? null,
        kindergarten: nameOf(inspection.kindergartenId, foundOn),
        content: finding.content,
        severity: finding.severity,
        found: foundOn,
        due: state.dueOn ?? '',
        days: state.daysOverdue,
        state: state.state,
      }),
    );
    if (flagOption(options, 'json')) context.stdout.write(renderJson(rows));
    else if (rows.length > 0) {
      context.stdout.write(
        renderTable(
          rows,
          [
            { heading: '问题', value: ({ finding }) => String(finding), align: 'right' },
            { heading: '园所', value: ({ kindergarten }) => kindergarten },
            { heading: '内容', value: ({ content }) => content },
            { heading: '程度', value: ({ severity }) => severities[severity] },
            { heading: '期限', value: ({ due }) => due },
            { heading: '逾期', value: ({ days }) => `${days} 天`, align: 'right' },
            { heading: '情况', value: ({ state }) => stateNames[state] },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    context.stderr.write(rows.length === 0 ? '没有逾期未整改的问题。\n' : `逾期未整改 ${rows.length} 个。\n`);
    return rows.length === 0 ? 0 : 1;
  } finally {
    ledger.close();
  }
}
