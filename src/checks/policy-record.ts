import { renderCitation } from '../policy/evaluate.ts';
import { factNames } from '../policy/fact-names.ts';
import type { Policy, Rule } from '../policy/schema.ts';

/** Stands where a text shows no date from which it holds. */
const notStated = 'not stated';

/** A policy as `policy list --json` prints it. */
export function policyRecord(policy: Policy, inForce: ReadonlySet<string>) {
  return {
    id: policy.id,
    title: policy.title,
    status: policy.status,
    effective: policy.effective ?? notStated,
    inForce: inForce.has(policy.id),
  };
}

function ruleRecord(policy: Policy, rule: Rule) {
  return {
    id: rule.id,
    requirement: rule.requirement,
    title: rule.title,
    kind: rule.kind,
    modality: rule.modality,
    citation: renderCitation(rule.citation, policy.status),
    tier: rule.tier ?? null,
    decidable: rule.decidable,
    /** Why no verdict is given; null for rules that are decided. */
    reason: rule.decidable ? null : rule.reason,
    facts: rule.facts.map((fact) => ({ fact, ...factNames[fact] })),
    parameters: rule.decidable ? rule.parameters : {},
    readings: rule.readings,
  };
}

/** A policy with its rules as `policy show --json` prints it. */
export function policyDetail(policy: Policy, rules: readonly Rule[], inForce: ReadonlySet<string>) {
  return {
    ...policyRecord(policy, inForce),
    number: policy.number,
    issuer: policy.issuer,
    issued: policy.issued,
    names: policy.names,
    tiers: policy.tiers.map(({ id, name, lead }) => ({ id, name, lead: lead.described })),
    cycle: policy.cycle,
    forming: {
      task: policy.forming.task,
      within: policy.forming.task === 'partition' ? policy.forming.within : null,
    },
    rules: rules.map((rule) => ruleRecord(policy, rule)),
  };
}
