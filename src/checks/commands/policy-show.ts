import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson } from '../../cli/table.ts';
import type { Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Policy, Rule } from '../../policy/schema.ts';
import { inForceToday } from '../in-force.ts';
import { policyDetail } from '../policy-record.ts';
import { renderPolicy, renderRules } from '../render-policy.ts';

/**
 * The rules a clerk means: by id (`Z3.size`), by requirement (`Z3`), or as a verdict joins them (`Z2.size/Z3.size`).
 * @throws Failure `policy-rule-unknown`
 */
export function rulesMeant(policy: Policy, reference: string): Rule[] {
  return reference.split('/').flatMap((text) => {
    const wanted = text.trim().toLowerCase();
    const rules = policy.rules.filter((rule) =>
      [rule.id, rule.requirement].some((name) => name.toLowerCase() === wanted),
    );
    if (rules.length === 0) {
      const expected = `请运行 youlian policy show ${policy.id} 查看规则的编号，如 Z3.size，或只写要求编号 Z3。`;
      throw new Failure('policy-rule-unknown', { value: text, policy: policy.id, expected });
    }
    return rules;
  });
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const [id, reference] = input.arguments;
  const policy = loadPolicy(String(id), context.templateFolders, dateOption(input.options, 'on'));
  const rules = typeof reference === 'string' ? rulesMeant(policy, reference) : policy.rules;
  if (policy.status === 'draft') {
    context.stderr.write(renderFinding(makeFinding('policy-draft', { value: policy.title })));
  }
  if (input.options.json) {
    context.stdout.write(renderJson(policyDetail(policy, rules, inForceToday(context))));
  } else {
    context.stdout.write(
      typeof reference === 'string'
        ? renderRules(policy, rules)
        : renderPolicy(policy, inForceToday(context), context.ambiguousIsWide),
    );
  }
  return 0;
}
