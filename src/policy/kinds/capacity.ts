import { conditionHolds } from '../conditions.ts';
import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { Outcome } from '../policy.ts';
import { allTrue, type Truth } from '../three-valued.ts';
import { groupSubject, type JudgeGroup, kindergartenOf } from './kind.ts';

/**
 * How many districts (县) a lead of a certain kind helps outside its own (跨区域帮扶). A group all of whose members
 * are of the lead's own district is no such help, and is not judged.
 */
export const judgeCapacity: JudgeGroup<'capacity'> = (rule, { policy, facts, group }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed || !group.lead || group.members.length === 0) return [];
  const { lead: wanted, office, described, upper } = rule.parameters;
  const lead = kindergartenOf(facts, group.lead);
  const missing = new Set<FactKey>();
  const level: Truth =
    office === undefined ? true : lead.districtLevel === null ? null : lead.districtLevel === office;
  if (level === null) missing.add('district');
  const concerned = allTrue([level, conditionHolds(policy, wanted, lead, missing)]);
  if (concerned === false) return [];
  const members = group.members.map((member) => kindergartenOf(facts, member));
  const outside = members.filter(
    ({ districtId, districtLevel }) => districtLevel === 'county' && districtId !== lead.districtId,
  );
  const districts = new Map(outside.map(({ districtId, district }) => [districtId, district ?? '']));
  const unplaced = members.filter(({ districtId }) => districtId === null).length;
  if (districts.size === 0 && unplaced === 0) return [];
  if (unplaced > 0) missing.add('district');
  const over = districts.size > upper;
  // Members whose district is not known may lie in one that is counted already, or in another.
  const open =
    concerned === null ? districts.size + unplaced > upper : !over && districts.size + unplaced > upper;
  const outcome: Outcome = open ? 'unknown' : over ? failed : 'pass';
  const names = [...districts.values()].join('、');
  return [
    {
      subject: groupSubject(group),
      outcome,
      facts: { lead: lead.name, districts: districts.size, upper, unplaced },
      message:
        outcome === 'unknown'
          ? `还不能断定（${described}最多带 ${upper} 个县），缺少${describeMissing([...missing])}。`
          : `带了 ${districts.size} 个县（${names}），${described}${over ? `最多带 ${upper} 个` : `带 1–${upper} 个`}。`,
      remedy:
        outcome === 'pass'
          ? ''
          : outcome === 'unknown'
            ? '请在园所信息表里补上后重新导入。'
            : '请核对成员园的所属区县；属实的，请把一部分县交给别的示范园。',
      ...(outcome === 'unknown' ? { missing: [...missing] } : {}),
    },
  ];
};
