import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import type { Ledger } from '../../store/ledger.ts';
import {
  addConfirmation,
  changeConfirmation,
  listConfirmations,
  removeConfirmation,
} from '../bulletins.store.ts';
import { type Candidate, candidatesOf, keyOfConfirmation } from '../candidates.ts';
import { quarterRequest } from '../draft-request.ts';
import type { Quarter } from '../quarter.ts';
import { readBulletinFacts } from '../read-facts.ts';

type Options = CommandInput['options'];

const nameOf = ({ subject, group, words }: Candidate) =>
  `${group === null ? subject : `${subject}（${group}）`}，${words}`;

const unknown = (value: string, { id }: Quarter) =>
  new Failure('bulletin-finding-unknown', { value, quarter: id });

function withdraw(ledger: Ledger, policyId: string, quarter: Quarter, keys: readonly string[]): ChangeReport {
  const known = listConfirmations(ledger, policyId, quarter.id);
  for (const key of keys) {
    const found = known.find((each) => keyOfConfirmation(each) === key);
    if (!found) throw unknown(key, quarter);
    removeConfirmation(ledger, found.id);
  }
  return {
    lines: keys.map((key) => `撤回确认：${key}`),
    findings: [],
    record: { quarter: quarter.id, withdrawn: keys },
  };
}

export async function run(context: Context, { arguments: given, options }: CommandInput): Promise<ExitCode> {
  const [first] = given;
  const keys = [...new Set(Array.isArray(first) ? first : [first ?? ''])];
  const withdraws = flagOption(options, 'withdraw');
  const reason = withdraws ? '' : requiredText(options, 'reason');
  const operation = {
    kind: 'bulletin-confirm',
    title: `${withdraws ? '撤回' : '确认'}通报批评：${keys.join('、')}`,
  };
  return applyChange(context, options, operation, (ledger) => {
    const request = quarterRequest(context, ledger, options);
    const { policy, quarter } = request;
    if (withdraws) return withdraw(ledger, policy.id, quarter, keys);
    const candidates = new Map(
      candidatesOf(readBulletinFacts(ledger, request)).map((each) => [each.key, each]),
    );
    const known = listConfirmations(ledger, policy.id, quarter.id);
    const own = confirmedBy(context, options);
    const chosen = keys.map((key) => {
      const candidate = candidates.get(key);
      if (!candidate) throw unknown(key, quarter);
      return candidate;
    });
    for (const { key, source, ruleId, groupId, kindergartenId } of chosen) {
      const before = known.find((each) => keyOfConfirmation(each) === key);
      if (before) changeConfirmation(ledger, before.id, { reason, ...own });
      else {
        addConfirmation(ledger, {
          policyId: policy.id,
          quarter: quarter.id,
          source,
          ruleId,
          groupId,
          kindergartenId,
          reason,
          ...own,
        });
      }
    }
    return {
      lines: chosen.map((candidate) => `确认：${nameOf(candidate)}（${reason}）`),
      findings: [],
      hint: '重新起草这个季度的通报，批评就写进去。',
      record: { quarter: quarter.id, confirmed: keys, reason, by: own.confirmedBy, date: own.confirmedOn },
    };
  });
}

function confirmedBy(context: Context, options: Options) {
  return {
    confirmedBy: textOption(options, 'by') ?? context.clerk,
    confirmedOn: dateOption(options, 'date') ?? today(context),
  };
}
