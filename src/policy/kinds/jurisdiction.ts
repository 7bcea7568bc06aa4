import { judgeJurisdiction, whenNotMet } from '../eligibility.ts';
import { describeMissing } from '../fact-names.ts';
import { type JudgeGroup, type Judgement, kindergartenOf, membershipSubject } from './kind.ts';

/** Whether each member lies where the clause says: in the lead's district (本辖区), or in the city's seat (市驻地). */
export const judgeJurisdictions: JudgeGroup<'jurisdiction'> = (rule, { policy, facts, group, tier }) => {
  if (!whenNotMet(rule.modality)) return [];
  const { lead: leadName, member: memberName } = policy.names;
  const inSeat = rule.parameters.within === 'seat';
  const place = inSeat ? '市驻地' : '本辖区';
  const lead = group.lead && kindergartenOf(facts, group.lead);
  return group.members.map((membership): Judgement => {
    const subject = membershipSubject(membership);
    const member = kindergartenOf(facts, membership);
    const found = {
      group: group.name,
      tier,
      lead: group.lead?.name ?? null,
      leadDistrict: lead?.district ?? null,
      district: member.district,
      ...(inSeat ? { seat: facts.office.seat?.join('、') ?? null } : {}),
      ...(rule.parameters.alternative ? { leadTown: lead?.town ?? null, town: member.town } : {}),
    };
    if (!lead) {
      return {
        subject,
        outcome: 'unknown',
        facts: found,
        message: `没有登记${leadName}，不能判定是不是在${place}。`,
        remedy: `请用 youlian group edit ${group.id} --lead 定下${leadName}。`,
        missing: ['lead'],
      };
    }
    const { outcome, missing, otherReading } = judgeJurisdiction(rule, lead, member, facts.office);
    const where = `在${member.district ?? '不知哪个区县'}`;
    const against = inSeat
      ? `市驻地是${facts.office.seat?.join('、') ?? lead.district}`
      : `${leadName}在${lead.district}`;
    const seatMissing = missing.includes('seat');
    const judged = { subject, outcome, facts: found, missing, otherReading };
    if (outcome === 'pass') return { ...judged, message: `${where}，属${place}。`, remedy: '' };
    if (outcome === 'unknown') {
      const remedies = [
        ...(seatMissing ? ['用 youlian office set --seat 写明市驻地所在的区县'] : []),
        ...(missing.includes('district') ? [`在园所信息表里补上${leadName}和${memberName}的所属区县`] : []),
      ];
      return {
        ...judged,
        message: `还不能断定是不是在${place}，缺少${describeMissing(missing)}。`,
        remedy: `请${remedies.join('，并')}。`,
      };
    }
    return {
      ...judged,
      message: `${where}，不在${place}（${against}）。`,
      remedy: `请核对所属区县；属实的，请换一个${place}的${memberName}（youlian group remove、group add）。`,
    };
  });
};
