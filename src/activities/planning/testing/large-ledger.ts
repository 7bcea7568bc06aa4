import { addBody, addSeat, findOrAddPerson } from '../../../committees/committees.store.ts';
import { createGroup } from '../../../groups/groups.store.ts';
import { sampleInfo, sampleLedger } from '../../../groups/sample-ledger.ts';
import { addKindergarten } from '../../../roster/roster.store.ts';
import type { Ledger } from '../../../store/ledger.ts';

/** A ledger in memory with so many groups of four kindergartens under a policy, and a team of experts. */
export async function largeLedger(policyId: string, groups: number): Promise<Ledger> {
  const { ledger, offices } = await sampleLedger({ policies: [policyId] });
  const since = '2026-03-01';
  await ledger.perform(sampleInfo, () => {
    for (let group = 1; group <= groups; group += 1) {
      const ids = [0, 1, 2, 3].map((index) =>
        addKindergarten(ledger, {
          name: `东湖区第${group}幼儿园${index === 0 ? '' : `分园${index}`}`,
          districtId: offices.东湖区,
          // Every third group shares its last principal's name with the next: namesakes at other units.
          principal: index === 3 ? `王芳` : `园长${group}-${index}`,
        }),
      );
      createGroup(ledger, {
        policyId,
        tier: null,
        name: `第${group}联盟`,
        officeId: null,
        cycleStart: since,
        cycleEnd: '2029-12-31',
        validFrom: since,
        origin: 'hand',
        lead: { kindergartenId: ids[0] as number },
        members: ids.slice(1).map((kindergartenId) => ({ kindergartenId })),
      });
    }
    const bodyId = addBody(ledger, {
      kind: 'expert-team',
      officeId: offices.云溪市,
      groupId: null,
      policyId,
      title: '专家团队',
    });
    for (let index = 0; index < 8; index += 1) {
      const personId = findOrAddPerson(ledger, `专家${index}`, '云溪市教研室');
      const seat = {
        bodyId,
        personId,
        role: '成员',
        position: index + 1,
        unitAndPosts: '云溪市教研室教研员',
      };
      addSeat(ledger, { ...seat, validFrom: since, validTo: null });
    }
  });
  return ledger;
}
