import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { runExample } from './examples.ts';
import { loadPolicy, policyIds } from './load.ts';
import type { DecidableRule } from './schema.ts';

const folders = [builtInTemplates()];
const cases = policyIds(folders).flatMap((id) => {
  const policy = loadPolicy(id, folders);
  return policy.rules
    .filter((rule): rule is DecidableRule => rule.decidable)
    .flatMap((rule) =>
      rule.examples.map((example) => ({ name: `${id} ${rule.id} ${example.title}`, policy, rule, example })),
    );
});

describe('examples of the policy files', () => {
  it.each(cases)('$name', ({ policy, rule, example }) => {
    const { outcome, otherReading, figure, verdicts } = runExample(policy, rule, example);
    expect({ outcome, otherReading, figure }).toEqual({
      outcome: example.outcome,
      otherReading: example.otherReading,
      figure: example.figure,
    });
    for (const verdict of verdicts) {
      expect(verdict.citation).toContain(rule.citation.clause);
      expect(verdict.remedy === '').toBe(verdict.outcome === 'pass');
      expect(verdict.missing !== undefined).toBe(verdict.outcome === 'unknown');
    }
  });
});
