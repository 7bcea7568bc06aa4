import type { DeskActivity } from './bulletin-desk.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** Months from one to another, both included: `2022-04`. */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (;;) {
    const text = `${year}-${two(month)}`;
    if (text > to) return months;
    months.push(text);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}

/**
 * A joint research and a training of each group each month, but for every so many-th, which is left out; nothing by
 * chance. At most one of a kind in a month, none in the summer holidays.
 */
export function regularActivities(
  groups: number,
  from: string,
  to: string,
  { skip = 5 }: { readonly skip?: number } = {},
): DeskActivity[] {
  const activities: DeskActivity[] = [];
  for (let group = 1; group <= groups; group += 1) {
    monthsBetween(from, to).forEach((month, index) => {
      if (['07', '08'].includes(month.slice(5))) return;
      for (const [place, kind] of ['research', 'training'].entries()) {
        if ((group * 3 + index * 7 + place) % skip === 0) continue;
        const title = kind === 'research' ? '游戏观察与解读' : '一日生活组织培训';
        activities.push({ group, kind, on: `${month}-${two(8 + ((group + index) % 15))}`, title });
      }
    });
  }
  return activities;
}
