import { basename } from 'node:path';
import { inspectTemplate, type PlacedProblem, type TemplateProblem } from '../tables/template-file.ts';
import { runExample } from './examples.ts';
import { asPolicy, checkPolicy, policyIdOf } from './load.ts';
import type { Condition } from './parameters.ts';
import type { Outcome } from './policy.ts';
import { type DecidableRule, type Policy, type PolicyFile, policySchema, ruleKinds } from './schema.ts';

/** What is wrong with a policy file, and what is worth adding to it. */
export interface LintResult {
  readonly errors: readonly PlacedProblem[];
  readonly advice: readonly PlacedProblem[];
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: '符合（pass）',
  notice: '请留意（notice）',
  violation: '不符合（violation）',
  unknown: '不能判定（unknown）',
};

const inWords = (outcome: Outcome | null | undefined) =>
  outcome === null || outcome === undefined ? '没有结论' : outcomeWords[outcome];

/** The decidable rules with their place in the file. */
const placedRules = (policy: Policy): (readonly [DecidableRule, number])[] =>
  policy.rules.flatMap((rule, index) =>
    rule.decidable && rule.requirement !== 'common' ? [[rule, index] as const] : [],
  );

/** Every other reading that a rule's parameters compute. */
function computedReadings({ parameters }: DecidableRule): string[] {
  const { alternative, alternatives } = parameters as {
    alternative?: { reading: string };
    alternatives?: readonly { reading: string }[];
  };
  return [...(alternative ? [alternative] : []), ...(alternatives ?? [])].map(({ reading }) => reading);
}

/** A reading that is computed is declared, with its question, for whoever asks why a verdict says two things. */
function undeclaredReadings(rule: DecidableRule, index: number): TemplateProblem[] {
  const declared = new Set(rule.readings.map(({ alternative }) => alternative));
  return computedReadings(rule)
    .filter((reading) => !declared.has(reading))
    .map((reading) => ({
      path: ['rules', index, 'parameters'],
      expected: `另一种读法“${reading}”没有在 readings 里声明，应写明问题、读法和另一种读法，文字一致`,
    }));
}

/** Rules that can never be asked: they want tiers, and the policy has none. */
function unreachable(policy: Policy, rule: DecidableRule, index: number): TemplateProblem[] {
  const wantsTiers = rule.kind === 'tier' || (rule.kind === 'lead-eligibility' && !rule.parameters.requires);
  if (!wantsTiers || policy.tiers.length > 0) return [];
  return [
    {
      path: ['rules', index, 'kind'],
      expected: '这条规则用不到：本政策没有 tiers，应写明层级，或用 requires 写明条件',
    },
  ];
}

/** Everybody can be divided into groups only where a rule says how many one holds. */
function unboundedPartition(policy: Policy): TemplateProblem[] {
  const isBounded = policy.rules.some((rule) => rule.kind === 'size' && rule.parameters.upper !== null);
  if (policy.forming.task !== 'partition' || isBounded) return [];
  return [
    {
      path: ['forming', 'task'],
      expected: `要划分${policy.names.kind}，应有一条写明上限（upper）的 size 规则`,
    },
  ];
}

/** Kinds taken out under another reading must be among those listed. */
function unknownKinds(rule: DecidableRule, index: number): TemplateProblem[] {
  if (rule.kind !== 'member-kind') return [];
  const names = new Set(rule.parameters.kinds.map(({ name }) => name));
  return (rule.parameters.alternatives ?? []).flatMap(({ without }, position) =>
    (without ?? [])
      .filter((name) => !names.has(name))
      .map((name) => ({
        path: ['rules', index, 'parameters', 'alternatives', position, 'without'],
        expected: `kinds 里没有“${name}”，应为 ${[...names].join('、')} 之一`,
      })),
  );
}

/** Two rules on the size of the same groups that no group can satisfy together. */
function contradictorySizes(policy: Policy): TemplateProblem[] {
  const sizes = placedRules(policy).flatMap(([rule, index]) =>
    rule.kind === 'size' ? [{ rule, index }] : [],
  );
  return sizes.flatMap(({ rule, index }, position) =>
    sizes.slice(0, position).flatMap(({ rule: other }) => {
      const apart = rule.tier !== undefined && other.tier !== undefined && rule.tier !== other.tier;
      const { lower, upper, countsLead } = rule.parameters;
      const shift = Number(other.parameters.countsLead) - Number(countsLead);
      const least = other.parameters.lower === null ? null : other.parameters.lower - shift;
      const most = other.parameters.upper === null ? null : other.parameters.upper - shift;
      const contradicts =
        (lower !== null && most !== null && lower > most) ||
        (upper !== null && least !== null && least > upper);
      if (apart || !contradicts) return [];
      return [
        {
          path: ['rules', index, 'parameters'],
          expected: `与 ${other.id} 的园数互相矛盾，没有一个数能同时满足`,
        },
      ];
    }),
  );
}

function wrongExamples(policy: Policy, rule: DecidableRule, index: number): TemplateProblem[] {
  return rule.examples.flatMap((example, position) => {
    const { outcome, otherReading, figure } = runExample(policy, rule, example);
    const path = ['rules', index, 'examples', position];
    if (outcome !== example.outcome) {
      const expected = `例子“${example.title}”写的是${inWords(example.outcome)}，实际得出${inWords(outcome)}`;
      return [{ path: [...path, 'outcome'], expected }];
    }
    if (otherReading !== example.otherReading) {
      const expected = `例子“${example.title}”的另一种读法写的是${inWords(example.otherReading)}，实际得出${inWords(otherReading)}`;
      return [{ path: [...path, 'otherReading'], expected }];
    }
    if (figure !== example.figure) {
      const expected = `例子“${example.title}”的数字写的是 ${example.figure ?? '（没有）'}，实际得出 ${figure ?? '（没有）'}`;
      return [{ path: [...path, 'figure'], expected }];
    }
    return [];
  });
}

/** Numbers on both sides of each bound of a rule that counts members. */
function boundsOfMembers(rule: DecidableRule): {
  counts: number[];
  countOf: (members: number, lead: boolean) => number;
} {
  if (rule.kind === 'coefficient') {
    const counts = rule.parameters.bands.flatMap(({ from }) => (from === 0 ? [] : [from - 1, from]));
    return { counts, countOf: (members) => members };
  }
  if (rule.kind !== 'size') return { counts: [], countOf: () => 0 };
  const { lower, upper, countsLead } = rule.parameters;
  const counts = [
    ...(lower === null ? [] : [lower - 1, lower]),
    ...(upper === null ? [] : [upper, upper + 1]),
  ].filter((count) => count >= 0);
  return { counts, countOf: (members, lead) => members + (countsLead && lead ? 1 : 0) };
}

const leastFigures = ({ atLeast }: Condition) => Object.entries(atLeast ?? {});

/** Numbers whose outcome no example shows. */
function untriedBounds(rule: DecidableRule, index: number): TemplateProblem[] {
  const path = ['rules', index, 'examples'];
  const { counts, countOf } = boundsOfMembers(rule);
  const tried = new Set(
    rule.examples.map(({ given }) => countOf(given.members?.length ?? 0, given.lead !== null)),
  );
  const untried = [...new Set(counts)].filter((count) => !tried.has(count));
  const problems: TemplateProblem[] = [];
  if (untried.length > 0) problems.push({ path, expected: `最好再举园数为 ${untried.join('、')} 的例子` });
  if (rule.kind === 'lead-eligibility') {
    for (const [field, least] of (rule.parameters.requires ?? []).flatMap(({ when }) => leastFigures(when))) {
      const values = rule.examples.map(({ given }) => given.lead?.[field as keyof typeof given.lead]);
      const wanted = [least - 1, least].filter((value) => !values.includes(value as never));
      if (wanted.length > 0)
        problems.push({ path, expected: `最好再举 ${field} 为 ${wanted.join('、')} 的例子` });
    }
  }
  return problems;
}

/**
 * Everything that is wrong with a policy file, each with its line: notation, schema, gaps and overlaps of bands,
 * rules nothing reaches, readings not declared, examples that come out otherwise; and bounds no example tries.
 * @param path of the file; its name without `.yaml` should be the policy's id
 */
export function lintPolicy(path: string, folders: readonly string[]): LintResult {
  const id = policyIdOf(basename(path).replace(/\.ya?ml$/i, ''));
  const built = (file: PolicyFile) => asPolicy(file, folders);
  const check = (file: PolicyFile): TemplateProblem[] => {
    const problems = checkPolicy(file, id);
    // Rules with a wrong id or tier cannot be tried.
    if (problems.length > 0) return problems;
    const policy = built(file);
    return [
      ...contradictorySizes(policy),
      ...unboundedPartition(policy),
      ...placedRules(policy).flatMap(([rule, index]) => [
        ...undeclaredReadings(rule, index),
        ...unreachable(policy, rule, index),
        ...unknownKinds(rule, index),
        ...wrongExamples(policy, rule, index),
      ]),
    ];
  };
  const { value, problems: errors } = inspectTemplate(path, policySchema, check, ruleKinds.join('、'));
  if (value === undefined || errors.length > 0) return { errors, advice: [] };
  const advise = (file: PolicyFile) =>
    placedRules(built(file)).flatMap(([rule, index]) => untriedBounds(rule, index));
  return { errors, advice: inspectTemplate(path, policySchema, advise, '').problems };
}
