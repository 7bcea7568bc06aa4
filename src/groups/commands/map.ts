import { extname } from 'node:path';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { absolutePath, type Context, today } from '../../context.ts';
import { deliverFile } from '../../exports/output.ts';
import { Failure } from '../../findings/catalogue.ts';
import { officeFacts } from '../../ledger/office-facts.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { checkTarget } from '../../workbook/save.ts';
import { policyMeant } from '../by-hand.ts';
import type { MapContent } from '../plans/map/layout.ts';
import { mapContent } from '../plans/map-content.ts';
import {
  isStanding,
  planNumbered,
  type ReadGrouping,
  readPlanGrouping,
  readStandingGrouping,
} from '../plans/read-grouping.ts';
import { tierNamed } from '../tier-named.ts';

/** Where the map goes: as a page or as a drawing, told by the ending. @throws Failure `answer-missing`, `option-value`, `file-exists`, `file-unwritable` */
async function outputFrom(context: Context, options: CommandInput['options'], name: string) {
  const given =
    textOption(options, 'output') ??
    (
      await context.prompter.input({
        message: '地图存为哪个文件？',
        option: '--output 文件名.html',
        initial: `${name}.html`,
      })
    ).trim();
  const ending = extname(given).toLowerCase();
  if (ending !== '' && ending !== '.html' && ending !== '.htm' && ending !== '.svg') {
    throw new Failure('option-value', {
      option: '--output',
      value: given,
      expected: '文件名应以 .html（网页）或 .svg（图形）结尾',
    });
  }
  const path = absolutePath(context, ending === '' ? `${given}.html` : given);
  const force = flagOption(options, 'force');
  await checkTarget(path, { force });
  return { path, force, dryRun: flagOption(options, 'dryRun'), svg: ending === '.svg' };
}

interface MapRequest {
  /** A plan's number, or 现状. */
  readonly reference: string;
  readonly policy: string | undefined;
  readonly tier: string | undefined;
  /** For 现状. */
  readonly on: string;
}

/** @throws Failure `plan-unknown`, `policy-needed`, `nothing-to-export` where no group stands */
export function contentOf(ledger: Ledger, request: MapRequest, folders: readonly string[]): MapContent {
  let read: ReadGrouping;
  if (isStanding(request.reference)) {
    const policyId = policyMeant(ledger, request.policy, request.on);
    const tier = request.tier === undefined ? null : tierNamed(loadPolicy(policyId, folders), request.tier);
    read = readStandingGrouping(ledger, { policyId, tier, on: request.on }, folders);
    if (read.grouping.groups.length === 0) throw new Failure('map-empty', { date: request.on });
  } else {
    read = readPlanGrouping(ledger, planNumbered(ledger, request.reference), folders);
  }
  const policy = loadPolicy(read.grouping.policyId, folders);
  const office = officeFacts(ledger).own?.name ?? '';
  return mapContent(read.grouping, {
    ...{ policy, office, kindergartens: read.kindergartens },
    crs: read.stored?.problem.crs ?? 'wgs84',
  });
}

export async function run(
  context: Context,
  { arguments: [reference], options }: CommandInput,
): Promise<ExitCode> {
  const ledger = openLedger(context);
  try {
    const content = contentOf(
      ledger,
      {
        reference: String(reference),
        policy: textOption(options, 'policy'),
        tier: textOption(options, 'tier'),
        on: dateOption(options, 'on') ?? today(context),
      },
      context.templateFolders,
    );
    const output = await outputFrom(context, options, content.title.replace(/\s/gu, ''));
    const text = output.svg
      ? (await import('../plans/map/svg-page.ts')).mapSvg(content)
      : (await import('../plans/map/html-page.ts')).mapHtml(content);
    await deliverFile(context, output, new TextEncoder().encode(text));
    return 0;
  } finally {
    ledger.close();
  }
}
