import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { type Candidate, candidatesOf, keyOfConfirmation } from '../candidates.ts';
import { quarterRequest } from '../draft-request.ts';
import type { Confirmation } from '../quarter-facts.ts';
import { readBulletinFacts } from '../read-facts.ts';

type Row = Candidate & { readonly confirmation: Confirmation | null };

const columns: readonly TableColumn<Row>[] = [
  { heading: '编号', value: ({ key }) => key },
  { heading: '单位', value: ({ subject, group }) => (group === null ? subject : `${subject}（${group}）`) },
  { heading: '事项', value: ({ words }) => words },
  {
    heading: '确认',
    value: ({ confirmation }) =>
      confirmation ? `${confirmation.confirmedOn} ${confirmation.confirmedBy}` : '',
  },
  { heading: '理由', value: ({ confirmation }) => confirmation?.reason ?? '' },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const facts = readBulletinFacts(ledger, quarterRequest(context, ledger, options));
    const confirmed = new Map(facts.confirmations.map((each) => [keyOfConfirmation(each), each]));
    const rows = candidatesOf(facts).map((candidate) => ({
      ...candidate,
      confirmation: confirmed.get(candidate.key) ?? null,
    }));
    if (flagOption(options, 'json')) {
      context.stdout.write(
        renderJson(
          rows.map(({ key, source, ruleId, subject, group, words, citation, confirmation }) => ({
            ...{ id: key, source, rule: ruleId, subject, group, finding: words, citation },
            confirmed: confirmation && {
              reason: confirmation.reason,
              by: confirmation.confirmedBy,
              date: confirmation.confirmedOn,
            },
          })),
        ),
      );
      return 0;
    }
    const quarter = facts.current.quarter;
    context.stdout.write(
      rows.length === 0
        ? `${quarter.name}没有可以确认的事项。\n`
        : `${renderTable(rows, columns, context.ambiguousIsWide)}共 ${rows.length} 项，已确认 ${rows.filter(({ confirmation }) => confirmation !== null).length} 项。没有确认的不会在通报里点名。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
