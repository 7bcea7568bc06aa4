import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { addDays, addYears } from '../../common/dates.ts';
import { maskName } from '../../common/masking.ts';
import { type Context, today } from '../../context.ts';
import { deliverFile, outputFrom, personalDataNotice } from '../../exports/output.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { findingRecord } from '../../findings/finding.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { kindergartensByName } from '../../roster/names-borne.store.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import { ActivityWorld, membersOf } from '../activity-world.ts';
import { attendances, everybody } from '../attendance.store.ts';
import { type Coverage, type KindergartenCoverage, trainingCoverage } from '../coverage.ts';
import { coverageRemark, coverageTotals, coverageWorkbook, percent } from '../coverage-workbook.ts';
import { kindMeant } from '../kinds.ts';

/** How far back training counts where nobody says: the years within which everybody is to be trained. */
const usualYears = 3;

interface Asked {
  readonly since: string;
  readonly until: string;
  readonly group: string | undefined;
  readonly kind: string | undefined;
}

/** @throws Failure `option-value` */
function readOptions(options: CommandInput['options'], on: string): Asked {
  const until = dateOption(options, 'until') ?? on;
  const since = dateOption(options, 'since') ?? addDays(addYears(until, -usualYears), 1);
  if (until < since) {
    throw new Failure('option-value', { option: '--until', value: until, expected: `不能早于 ${since}` });
  }
  return { since, until, group: textOption(options, 'group'), kind: textOption(options, 'kind') };
}

function coverageFor(world: ActivityWorld, { since, until, group, kind }: Asked): Coverage {
  const { ledger } = world;
  const members =
    group === undefined
      ? undefined
      : new Set(
          membersOf(resolveGroup(world.groupsOn(until), group)).map(({ kindergartenId }) => kindergartenId),
        );
  const kindergartens = listKindergartens(ledger, until).filter(({ id }) => members?.has(id) ?? true);
  const ofKind = attendances(ledger, since, until).filter(
    (each) => kind === undefined || kindMeant(world.policy(each.policyId).activities, kind)?.id === each.kind,
  );
  return trainingCoverage(
    kindergartens.map(({ id, name, district, staff }) => ({ id, name, district, staff })),
    ofKind,
    everybody(ledger),
    kindergartensByName(ledger),
  );
}

const columns: readonly TableColumn<KindergartenCoverage>[] = [
  { heading: '园所', value: ({ name }) => name },
  { heading: '教职工', value: ({ staff }) => (staff === null ? '' : String(staff)), align: 'right' },
  { heading: '参训', value: ({ trained }) => String(trained.length), align: 'right' },
  { heading: '覆盖率', value: ({ share }) => percent(share), align: 'right' },
  { heading: '未参训', value: ({ missing }) => (missing === null ? '' : String(missing)), align: 'right' },
  { heading: '备注', value: coverageRemark },
];

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const asked = readOptions(options, today(context));
  const masked = flagOption(options, 'masked');
  const wantsFile = textOption(options, 'output') !== undefined;
  const output = wantsFile ? await outputFrom(context, options, '培训覆盖') : undefined;
  const ledger = openLedger(context);
  try {
    const coverage = coverageFor(new ActivityWorld(ledger, context.templateFolders), asked);
    const findings = coverage.kindergartens
      .filter(({ state }) => state === 'more-than-staff')
      .map(({ name, staff, trained }) =>
        makeFinding('training-more-than-staff', { value: name, staff, trained: trained.length }),
      );
    const shown = (name: string) => (masked ? maskName(name) : name);
    if (flagOption(options, 'json')) {
      const { staff, trained, share } = coverage;
      context.stdout.write(
        renderJson({
          since: asked.since,
          until: asked.until,
          staff,
          trained,
          share,
          elsewhere: coverage.elsewhere.length,
          kindergartens: coverage.kindergartens.map((each) => ({
            id: each.id,
            name: each.name,
            district: each.district,
            staff: each.staff,
            trained: each.trained.map(({ name, hours, activities }) => ({
              name: shown(name),
              hours,
              activities,
            })),
            untrained: each.untrained.map(({ name }) => shown(name)),
            missing: each.missing,
            share: each.share,
            state: each.state,
          })),
          findings: findings.map(findingRecord),
        }),
      );
    } else if (!wantsFile) {
      context.stdout.write(renderTable(coverage.kindergartens, columns, context.ambiguousIsWide));
      for (const { name, untrained } of coverage.kindergartens) {
        if (untrained.length === 0) continue;
        context.stdout.write(`${name}还没有参训：${untrained.map((each) => shown(each.name)).join('、')}\n`);
      }
    }
    for (const finding of findings) context.stderr.write(renderFinding(finding));
    const period = `${asked.since} 至 ${asked.until}`;
    if (output?.path !== undefined) {
      const bytes = await coverageWorkbook(coverage, { period, masked });
      await deliverFile(context, { ...output, path: output.path }, bytes);
      if (!masked) context.stderr.write(personalDataNotice);
    }
    context.stderr.write(`${period}：${coverageTotals(coverage)}。\n`);
    return 0;
  } finally {
    ledger.close();
  }
}
