import { listApplications } from '../../applications/applications.store.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, namesOption, textOption } from '../../cli/options.ts';
import { startProgress } from '../../cli/progress.ts';
import { renderJson } from '../../cli/table.ts';
import type { IsoDate } from '../../common/dates.ts';
import { safeFileName } from '../../common/file-names.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, fileOutputFrom } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { reportingPolicies, submissionAccounts } from '../accounts.ts';
import { reportMeant } from '../meant.ts';
import { makePackage } from '../packages/make-package.ts';
import { hashOf, type Manifest } from '../packages/manifest.ts';
import { mostForms } from '../packages/official-tables.ts';
import { type PackagePeriod, periodMeant } from '../packages/period.ts';

/** The reports that the package is: those named, else all of this period that its tables make up. */
function reportsOf(
  ledger: Ledger,
  named: readonly string[],
  period: PackagePeriod,
  on: IsoDate,
  folders: readonly string[],
): Manifest['reports'] {
  const own = ownOffice(ledger);
  const policies = reportingPolicies(ledger, [], on, folders);
  if (named.length > 0) {
    return named.map((text) => {
      const { policy, report } = reportMeant(policies, text);
      if (!report.chain.some(({ from }) => from === own.level)) {
        const expected = '用别的材料名称，或不写 --report';
        throw new Failure('report-sender', { value: own.title ?? own.name, report: report.name, expected });
      }
      return { policy: policy.id, report: report.id, name: report.name };
    });
  }
  return submissionAccounts(ledger, policies, on)
    .filter(
      ({ report, sender }) => report.packaged && sender.type === 'office' && sender.id === String(own.id),
    )
    .filter(({ states }) => states.some(({ key }) => key === period.key))
    .map(({ policy, report }) => ({ policy: policy.id, report: report.id, name: report.name }));
}

/** The package counts with the office above once it is received there; the own ledger is told in so many words. */
function recordingHint(reports: Manifest['reports'], { key }: PackagePeriod): string {
  const commands = reports.map(
    ({ policy, report }) => `  youlian submit record ${report} --policy ${policy} --period ${key}\n`,
  );
  return `打包不算报送。送出以后请登记，submit due 才算已报（不是当天报的加 --date）：\n${commands.join('')}`;
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  if (flagOption(options, 'masked') && flagOption(options, 'full')) {
    const expected = '与 --masked 只写一个';
    throw new Failure('option-value', { option: '--full', value: '', expected });
  }
  const masked = !flagOption(options, 'full');
  const on = today(context);
  const ledger = openLedger(context);
  try {
    const period = periodMeant(textOption(options, 'period'), enteredTerms(ledger));
    const own = ownOffice(ledger);
    const name = safeFileName(`报送包_${own.name}_${period.name}`);
    const output = await fileOutputFrom(context, options, name, '.zip');
    const order = {
      period,
      masked,
      packedOn: on,
      papers: namesOption(options, 'document'),
      reports: reportsOf(ledger, namesOption(options, 'report'), period, on, context.templateFolders),
    };
    const progress = startProgress(context, '正在打包');
    const { bytes, manifest } = await makePackage(context, ledger, order, (what) =>
      progress.step(what),
    ).finally(() => progress.end());
    await deliverFile(context, output, bytes);
    const files = manifest.entries.length;
    const phones = masked
      ? '电话号码已隐去中间几位（上级需要完整号码时加 --full）'
      : '含完整的电话号码，请按规定传送';
    const listed = order.reports.map((report) => report.name).join('、');
    const forms = listApplications(ledger).length;
    context.stderr.write(`${period.name}的报送包，${files} 个文件，${phones}。\n`);
    if (forms > mostForms) {
      context.stderr.write(
        `申请表有 ${forms} 份，多于 ${mostForms} 份，包里只有它们的数据，没有一份份的表；上级要表的，用 youlian application print --all 生成后另送。\n`,
      );
    }
    if (listed !== '') context.stderr.write(`包里是：${listed}。\n${recordingHint(order.reports, period)}`);
    if (flagOption(options, 'json')) {
      context.stdout.write(
        renderJson({
          file: output.path,
          dryRun: output.dryRun,
          sha256: hashOf(bytes),
          office: own.title ?? own.name,
          period: period.key,
          reports: order.reports,
          masked,
          entries: manifest.entries,
        }),
      );
    }
    return 0;
  } finally {
    ledger.close();
  }
}
