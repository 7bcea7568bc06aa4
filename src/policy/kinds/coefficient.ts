import type { Band } from '../parameters.ts';
import { type FindFigures, groupSubject } from './kind.ts';

/** The value of the band in which a number of members lies; undefined where the bands leave a gap. */
function coefficientFor(bands: readonly Band[], members: number): number | undefined {
  return bands.find(({ from, to }) => members >= from && (to === null || members <= to))?.value;
}

/** The coefficient that a lead's principal may apply for (可申请的绩效考核系数), by the number of members. */
export const coefficientFigures: FindFigures<'coefficient'> = (rule, { policy, judged }) =>
  judged.flatMap((group) => {
    const members = group.members.length;
    const value = coefficientFor(rule.parameters.bands, members);
    if (value === undefined) return [];
    const basis =
      value === 1
        ? `有 ${members} 个${policy.names.member}，不到放大系数的数目。`
        : `有 ${members} 个${policy.names.member}，年度考核合格后可以申请；是否放大由教育行政部门定。`;
    return [
      {
        subject: groupSubject(group),
        label: `${policy.names.lead}园长绩效考核系数`,
        value,
        unit: '倍',
        basis,
      },
    ];
  });
