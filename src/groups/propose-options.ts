import { basename } from 'node:path';
import type { CommandInput } from '../cli/command.ts';
import { flagOption, namesOption, textOption } from '../cli/options.ts';
import { type CoordinateSystem, coordinateSystems } from '../common/coordinate-systems.ts';
import type { IsoDate } from '../common/dates.ts';
import { absolutePath, type Context } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Policy } from '../policy/schema.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';
import { readDistances } from './distance-sheet.ts';
import { formingSettings } from './forming-settings.ts';
import { readLeadNames } from './leads-file.ts';
import {
  type GivenDistances,
  type KindergartenPair,
  type PlanProblem,
  planProblem,
  type WishMode,
} from './plan.ts';

type Options = CommandInput['options'];

/** Seconds after which the best so far is taken, where nothing else is said. */
export const usualTimeLimit = 120;

/**
 * The forming problem as the clerk's options put it.
 * @param warn told of what is wrong in a table of distances
 * @throws Failure `option-value`, `kindergarten-unknown`, `kindergarten-ambiguous`, `distances-unread`
 */
export async function problemWished(
  context: Context,
  ledger: Ledger,
  options: Options,
  { on, policy }: { readonly on: IsoDate; readonly policy: Policy },
  warn: (finding: Finding) => void,
): Promise<PlanProblem> {
  const task = flagOption(options, 'regroup') ? 'regroup' : policy.forming.task;
  const count = countOption(options, 'count', '--count', 1);
  const maxLeads = countOption(options, 'maxLeads', '--max-leads', 1);
  refuseCounts(task, { count, maxLeads }, policy);
  const maxMoves = countOption(options, 'maxMoves', '--max-moves', 0);
  if (maxMoves !== null && task !== 'regroup') {
    throw new Failure('option-value', {
      option: '--max-moves',
      value: maxMoves,
      expected: '要与 --regroup 一起用',
    });
  }
  return planProblem({
    ...{ on, task, maxMoves },
    leads: await leadsWished(context, ledger, namesOption(options, 'leads'), on),
    pins: pairs(ledger, options, 'pin', on).map(([memberId, leadId]) => ({ memberId, leadId })),
    together: pairs(ledger, options, 'together', on),
    forbidden: pairs(ledger, options, 'forbid', on),
    wishes: (textOption(options, 'wishes') ?? formingSettings(context.templateFolders).wishes) as WishMode,
    maxLeads: count ?? maxLeads,
    crs: crsWished(textOption(options, 'crs')),
    distances: await distancesWished(context, ledger, textOption(options, 'distances'), on, warn),
    timeLimitSeconds: countOption(options, 'timeLimit', '--time-limit', 1) ?? usualTimeLimit,
  });
}

/** The number of groups is chosen where everybody is divided, that of leads where members are assigned. */
function refuseCounts(
  task: PlanProblem['task'],
  { count, maxLeads }: { readonly count: number | null; readonly maxLeads: number | null },
  { names }: Pick<Policy, 'names'>,
): void {
  if (task === 'partition' && maxLeads !== null) {
    const expected = `划分${names.kind}时请用 --count 写明个数`;
    throw new Failure('option-value', { option: '--max-leads', value: maxLeads, expected });
  }
  if (task !== 'partition' && count !== null) {
    const expected = '这里的主导园是给定的，要限制个数请用 --max-leads';
    throw new Failure('option-value', { option: '--count', value: count, expected });
  }
}

function countOption(options: Options, name: string, flag: string, least: number): number | null {
  const text = textOption(options, name);
  if (text === undefined) return null;
  const value = Number(text.normalize('NFKC'));
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Failure('option-value', { option: flag, value: text, expected: `应是不小于 ${least} 的整数` });
}

function crsWished(text: string | undefined): CoordinateSystem {
  if (text === undefined) return 'wgs84';
  const key = text.toLowerCase().replace(/[-_ ]/gu, '');
  const found = coordinateSystems.find((each) => each === key);
  if (found) return found;
  const expected = '应是 wgs84（GPS）、gcj02（高德、腾讯地图）或 bd09（百度地图）';
  throw new Failure('option-value', { option: '--crs', value: text, expected });
}

async function distancesWished(
  context: Context,
  ledger: Ledger,
  file: string | undefined,
  on: IsoDate,
  warn: (finding: Finding) => void,
): Promise<GivenDistances | null> {
  if (file === undefined) return null;
  const { metresPerMinute } = formingSettings(context.templateFolders);
  const { given, findings } = await readDistances(ledger, absolutePath(context, file), on, metresPerMinute);
  for (const finding of findings) warn(finding);
  if (given.entries.length === 0) {
    const reason = '没有一对园所的距离可用';
    throw new Failure('distances-unread', { value: basename(file), reason });
  }
  return given;
}

/** Leads by name, or by a workbook that lists them; null where the policy is to choose. */
async function leadsWished(context: Context, ledger: Ledger, texts: readonly string[], on: IsoDate) {
  if (texts.length === 0) return null;
  const names: string[] = [];
  for (const text of texts) {
    if (/\.xls[xm]?$/i.test(text)) names.push(...(await readLeadNames(absolutePath(context, text))));
    else names.push(text);
  }
  return [...new Set(names.map((name) => resolveKindergarten(ledger, name, on).id))];
}

const expectedPairs = {
  pin: '应写成“联盟园=主导园”',
  together: '应写成“甲园=乙园”',
  forbid: '应写成“甲园=乙园”',
} as const;

function pairs(
  ledger: Ledger,
  options: Options,
  name: keyof typeof expectedPairs,
  on: IsoDate,
): KindergartenPair[] {
  return namesOption(options, name).map((text) => {
    const [one, other, ...rest] = text.split(/[=＝]/).map((part) => part.trim());
    if (!one || !other || rest.length > 0) {
      throw new Failure('option-value', { option: `--${name}`, value: text, expected: expectedPairs[name] });
    }
    return [resolveKindergarten(ledger, one, on).id, resolveKindergarten(ledger, other, on).id];
  });
}
