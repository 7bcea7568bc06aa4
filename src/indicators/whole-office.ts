import { squeezeText } from '../common/text.ts';
import type { Office } from '../ledger/office.ts';

const areas = ['全省', '全市', '全区', '全县', '全镇', '全街道'];

/** Words by which a sender says in the place of a kindergarten that the figure is of the whole office. */
const words = new Set([
  ...areas,
  ...areas.map((area) => `${area}合计`),
  '合计',
  '总计',
  '本单位',
  '省级',
  '区级',
  '县级',
  '市级',
]);

export function isWholeOffice(text: string): boolean {
  return words.has(squeezeText(text));
}

/** How an office says "all our kindergartens": 全市, 全区, 全县 … by its level and name. */
export function wholeOfficeName({ level, name }: Pick<Office, 'level' | 'name'>): string {
  if (level === 'province') return '全省';
  if (level === 'city') return '全市';
  if (level === 'town') return name.endsWith('街道') ? '全街道' : '全镇';
  return name.endsWith('县') ? '全县' : name.endsWith('市') ? '全市' : '全区';
}
