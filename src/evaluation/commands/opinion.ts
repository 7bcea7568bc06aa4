import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { lookUpKindergarten } from '../../roster/find-kindergarten.ts';
import { byHand } from '../evaluation.ts';
import { beginRun, refuseFinal, yearMeant } from '../evaluation-meant.ts';
import { listOpinions, putOpinion, removeOpinion } from '../opinions.store.ts';
import { groupsOfYear, yearEnd } from '../participants.ts';

/** Records the lead's opinion on a member (听取主导园、中心园意见). */
export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const named = String(input.arguments[0] ?? '');
  const year = yearMeant(options);
  const heardOn = dateOption(options, 'on') ?? today(context);
  if (heardOn > today(context)) {
    throw new Failure('option-value', { option: '--on', value: heardOn, expected: '不能晚于今天' });
  }
  const isRemoval = flagOption(options, 'remove');
  const text = isRemoval ? '' : requiredText(options, 'text');
  const title = `${isRemoval ? '删除' : '登记'}对“${named}”的 ${year} 年度考核意见`;
  return applyChange(context, options, { kind: 'evaluation-opinion', title }, (ledger): ChangeReport => {
    const begun = beginRun(context, ledger, options);
    refuseFinal(begun);
    const { run: evaluation, policy } = begun;
    const { kindergarten, code, parameters } = lookUpKindergarten(ledger, named, yearEnd(year));
    if (!kindergarten) throw new Failure(code, parameters);
    const all = groupsOfYear(ledger, policy.id, year);
    const asked = textOption(options, 'group');
    const [group, ...others] = (asked === undefined ? all : [resolveGroup(all, asked)]).filter(
      ({ members }) => members.some(({ kindergartenId }) => kindergartenId === kindergarten.id),
    );
    if (group && others.length > 0) {
      const candidates = [group, ...others].map(({ id, name }) => `${name}（${id}）`).join('、');
      throw new Failure('group-ambiguous', { value: kindergarten.name, candidates });
    }
    if (!group) {
      throw new Failure('evaluation-opinion-of', {
        value: kindergarten.name,
        year,
        role: policy.names.member,
      });
    }
    const known = listOpinions(ledger, evaluation.id).find(
      (each) => each.groupId === group.id && each.kindergartenId === kindergarten.id,
    );
    const lead = group.lead?.name ?? policy.names.lead;
    if (isRemoval) {
      if (known) removeOpinion(ledger, known.id);
    } else {
      putOpinion(ledger, evaluation.id, {
        groupId: group.id,
        kindergartenId: kindergarten.id,
        heardFromId: group.lead?.kindergartenId ?? null,
        heardOn,
        opinion: text,
        ...byHand,
      });
    }
    const after = isRemoval ? null : text;
    return {
      lines: [`${lead}对“${kindergarten.name}”的意见：${known?.opinion ?? '（空）'} → ${after ?? '（空）'}`],
      findings: [],
      record: {
        policy: policy.id,
        year,
        group: group.name,
        lead: group.lead?.name ?? null,
        member: kindergarten.name,
        heardOn,
        before: known?.opinion ?? null,
        after,
      },
    };
  });
}
