import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../../cli/create-context.ts';
import { runExample } from '../examples.ts';
import { loadPolicy } from '../load.ts';
import type { ThresholdParameters } from '../parameters.ts';
import type { Policy, PolicyExample, RuleOf } from '../schema.ts';
import { reachesBound, shown } from './indicator-total.ts';
import { yearJudged } from './threshold-work.ts';

const policy = loadPolicy('jingan-2023', [builtInTemplates()]);
const base = policy.rules.find((rule): rule is RuleOf<'threshold'> => rule.id === 'J5.nursery');
if (!base) throw new Error('no rule J5.nursery');

/** What a rule of these parameters says of an example's facts. */
function judge(parameters: Partial<ThresholdParameters>, given: PolicyExample['given']) {
  const rule: RuleOf<'threshold'> = { ...base!, parameters: { ...base!.parameters, ...parameters } };
  const changed: Policy = { ...policy, rules: [rule] };
  const { outcome, verdicts } = runExample(changed, rule, {
    title: '',
    given: { on: '2026-03-01', ...given },
    outcome: null,
  });
  return { outcome, verdicts };
}

const places = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ name: `园${index + 1}`, ...more }));
const answer = (at: string, part: number) => ({ of: 'nursery', year: 2025, at, part, whole: 1 });

describe('a yes or no of each kindergarten', () => {
  it.each([
    [17, 20, 'pass'],
    [16, 20, 'violation'],
  ])('%i of %i answer yes: %s at 85 %%', (yes, all, outcome) => {
    const figures = places(all).map(({ name }, index) => answer(name, index < yes ? 1 : 0));
    expect(judge({}, { others: places(all), figures }).outcome).toBe(outcome);
  });

  it('is decided as soon as those that have not answered cannot change it', () => {
    const answers = (yes: number, no: number) => [
      ...places(yes).map(({ name }) => answer(name, 1)),
      ...places(yes + no)
        .slice(yes)
        .map(({ name }) => answer(name, 0)),
    ];
    const others = places(20);
    expect(judge({}, { others, figures: answers(17, 0) }).outcome).toBe('pass');
    expect(judge({}, { others, figures: answers(16, 3) }).outcome).toBe('unknown');
    expect(judge({}, { others, figures: answers(10, 4) }).outcome).toBe('violation');
  });

  it('does not count whom the clause does not mean, and waits where that is not known', () => {
    const given = (ownership: string | undefined) => ({
      others: [
        { name: '甲', ownership: '教育部门办' },
        { name: '乙', ...(ownership === undefined ? {} : { ownership }) },
      ],
      figures: [answer('甲', 1), answer('乙', 0)],
    });
    const among = [{ sector: 'public' as const }];
    expect(judge({ bound: 100, among }, given('民办')).outcome).toBe('pass');
    expect(judge({ bound: 100, among }, given('教育部门办')).outcome).toBe('violation');
    const open = judge({ bound: 100, among }, given(undefined));
    expect([open.outcome, open.verdicts[0]?.missing]).toEqual(['unknown', ['ownership', 'indicators']]);
  });
});

describe('a share', () => {
  const share = (at: string | undefined, part: number, whole: number) => ({
    of: 'class-size',
    year: 2025,
    ...(at === undefined ? {} : { at }),
    part,
    whole,
  });
  const indicator = 'class-size';

  it('is added up over the kindergartens, and not decided while one is missing', () => {
    const others = places(2);
    const both = [share('园1', 9, 10), share('园2', 8, 10)];
    expect(judge({ indicator }, { others, figures: both }).verdicts[0]?.facts).toMatchObject({
      part: 17,
      whole: 20,
      value: 85,
    });
    expect(judge({ indicator }, { others, figures: both.slice(1) }).outcome).toBe('unknown');
  });

  it('goes by what the office gave before any sum', () => {
    const figures = [share(undefined, 84, 100), share('园1', 10, 10)];
    expect(judge({ indicator }, { others: places(1), figures }).outcome).toBe('violation');
  });
});

it.each([
  [[2023, 2024], '2025-12-31', undefined, 2024],
  [[2023], '2025-12-31', undefined, null],
  [[2025, 2026], '2025-12-31', undefined, 2025],
  [[2024], '2025-12-31', '2025-12-31', 2024],
  [[2024], '2026-01-01', '2025-12-31', null],
  [[2025], '2026-01-01', '2025-12-31', 2025],
  [[2025], '2029-01-01', '2025-12-31', 2025],
] as const)('figures of %j are asked on %s with a deadline %s: %s', (years, on, by, judged) => {
  expect(yearJudged(years, on, by)).toBe(judged);
});

it('compares decimal fractions as people do, rounds half up, and never up to a bound', () => {
  expect(reachesBound(0.1 + 0.2, 0.3, false)).toBe(true);
  expect(reachesBound(0.1 + 0.2, 0.3, true)).toBe(false);
  expect(reachesBound(84.999999, 85, false)).toBe(false);
  expect([shown(84.996), shown(1.005), shown(0.29 * 100), shown(83.3333)]).toEqual([85, 1.01, 29, 83.33]);
  expect([shown(84.999, 85), shown(79.9996, 80), shown(99.999)]).toEqual([84.999, 79.9996, 99.999]);
  // What must be below stays below only where that is so.
  expect([shown(50.001, 50, true), shown(50, 50, true)]).toEqual([50.001, 50]);
});
