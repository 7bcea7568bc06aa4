import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, namesOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import { reportingPolicies, submissionAccounts } from '../accounts.ts';
import { receivedPackages } from '../packages/packages.store.ts';
import { periodMeant } from '../packages/period.ts';
import { allReviews } from '../reviews.store.ts';
import { type OfficeRate, officeRates, type PeriodStanding, periodStandings } from '../standing.ts';

const perCent = (value: number | null) => (value === null ? '' : `${value}%`);

function render(
  standings: readonly PeriodStanding[],
  rates: readonly OfficeRate[],
  missing: readonly PeriodStanding[],
  isWide: boolean,
): string {
  if (standings.length === 0) return '没有下级单位应报或已报的材料。\n';
  return [
    renderTable(
      standings,
      [
        { heading: '单位', value: ({ office }) => office },
        { heading: '期', value: ({ name }) => name },
        { heading: '状态', value: ({ state }) => state },
        { heading: '最近收到', value: ({ receivedAt }) => receivedAt },
        { heading: '报送包', value: ({ packages }) => String(packages) },
        { heading: '应报', value: ({ due }) => String(due) },
        { heading: '按时', value: ({ onTime }) => String(onTime) },
        { heading: '迟报', value: ({ late }) => String(late) },
        { heading: '没有报', value: (each) => String(each.missing) },
        { heading: '原因', value: ({ reason }) => reason },
      ],
      isWide,
    ),
    '\n各单位按时率：\n',
    renderTable(
      rates,
      [
        { heading: '单位', value: ({ office }) => office },
        { heading: '应报', value: ({ due }) => String(due) },
        { heading: '按时率', value: ({ onTimeRate }) => perCent(onTimeRate) },
        { heading: '迟报率', value: ({ lateRate }) => perCent(lateRate) },
        { heading: '没有报', value: (each) => String(each.missing) },
      ],
      isWide,
    ),
    missing.length === 0
      ? '到期的都报了。\n'
      : `还没有报的：${missing.map(({ office, name }) => `${office}（${name}）`).join('、')}。\n`,
  ].join('');
}

/** Exit code 1 where somebody has not handed in what is past its day. */
export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = dateOption(options, 'on') ?? today(context);
  const ledger = openLedger(context);
  try {
    const terms = enteredTerms(ledger);
    const text = textOption(options, 'period');
    const period = text === undefined ? undefined : periodMeant(text, terms);
    const policies = reportingPolicies(ledger, namesOption(options, 'policy'), on, context.templateFolders);
    const own = ownOffice(ledger);
    const below = listOffices(ledger).filter(({ parentId }) => parentId === own.id);
    const standings = periodStandings(
      below,
      submissionAccounts(ledger, policies, on),
      receivedPackages(ledger).filter(({ receivedOn }) => receivedOn <= on),
      allReviews(ledger),
      terms,
    ).filter((each) => period === undefined || each.period === period.key);
    const rates = officeRates(standings);
    const missing = standings.filter((each) => each.missing > 0);
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson({
            periods: standings.map(({ officeId: _, ...standing }) => standing),
            rates,
            missing: missing.map(({ office, period: key }) => ({ office, period: key })),
          })
        : render(standings, rates, missing, context.ambiguousIsWide),
    );
    return missing.length > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}
