import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, namesOption, requiredText, textOption } from '../../cli/options.ts';
import type { IsoDate } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { areaFacts } from '../../ledger/office-facts.ts';
import { cycleFor } from '../../policy/cycle.ts';
import { leadTier } from '../../policy/lead-tier.ts';
import { loadPolicy } from '../../policy/load.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import { namedKindergartens, policyMeant, refuseSecondGroup, warnOfOtherGroups } from '../by-hand.ts';
import { cycleText, tierName } from '../group-naming.ts';
import { createGroup, listGroups } from '../groups.store.ts';
import { proposedNames } from '../proposed-names.ts';
import { tierNamed } from '../tier-named.ts';

export interface NewGroupByHand {
  readonly policy: string | undefined;
  readonly tier: string | undefined;
  readonly lead: string;
  readonly members: readonly string[];
  readonly name: string | undefined;
  readonly since: IsoDate;
}

/**
 * Makes a group whatever the rules say; it is for `check` to judge it.
 * @throws Failure `policy-needed`, `policy-unknown`, `option-value`, `kindergarten-unknown`, `member-is-lead` …
 */
export function createByHand(
  ledger: Ledger,
  wanted: NewGroupByHand,
  folders: readonly string[],
): ChangeReport & { readonly groupId: number } {
  const policy = loadPolicy(policyMeant(ledger, wanted.policy, wanted.since), folders);
  const named = wanted.tier === undefined ? undefined : tierNamed(policy, wanted.tier);
  const lead = resolveKindergarten(ledger, wanted.lead, wanted.since);
  const members = namedKindergartens(ledger, wanted.members, wanted.since);
  if (members.some((member) => member.id === lead.id)) {
    throw new Failure('member-is-lead', { value: lead.name });
  }
  const cycle = cycleFor(policy, wanted.since);
  refuseSecondGroup(ledger, policy.id, lead, cycle.from, wanted.since);
  const findings = warnOfOtherGroups(
    ledger,
    [lead, ...members],
    { id: null, cycleEnd: cycle.to },
    wanted.since,
  );
  const tier = named ?? leadTier(policy, lead, areaFacts(ledger));
  const taken = new Set(listGroups(ledger, wanted.since).map((group) => group.name));
  const name = wanted.name ?? proposedNames(policy, tier, [lead], taken).get(lead.id) ?? lead.name;
  const groupId = createGroup(ledger, {
    policyId: policy.id,
    tier,
    name,
    officeId: lead.districtId,
    cycleStart: cycle.from,
    cycleEnd: cycle.to,
    validFrom: wanted.since,
    origin: 'hand',
    lead: { kindergartenId: lead.id },
    members: members.map((member) => ({ kindergartenId: member.id })),
  });
  const period = cycleText({ cycleStart: cycle.from, cycleEnd: cycle.to });
  return {
    groupId,
    findings,
    lines: [
      `建立“${name}”（编号 ${groupId}）：${policy.id}，层级${tierName(tier)}，${wanted.since} 起，周期 ${period}`,
      `${policy.names.lead}：${lead.name}`,
      `${policy.names.member}：${members.map((member) => member.name).join('、') || '（暂无）'}`,
    ],
    record: {
      id: groupId,
      policy: policy.id,
      tier,
      name,
      lead: lead.name,
      members: members.map((member) => member.name),
      cycleStart: cycle.from,
      cycleEnd: cycle.to,
      since: wanted.since,
    },
    hint: `运行 youlian check --group ${groupId} 可核对它是否合乎政策。`,
  };
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const lead = requiredText(options, 'lead');
  const wanted: NewGroupByHand = {
    policy: textOption(options, 'policy'),
    tier: textOption(options, 'tier'),
    lead,
    members: namesOption(options, 'member'),
    name: textOption(options, 'name'),
    since: dateOption(options, 'since') ?? today(context),
  };
  return applyChange(
    context,
    options,
    { kind: 'group-create', title: `建立联盟（主导园 ${lead}）` },
    (ledger) => createByHand(ledger, wanted, context.templateFolders),
  );
}
