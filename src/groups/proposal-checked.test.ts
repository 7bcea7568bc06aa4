import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkLedger } from '../checks/check-ledger.ts';
import { builtInTemplates } from '../cli/create-context.ts';
import { addKindergarten } from '../roster/roster.store.ts';
import { adoptPlan } from './commands/adopt.ts';
import { planProblem } from './plan.ts';
import { addPlan } from './plans.store.ts';
import { proposeGroups } from './propose-groups.ts';
import { sampleInfo, sampleLedger, samplePolicy } from './sample-ledger.ts';

const folders = [builtInTemplates()];

const kindergarten = fc.record({
  district: fc.constantFrom('东湖区' as const, '西岭区' as const),
  ownership: fc.constantFrom('民办', '公办', '教育部门办', null),
  inclusive: fc.option(fc.boolean()),
  isNew: fc.option(fc.boolean()),
  isWeak: fc.option(fc.boolean()),
  longitude: fc.option(fc.double({ min: 117, max: 117.5, noNaN: true }), { freq: 5 }),
});

const officeRules = ['size', 'member-kind', 'jurisdiction', 'lead-eligibility'] as const;

it('proposes, for any roster, groups in which the check finds nothing that a must forbids', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(kindergarten, { minLength: 2, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
      async (drawn, apart) => {
        const { ledger, offices } = await sampleLedger();
        const { result: ids } = await ledger.perform(sampleInfo, () =>
          drawn.map(({ district, ...facts }, index) =>
            addKindergarten(ledger, {
              ...facts,
              name: `${district}第${index + 1}幼儿园`,
              districtId: offices[district],
              latitude: facts.longitude === null ? null : 35,
            }),
          ),
        );
        const pick = (index: number) => ids[index % ids.length] ?? 0;
        const forbidden = apart
          .map(([one, other]) => [pick(one), pick(other)] as const)
          .filter(([one, other]) => one !== other);
        const problem = planProblem({ on: '2021-03-01', forbidden });
        const wish = { policyId: samplePolicy, tier: 'county', problem };
        const { policy, result } = await proposeGroups(ledger, wish, folders);
        expect(result.proven).toBe(true);
        const stamp = ledger.stamp();
        await ledger.perform(sampleInfo, () => addPlan(ledger, { ...wish, ledgerStamp: stamp, result }));
        await ledger.perform(sampleInfo, () => adoptPlan(ledger, '1', '2021-03-01', folders));
        const rules = new Set(
          policy.rules.flatMap((rule) => (officeRules.some((kind) => kind === rule.kind) ? [rule.id] : [])),
        );
        const { checks } = checkLedger(ledger, {
          ...{ policies: [samplePolicy], group: undefined, on: '2021-03-01', today: '2021-03-01' },
          templateFolders: folders,
        });
        const violated = checks
          .flatMap((check) => check.verdicts)
          .filter((verdict) => verdict.outcome === 'violation' && rules.has(verdict.rule));
        expect(violated).toEqual([]);
        for (const { leadId, members } of result.groups) {
          const group = new Set([leadId, ...members.map((member) => member.id)]);
          for (const [one, other] of forbidden) expect(group.has(one) && group.has(other)).toBe(false);
        }
        ledger.close();
      },
    ),
    { numRuns: 25 },
  );
});
