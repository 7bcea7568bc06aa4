import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption } from '../../cli/options.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import { beginning, type IsoDate } from '../../common/dates.ts';
import { maskPhones } from '../../common/masking.ts';
import { type Context, today } from '../../context.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger.ts';
import { fieldLabels, valueInWords } from '../field-labels.ts';
import { resolveKindergarten } from '../find-kindergarten.ts';
import { fullRosterRecord, type Kindergarten } from '../kindergarten.ts';
import { type Origin, originsOf } from '../origins.store.ts';
import { namesOf } from '../roster.store.ts';
import { type ApplicationTie, applicationsOf, type GroupTie, groupsOf } from '../ties.store.ts';

/** Everything there is to show about a kindergarten on a date. */
export interface KindergartenView {
  readonly kindergarten: Kindergarten;
  readonly groups: readonly GroupTie[];
  readonly applications: readonly ApplicationTie[];
  /** Names it bore at other times, or was entered under by mistake: imports know it by them. */
  readonly otherNames: readonly string[];
  /** By field of the roster table; only where asked for. */
  readonly provenance: Readonly<Record<string, Origin>> | null;
}

const ledgerFields: Readonly<Record<string, string>> = { districtId: 'district', townId: 'town' };

/** @throws Failure `kindergarten-unknown`, `kindergarten-ambiguous` */
export function viewKindergarten(
  ledger: Ledger,
  reference: string,
  on: IsoDate,
  withProvenance: boolean,
): KindergartenView {
  const kindergarten = resolveKindergarten(ledger, reference, on);
  const origins = withProvenance ? originsOf(ledger, kindergarten.id, on) : new Map<string, Origin>();
  return {
    kindergarten,
    groups: groupsOf(ledger, kindergarten.id, on),
    applications: applicationsOf(ledger, kindergarten.id),
    otherNames: namesOf(ledger, kindergarten.id).filter((name) => name !== kindergarten.name),
    provenance: withProvenance
      ? Object.fromEntries([...origins].map(([field, origin]) => [ledgerFields[field] ?? field, origin]))
      : null,
  };
}

interface Line {
  readonly label: string;
  readonly value: string | null;
  readonly origin: Origin | undefined;
}

/** `2023-09-01 09:00`, in the office's time. */
const moment = (at: string) =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

const baseName = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

const plain: readonly TableColumn<Line>[] = [
  { heading: '栏目', value: (line) => line.label },
  { heading: '内容', value: (line) => line.value },
];

const withOrigin: readonly TableColumn<Line>[] = [
  ...plain,
  { heading: '文件', value: ({ origin }) => (origin?.file ? baseName(origin.file) : null) },
  { heading: '工作表', value: ({ origin }) => origin?.sheet ?? null },
  { heading: '单元格', value: ({ origin }) => origin?.cell ?? null },
  { heading: '时间', value: ({ origin }) => (origin ? moment(origin.at) : null) },
  {
    heading: '操作',
    value: ({ origin }) => (origin ? `第 ${origin.operation} 次 ${origin.title}（${origin.clerk}）` : null),
  },
];

const groupColumns: readonly TableColumn<GroupTie>[] = [
  { heading: '编号', align: 'right', value: (group) => group.id },
  { heading: '联盟', value: (group) => group.name },
  { heading: '身份', value: (group) => (group.role === 'lead' ? '主导园' : '联盟园') },
  { heading: '政策', value: (group) => group.policy },
  { heading: '周期', value: (group) => `${group.cycleStart} 至 ${group.cycleEnd ?? '未定'}` },
];

const applicationColumns: readonly TableColumn<ApplicationTie>[] = [
  { heading: '收到', value: (application) => application.receivedOn },
  { heading: '申请的主导园', value: (application) => application.leadName },
  { heading: '政策', value: (application) => application.policy },
];

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const on = dateOption(options, 'on') ?? today(context);
  const mask = flagOption(options, 'masked');
  const ledger = openLedger(context);
  try {
    const view = viewKindergarten(ledger, String(input.arguments[0]), on, flagOption(options, 'provenance'));
    const phone = view.kindergarten.phone;
    const kindergarten =
      mask && phone ? { ...view.kindergarten, phone: maskPhones(phone) } : view.kindergarten;
    if (flagOption(options, 'json')) {
      context.stdout.write(renderJson(jsonOf({ ...view, kindergarten })));
      if (!mask && phone) context.stderr.write('含完整电话号码，只供内部使用；要隐去请加 --masked。\n');
      return 0;
    }
    const { groups, applications, provenance } = view;
    const lines = Object.entries(fieldLabels).map(([field, label]) => ({
      label,
      value: valueInWords(kindergarten[field as keyof typeof fieldLabels]),
      origin: provenance?.[field],
    }));
    const table = renderTable(lines, provenance ? withOrigin : plain, context.ambiguousIsWide);
    const known = kindergarten.validFrom === beginning ? '' : `　${kindergarten.validFrom} 起`;
    const until = kindergarten.validTo === null ? '' : `　至 ${kindergarten.validTo} 前`;
    context.stdout.write(`${kindergarten.name}（编号 ${kindergarten.id}）${known}${until}\n\n${table}`);
    if (view.otherNames.length > 0) context.stdout.write(`\n其他名称：${view.otherNames.join('、')}\n`);
    if (groups.length > 0) {
      context.stdout.write(`\n所在联盟：\n${renderTable(groups, groupColumns, context.ambiguousIsWide)}`);
    }
    if (applications.length > 0) {
      const received = renderTable(applications, applicationColumns, context.ambiguousIsWide);
      context.stdout.write(`\n收到的申请表：\n${received}`);
    }
    return 0;
  } finally {
    ledger.close();
  }
}

function jsonOf({ kindergarten, groups, applications, otherNames, provenance }: KindergartenView) {
  const { validFrom, validTo } = kindergarten;
  return {
    id: kindergarten.id,
    ...fullRosterRecord(kindergarten),
    validFrom: validFrom === beginning ? null : validFrom,
    validTo,
    groups,
    applications,
    otherNames,
    ...(provenance ? { provenance } : {}),
  };
}
