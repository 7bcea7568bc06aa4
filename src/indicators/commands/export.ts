import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, namesOption, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { deliverList } from '../../exports/deliver-list.ts';
import { outputFrom } from '../../exports/output.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import { offerAnswers, writeGuide } from '../fill-in-guide.ts';
import { enteredRows, rowsToFill } from '../indicators.rows.ts';
import { listEntries } from '../indicators.store.ts';
import { oneIndicator, policyWithIndicators } from '../policy-meant.ts';
import { wholeOfficeName } from '../whole-office.ts';
import { yearOption } from '../year-option.ts';

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const year = yearOption(options, on);
  const output = await outputFrom(context, options, '指标数据表');
  const ledger = openLedger(context);
  try {
    const policy = policyWithIndicators(ledger, textOption(options, 'policy'), on, context.templateFolders);
    const asked = namesOption(options, 'indicator').map((name) => oneIndicator(policy, name));
    const indicators = asked.length > 0 ? asked : policy.indicators;
    const wanted = new Set(indicators.map(({ id }) => id));
    const entries = listEntries(ledger, { policyId: policy.id, year }).filter((entry) =>
      wanted.has(entry.indicator),
    );
    const offices = new Map(listOffices(ledger).map((office) => [office.id, office]));
    const places = {
      kindergartens: listKindergartens(ledger, on),
      // What hangs on the city itself lies in no district.
      districtName: (id: number | null) => {
        const office = id === null ? undefined : offices.get(id);
        return office?.level === 'county' ? office.name : null;
      },
      whole: wholeOfficeName(ownOffice(ledger)),
    };
    const rows = flagOption(options, 'blank')
      ? rowsToFill(indicators, year ?? Number(on.slice(0, 4)), entries, places)
      : enteredRows(policy, entries, places);
    await deliverList(context, ledger, output, options, {
      table: 'indicators',
      records: rows,
      rows: rows.map((values) => ({ values })),
      policy,
      offers: { indicator: policy.indicators.map(({ name }) => name) },
      finish: (workbook, sheet, { first, columnOf }) => {
        const column = columnOf('result');
        offerAnswers(workbook, sheet, rows, { indicators, whole: places.whole, column, first });
        writeGuide(workbook, policy, indicators, places.whole);
      },
    });
    return 0;
  } finally {
    ledger.close();
  }
}
