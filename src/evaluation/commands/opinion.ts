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
import { memberSubjects } from '../opinions.ts';
import { groupsOfYear, participantKey, yearEnd } from '../participants.ts';
import type { Rubric, RubricSubject } from '../rubric.ts';

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
    const { run: evaluation, policy, rubric } = begun;
    const subject = subjectMeant(rubric, textOption(options, 'subject'));
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
    const key = { groupId: group.id, kindergartenId: kindergarten.id, subject: subject.id };
    const known = listOpinions(ledger, evaluation.id).find(
      (each) => participantKey(each) === participantKey(key),
    );
    const lead = group.lead?.name ?? policy.names.lead;
    if (isRemoval) {
      if (known) removeOpinion(ledger, known.id);
    } else {
      putOpinion(ledger, evaluation.id, {
        ...key,
        heardFromId: group.lead?.kindergartenId ?? null,
        heardOn,
        opinion: text,
        ...byHand,
      });
    }
    const after = isRemoval ? null : text;
    return {
      lines: [
        `${lead}对“${kindergarten.name}”（${subject.name}）的意见：${known?.opinion ?? '（空）'} → ${after ?? '（空）'}`,
      ],
      findings: [],
      record: {
        policy: policy.id,
        year,
        group: group.name,
        lead: group.lead?.name ?? null,
        member: kindergarten.name,
        subject: subject.name,
        heardOn,
        before: known?.opinion ?? null,
        after,
      },
    };
  });
}

/**
 * What members are scored on, by its name or id; without either the kindergarten itself, not its principal.
 * @throws Failure `option-value`
 */
function subjectMeant(rubric: Rubric, named: string | undefined): RubricSubject {
  const subjects = memberSubjects(rubric);
  const found = subjects.find(({ id, name }) => named === undefined || named === id || named === name);
  if (found) return found;
  const choices = subjects.map(({ name }) => name).join('、');
  const expected = choices === '' ? '不写：这份细则没有考核成员园的表' : `应是：${choices}`;
  throw new Failure('option-value', { option: '--subject', value: named ?? '', expected });
}
