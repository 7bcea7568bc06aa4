import type { IsoDate } from '../common/dates.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Dictionary } from '../tables/dictionary.ts';
import { loadDictionary } from '../tables/load.ts';
import { findTemplate, readTemplate, type TemplateProblem, templateNames } from '../tables/template-file.ts';
import { checkRegular } from './cadence/references.ts';
import { checkPhases } from './check-phases.ts';
import { isOfficeOnly } from './indicator-fillers.ts';
import type { Band } from './parameters.ts';
import {
  commonRulesSchema,
  type Policy,
  type PolicyFile,
  policySchema,
  type Rule,
  type RuleEntry,
  ruleKinds,
} from './schema.ts';

const wording = { code: 'policy-invalid' as FindingCode, choices: ruleKinds.join('、') };

/** Bands start at 0, follow one another without gap or overlap, and only the last is open. */
function checkBands(bands: readonly Band[], path: (string | number)[]): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  let next: number | null = 0;
  for (const [index, { from, to }] of bands.entries()) {
    if (next === null || from !== next) {
      const expected =
        next === null ? '上一档没有上限，后面不能再有档' : `应从 ${next} 起，各档之间不能空缺或重叠`;
      problems.push({ path: [...path, index, 'from'], expected });
    }
    if (to !== null && to < from)
      problems.push({ path: [...path, index, 'to'], expected: `应不小于 from（${from}）` });
    next = to === null ? null : to + 1;
  }
  if (next !== null)
    problems.push({ path: [...path, bands.length - 1, 'to'], expected: '最后一档应没有上限（写 null）' });
  return problems;
}

/** What the schema cannot say of rules: ids are unique, tiers exist, an example's tier too. */
function checkRules(rules: readonly RuleEntry[], tiers: ReadonlySet<string>): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const ids = new Set<string>();
  const tierList = [...tiers].join('、') || '（本政策没有分层级）';
  for (const [index, rule] of rules.entries()) {
    const at = (...path: (string | number)[]) => ['rules', index, ...path];
    if (ids.has(rule.id))
      problems.push({ path: at('id'), expected: `“${rule.id}”重复，每条规则的 id 应不同` });
    ids.add(rule.id);
    if (rule.tier !== undefined && !tiers.has(rule.tier)) {
      problems.push({ path: at('tier'), expected: `应为 tiers 中的一个：${tierList}` });
    }
    if (rule.kind === 'size') {
      const { lower, upper } = rule.parameters;
      if (lower === null && upper === null) {
        problems.push({ path: at('parameters'), expected: 'lower 和 upper 至少应写一个数字' });
      } else if (lower !== null && upper !== null && lower > upper) {
        problems.push({ path: at('parameters', 'upper'), expected: `应不小于 lower（${lower}）` });
      }
    }
    if (rule.kind === 'coefficient')
      problems.push(...checkBands(rule.parameters.bands, at('parameters', 'bands')));
    if (rule.decidable) {
      for (const [position, example] of rule.examples.entries()) {
        const { tier } = example.given;
        if (tier === undefined || tier === 'open' || tiers.has(tier)) continue;
        problems.push({
          path: at('examples', position, 'given', 'tier'),
          expected: `应为 open 或 tiers 中的一个：${tierList}`,
        });
      }
    }
  }
  return problems;
}

/** Procedures and checklists bear different ids, their steps and items too, and rules name those that are there. */
function checkReferences(policy: PolicyFile): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const once = (entries: readonly { readonly id: string }[], path: (string | number)[]) => {
    const seen = new Set<string>();
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id)) problems.push({ path: [...path, index, 'id'], expected: `“${id}”重复，请换一个` });
      seen.add(id);
    }
    return seen;
  };
  const procedures = once(policy.procedures, ['procedures']);
  const checklists = once(policy.checklists, ['checklists']);
  const bodies = once(policy.bodies, ['bodies']);
  const indicators = once(policy.indicators, ['indicators']);
  for (const [index, { steps }] of policy.procedures.entries()) once(steps, ['procedures', index, 'steps']);
  for (const [index, { items }] of policy.checklists.entries()) once(items, ['checklists', index, 'items']);
  problems.push(...checkRegular(policy));
  for (const key of ['lines', 'activities', 'reports'] as const) once(policy[key], [key]);
  once(policy.funds.purposes, ['funds', 'purposes']);
  const tiers = policy.tiers.map(({ id }) => id);
  for (const key of ['procedures', 'checklists'] as const) {
    for (const [index, { tier }] of policy[key].entries()) {
      if (tier === undefined || tiers.includes(tier)) continue;
      const expected = `应为 tiers 中的一个：${tiers.join('、') || '（本政策没有分层级）'}`;
      problems.push({ path: [key, index, 'tier'], expected });
    }
  }
  const named = (index: number, key: string, id: string, known: ReadonlySet<string>) => {
    if (known.has(id)) return;
    const expected = `应为 ${key === 'body' || key === 'apartFrom' ? 'bodie' : key}s 中的一个：${[...known].join('、') || '（没有）'}`;
    problems.push({ path: ['rules', index, 'parameters', key], expected });
  };
  for (const [index, rule] of policy.rules.entries()) {
    if (rule.kind === 'departure') named(index, 'procedure', rule.parameters.procedure, procedures);
    if (rule.kind === 'workflow') named(index, 'procedure', rule.parameters.procedure, procedures);
    if (rule.kind === 'threshold') named(index, 'indicator', rule.parameters.indicator, indicators);
    if (rule.kind === 'coverage' && rule.parameters.answering !== undefined) {
      named(index, 'indicator', rule.parameters.answering, indicators);
    }
    if (rule.kind === 'trend') {
      for (const id of rule.parameters.indicators) named(index, 'indicator', id, indicators);
    }
    if (rule.kind === 'documents') named(index, 'checklist', rule.parameters.checklist, checklists);
    if (rule.kind !== 'composition' && rule.kind !== 'staffing') continue;
    if (!rule.decidable) continue;
    named(index, 'body', rule.parameters.body, bodies);
    if (rule.kind === 'composition' && rule.parameters.apartFrom !== undefined) {
      named(index, 'apartFrom', rule.parameters.apartFrom, bodies);
    }
  }
  return problems;
}

/** Who fills in an indicator must be able to: a yes or no and whatever a rule asks of each kindergarten is theirs. */
function checkIndicators({ indicators, rules }: PolicyFile): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const officeOnly = new Set<string>();
  for (const [index, indicator] of indicators.entries()) {
    const path = ['indicators', index];
    if (isOfficeOnly(indicator)) officeOnly.add(indicator.id);
    if (indicator.measure === 'yes-no' && isOfficeOnly(indicator)) {
      const expected = '是或否的指标（yes-no）由各园填，应写 kindergarten，或不写';
      problems.push({ path: [...path, 'of'], expected });
    }
    if (indicator.whole !== undefined && indicator.measure !== 'number') {
      problems.push({ path: [...path, 'whole'], expected: '只用于填一个数的指标（measure: number）' });
    }
  }
  for (const [index, rule] of rules.entries()) {
    const expected = '这条规则要看各园的数，这个指标却只由本单位填（of: office）';
    const at = (key: string) => ({ path: ['rules', index, 'parameters', key], expected });
    if (rule.kind === 'coverage' && officeOnly.has(rule.parameters.answering ?? ''))
      problems.push(at('answering'));
    if (rule.kind !== 'threshold' || !officeOnly.has(rule.parameters.indicator)) continue;
    if (rule.parameters.of !== 'office' || rule.parameters.among) problems.push(at('indicator'));
  }
  return problems;
}

/** What the schema cannot say of a policy file; `id` is what the file is named. */
export function checkPolicy(policy: PolicyFile, id: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (policy.id !== id) problems.push({ path: ['id'], expected: `应与文件名一致，即 ${id}` });
  const tiers = new Set<string>();
  for (const [index, tier] of policy.tiers.entries()) {
    if (tiers.has(tier.id) || tier.id === 'open') {
      problems.push({ path: ['tiers', index, 'id'], expected: `“${tier.id}”不能用或重复，请换一个` });
    }
    tiers.add(tier.id);
  }
  for (const [index, { from, to }] of (policy.cycle?.stated ?? []).entries()) {
    if (to <= from) {
      problems.push({ path: ['cycle', 'stated', index, 'to'], expected: `应晚于起日 ${from}` });
    }
  }
  return [
    ...problems,
    ...checkRules(policy.rules, tiers),
    ...checkReferences(policy),
    ...checkIndicators(policy),
    ...checkPhases(policy),
  ];
}

const cite = (rules: readonly RuleEntry[], document: string): Rule[] =>
  rules.map((rule) => ({ ...rule, citation: { document, clause: rule.clause } }));

/** The rules that hold under every policy. */
function loadCommonRules(folders: readonly string[]): Rule[] {
  const path = findTemplate(folders, 'rules/common.yaml');
  if (path === undefined) return [];
  const file = readTemplate(
    path,
    commonRulesSchema,
    (common) => checkRules(common.rules, new Set()),
    wording,
  );
  return cite(file.rules, file.document).map((rule) => ({
    ...rule,
    citation: { ...rule.citation, common: true as const },
  }));
}

function ownershipTerms(dictionary: Dictionary): Policy['ownership'] {
  return new Map(
    dictionary.terms.flatMap((term) => [term.term, ...term.synonyms].map((word) => [word, term] as const)),
  );
}

/** A policy file ready for use: its rules with their citations, and those common to all. */
export function asPolicy(file: PolicyFile, folders: readonly string[]): Policy {
  return {
    ...file,
    rules: [...cite(file.rules, file.number ?? `《${file.title}》`), ...loadCommonRules(folders)],
    ownership: ownershipTerms(loadDictionary('ownership', folders)),
  };
}

const cache = new Map<string, Policy>();

/** `yunxi-2026.2027-08-31.yaml`: how `yunxi-2026` read until that day; the file without a date is how it reads now. */
const earlierVersion = /^(.+)\.(\d{4}-\d{2}-\d{2})$/;

/** The id of the policy that a file of this name (without .yaml) is a version of. */
export function policyIdOf(name: string): string {
  return earlierVersion.exec(name)?.[1] ?? name;
}

/** The name of the file by which a policy goes on a date: the earliest version that still held then. */
function versionOn(id: string, folders: readonly string[], on: IsoDate | undefined): string {
  if (on === undefined) return id;
  const [first] = templateNames(folders, 'policies')
    .filter((name) => name !== id && policyIdOf(name) === id && (earlierVersion.exec(name)?.[2] ?? '') >= on)
    .sort();
  return first ?? id;
}

/**
 * One policy by id, the office's own file before the built-in one, with the rules common to all policies.
 * @param on the date whose version is wanted; without one the present version
 * @throws Failure `policy-unknown`; `policy-invalid` with file, line, column and what was expected
 */
export function loadPolicy(id: string, folders: readonly string[], on?: IsoDate): Policy {
  // Asked for each row of a history: what is known needs no look at the folders.
  const present = on === undefined ? cache.get([...folders, id].join('\0')) : undefined;
  if (present) return present;
  if (!policyIds(folders).includes(id)) {
    throw new Failure('policy-unknown', { value: id, known: policyIds(folders).join('、') || '没有' });
  }
  const name = versionOn(id, folders, on);
  const key = [...folders, name].join('\0');
  const known = cache.get(key);
  if (known) return known;
  const path = findTemplate(folders, `policies/${name}.yaml`) ?? '';
  const file = readTemplate<PolicyFile>(path, policySchema, (policy) => checkPolicy(policy, id), wording);
  const policy = asPolicy(file, folders);
  cache.set(key, policy);
  return policy;
}

/** Ids of all policies there are files for, in alphabetical order. */
export function policyIds(folders: readonly string[]): string[] {
  return templateNames(folders, 'policies').filter((name) => policyIdOf(name) === name);
}

/** All known policies; a broken file of the office is a finding and does not keep the others from being listed. */
export function listPolicies(folders: readonly string[]): { policies: Policy[]; findings: Finding[] } {
  const policies: Policy[] = [];
  const findings: Finding[] = [];
  for (const id of policyIds(folders)) {
    try {
      policies.push(loadPolicy(id, folders));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      findings.push(error.finding);
    }
  }
  return { policies, findings };
}
