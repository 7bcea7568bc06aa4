import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { addDays, type IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { concernedBy, refuseBefore } from '../concerned.ts';
import { lastDayText } from '../procedure.ts';
import { refuseIdle, waivableRule } from '../waivable.ts';
import { addWaiver, endWaiver, listWaivers } from '../workflow.store.ts';

interface WaiverRequest {
  readonly rule: string;
  readonly group: string;
  readonly member: string | undefined;
  readonly since: IsoDate;
  /** Last day on which it holds; undefined for no end. */
  readonly until: IsoDate | undefined;
  readonly by: string | undefined;
}

function waiverConcerns(ledger: Ledger, { group, member, since }: WaiverRequest) {
  const concerned = concernedBy(ledger, group, member, since, '--since');
  refuseBefore(concerned, since, '--since');
  return concerned;
}

/** Waives a rule for a group or one of its members (inside `perform`). */
export function waive(
  ledger: Ledger,
  request: WaiverRequest & { readonly reason: string },
  folders: readonly string[],
): ChangeReport {
  const { group, member } = waiverConcerns(ledger, request);
  const policy = loadPolicy(group.policyId, folders);
  const rule = waivableRule(policy, request.rule);
  refuseIdle(policy, rule, group, member);
  const own = ownOffice(ledger);
  const grantedBy = request.by ?? own.title ?? own.name;
  const kindergartenId = member?.kindergartenId ?? null;
  const validTo = request.until === undefined ? null : addDays(request.until, 1);
  const same = standing(ledger, rule.id, group.id, kindergartenId, request.since);
  const subject = member ? `${group.name}的${member.name}` : group.name;
  if (same) throw new Failure('waiver-exists', { value: subject, rule: rule.id, reason: same.reason });
  const { cycleEnd } = group;
  const findings =
    cycleEnd !== null && cycleEnd < request.since
      ? [makeFinding('waiver-after-cycle', { value: subject, since: request.since, end: cycleEnd })]
      : [];
  addWaiver(ledger, {
    policyId: group.policyId,
    ruleId: rule.id,
    groupId: group.id,
    kindergartenId,
    reason: request.reason,
    grantedBy,
    grantedOn: request.since,
    validFrom: request.since,
    validTo,
  });
  return {
    lines: [
      `${subject}：${rule.id} ${rule.title}，准予豁免，${request.since} 起${validTo === null ? '' : `，${lastDayText(validTo)}`}（${grantedBy}：${request.reason}）`,
    ],
    findings,
    hint: '核查时仍会列出这一项，写明豁免的理由。',
    record: {
      group: group.id,
      member: member?.name ?? null,
      rule: rule.id,
      reason: request.reason,
      by: grantedBy,
    },
  };
}

const standing = (
  ledger: Ledger,
  ruleId: string,
  groupId: number,
  kindergartenId: number | null,
  on: IsoDate,
) =>
  listWaivers(ledger).find(
    (waiver) =>
      waiver.ruleId === ruleId &&
      waiver.groupId === groupId &&
      waiver.kindergartenId === kindergartenId &&
      (waiver.validTo === null || waiver.validTo > on),
  );

/** Ends the waiver that stands (inside `perform`). @throws Failure `waiver-absent` */
export function endStanding(ledger: Ledger, request: WaiverRequest): ChangeReport {
  const { group, member } = waiverConcerns(ledger, request);
  const subject = member ? `${group.name}的${member.name}` : group.name;
  const waiver = listWaivers(ledger).find(
    (each) =>
      each.ruleId.toLowerCase() === request.rule.trim().toLowerCase() &&
      each.groupId === group.id &&
      each.kindergartenId === (member?.kindergartenId ?? null) &&
      each.validFrom < request.since &&
      (each.validTo === null || each.validTo > request.since),
  );
  if (!waiver)
    throw new Failure('waiver-absent', { value: subject, rule: request.rule, date: request.since });
  endWaiver(ledger, waiver.id, request.since);
  return {
    lines: [`${subject}：${waiver.ruleId} 的豁免${lastDayText(request.since)}（${waiver.reason}）`],
    findings: [],
    record: {
      group: group.id,
      member: member?.name ?? null,
      rule: waiver.ruleId,
      reason: waiver.reason,
      by: waiver.grantedBy,
    },
  };
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const request: WaiverRequest = {
    rule: String(input.arguments[0]),
    group: requiredText(options, 'group'),
    member: textOption(options, 'member'),
    since: dateOption(options, 'since') ?? today(context),
    until: dateOption(options, 'until'),
    by: textOption(options, 'by'),
  };
  const ends = flagOption(options, 'end');
  const reason = textOption(options, 'reason');
  if (!ends && reason === undefined) {
    throw new Failure('option-value', { option: '--reason', value: '', expected: '要写明豁免的理由' });
  }
  if (request.until !== undefined && request.until < request.since) {
    const expected = `不能早于 ${request.since}`;
    throw new Failure('option-value', { option: '--until', value: request.until, expected });
  }
  const title = `${ends ? '终止豁免' : '豁免'} ${request.rule}（联盟 ${request.group}）`;
  return applyChange(context, options, { kind: 'group-waive', title }, (ledger) =>
    ends
      ? endStanding(ledger, request)
      : waive(ledger, { ...request, reason: reason ?? '' }, context.templateFolders),
  );
}
