import { whenNotMet } from '../eligibility.ts';
import { describeMissing } from '../fact-names.ts';
import { sectorOf } from '../lead-tier.ts';
import type { Outcome } from '../policy.ts';
import { groupSubject, type JudgeGroup, kindergartenOf } from './kind.ts';

const sectorWords = { public: '公办园', private: '民办园', joint: '中外合作办园' } as const;

/** Whether kindergartens of every named kind stand together in a group (公办、民办搭配), the lead included. */
export const judgeMix: JudgeGroup<'mix'> = (rule, { policy, facts, group }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const all = [...(group.lead ? [group.lead] : []), ...group.members];
  const sectors = all.map((membership) => sectorOf(policy, kindergartenOf(facts, membership)));
  const counted = { public: 0, private: 0, joint: 0 };
  for (const sector of sectors) if (sector) counted[sector] += 1;
  const unknown = sectors.filter((sector) => sector === null).length;
  const absent = rule.parameters.sectors.filter((sector) => counted[sector] === 0);
  const outcome: Outcome = absent.length === 0 ? 'pass' : unknown >= absent.length ? 'unknown' : failed;
  const shares = rule.parameters.sectors
    .map((sector) => `${sectorWords[sector]} ${counted[sector]} 所`)
    .join('，');
  const lacking = absent.map((sector) => sectorWords[sector]).join('、');
  return [
    {
      subject: groupSubject(group),
      outcome,
      facts: { ...counted, unknown },
      message:
        outcome === 'pass'
          ? `有${shares}。`
          : outcome === 'unknown'
            ? `有${shares}，另有 ${unknown} 所缺少${describeMissing(['ownership'])}，还不能断定有没有${lacking}。`
            : `有${shares}，没有${lacking}。`,
      remedy:
        outcome === 'pass'
          ? ''
          : outcome === 'unknown'
            ? '请在园所信息表里补上后重新导入。'
            : `划分${policy.names.kind}时请考虑公办、民办的搭配；确无条件的，可以保留。`,
      ...(outcome === 'unknown' ? { missing: ['ownership' as const] } : {}),
    },
  ];
};
