import { existsSync } from 'node:fs';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { Cancelled, Failure, makeFinding } from '../../findings/catalogue.ts';
import { findingRecord } from '../../findings/finding.ts';
import { loadDistrictNames } from '../../tables/load.ts';
import {
  describeFounding,
  type Founding,
  foundLedger,
  officeLevels,
  readDistricts,
  readFoundingOptions,
  readTerms,
  regionFor,
} from '../founding.ts';
import { areaOfOffice, levelName, type OfficeLevel } from '../office.ts';
import { operationInfo, warnOnNetworkDrive } from '../open-ledger.ts';
import { checkPolicies, policyChoices } from '../policy-choice.ts';
import { readRegionCode } from '../region-code.ts';

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const path = context.ledgerPath;
  if (existsSync(path)) throw new Failure('ledger-exists', { value: path });
  const yes = flagOption(input.options, 'yes');
  const dryRun = flagOption(input.options, 'dryRun');
  const given = readFoundingOptions(input.options, loadDistrictNames(context.templateFolders));
  if (given.policies) checkPolicies(given.policies, context.templateFolders);
  const asking = context.interactive && !yes;
  const founding = asking ? await askFor(context, given) : complete(given);
  const findings = checkPolicies(founding.policies, context.templateFolders);
  if (founding.terms.length === 0) findings.push(makeFinding('terms-assumed'));
  if (asking && !dryRun) {
    context.stderr.write(describeFounding(founding));
    const confirmed = await context.prompter.confirm({
      message: `建立台账 ${path}？`,
      option: '--yes',
      initial: true,
    });
    if (!confirmed) throw new Cancelled('已取消，没有建立台账。');
  }
  const info = operationInfo(context, 'init', `建立${founding.title}的台账`);
  const { operation } = await foundLedger(path, founding, info, { dryRun });
  context.stderr.write(dryRun ? `预演通过，没有建立台账 ${path}。\n` : `已建立台账 ${path}。\n`);
  if (!asking) context.stderr.write(describeFounding(founding));
  for (const finding of findings) context.stderr.write(renderFinding(finding));
  if (!dryRun) warnOnNetworkDrive(context);
  if (input.options.json) {
    const { title, area, level, regionCode, policies, terms, seat } = founding;
    context.stdout.write(
      renderJson({
        ledger: path,
        operation: dryRun ? null : operation,
        dryRun,
        office: { name: title, area, level, region: regionCode },
        policies,
        terms,
        seat,
        findings: findings.map(findingRecord),
      }),
    );
  }
  return 0;
}

/** @throws Failure `init-incomplete` naming all that is missing at once */
function complete(given: Partial<Founding>): Founding {
  const { title, area, level, regionCode, policies } = given;
  if (title !== undefined && area !== undefined && level && regionCode !== undefined && policies) {
    const { terms = [], districts = [], seat = [] } = given;
    return { title, area, level, regionCode, policies, terms, districts, seat };
  }
  const missing = [
    ...(title === undefined ? [['单位名称', '--name']] : []),
    ...(level === undefined ? [['级别', '--level']] : []),
    ...(regionCode === undefined ? [['行政区划代码', '--region']] : []),
    ...(policies === undefined ? [['执行的政策', '--policy']] : []),
  ];
  throw new Failure('init-incomplete', {
    missing: missing.map(([what]) => what).join('、'),
    options: missing.map(([, option]) => option).join(' '),
  });
}

async function askFor(context: Context, given: Partial<Founding>): Promise<Founding> {
  const { prompter } = context;
  const title =
    given.title ??
    (
      await prompter.input({
        message: '单位名称（如 云溪市教育局）：',
        option: '--name',
        validate: (value) => value.trim() !== '' || '请填写单位名称',
      })
    ).trim();
  const level =
    given.level ??
    (await prompter.select({
      message: '级别：',
      option: '--level',
      choices: officeLevels.map((value) => ({ value, name: levelName(value) })),
      initial: likelyLevel(title),
    }));
  const region =
    given.regionCode ??
    (await prompter.input({
      message: '行政区划代码（6 位，如 370400）：',
      option: '--region',
      validate: (value) => {
        const read = readRegionCode(value, level);
        return 'code' in read || read.problem;
      },
    }));
  const regionCode = regionFor(region, level);
  const policies =
    given.policies ??
    (await prompter.checkbox({
      message: '执行的政策（空格选择，回车确定）：',
      option: '--policy',
      choices: policyChoices(context.templateFolders).map(({ id, title, status }) => ({
        value: id,
        name: `${title}（${id}）${status === 'draft' ? '　征求意见稿' : ''}`,
      })),
      validate: (chosen) => chosen.length > 0 || '至少选一个：按空格选择，再按回车',
    }));
  const terms = given.terms?.length ? given.terms : await askForTerms(context);
  const districts =
    given.districts?.length || level !== 'city' ? (given.districts ?? []) : await askForDistricts(context);
  const seat = given.seat?.length || level !== 'city' ? (given.seat ?? []) : await askForSeat(context);
  return {
    title,
    area: given.area ?? areaOfOffice(title),
    level,
    regionCode,
    policies,
    terms,
    districts,
    seat,
  };
}

const split = (text: string) => text.split(/[\s,，;；、]+/).filter((part) => part !== '');

/** For a prompt: true where an answer can be read, else what is wrong with it. */
function tryReading(read: () => unknown): true | string {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof Failure) return error.finding.message;
    throw error;
  }
}

async function askForTerms(context: Context) {
  const answer = await context.prompter.input({
    message: '学期（如 2021-2022:1=2021-09-01..2022-01-20，几个用空格隔开；不填则按通常日期）：',
    option: '--term',
    validate: (value) => tryReading(() => readTerms(split(value))),
  });
  return readTerms(split(answer));
}

/** The districts under the office: by them a name with a slip of the pen is told from a new one. */
async function askForDistricts(context: Context): Promise<string[]> {
  const names = loadDistrictNames(context.templateFolders);
  const answer = await context.prompter.input({
    message: '下属的区县（如 东湖区 西岭区，几个用空格隔开；不填则导入时再登记）：',
    option: '--district',
    validate: (value) => tryReading(() => readDistricts('--district', split(value), names)),
  });
  return readDistricts('--district', split(answer), names);
}

/** The districts of the city's seat: some policies let a city's leads take members from there alone. */
async function askForSeat(context: Context): Promise<string[]> {
  const districts = loadDistrictNames(context.templateFolders);
  const answer = await context.prompter.input({
    message: '市驻地所在的区（如 东湖区，几个用空格隔开；不填则以后再登记）：',
    option: '--seat',
    validate: (value) => tryReading(() => readDistricts('--seat', split(value), districts)),
  });
  return readDistricts('--seat', split(answer), districts);
}

function likelyLevel(title: string): OfficeLevel {
  const area = areaOfOffice(title);
  if (/[省]$|自治区$/u.test(area)) return 'province';
  if (/[镇乡]$|街道$/u.test(area)) return 'town';
  return /[区县旗]$/u.test(area) ? 'county' : 'city';
}
