import { chineseBrackets, tidyName, tidyText } from '../common/text.ts';

// Longest first: the first ending that fits at a place is the one taken.
const endings = [
  '街道办事处',
  '人民政府',
  '教育工委',
  '教科院',
  '教研室',
  '督导室',
  '研究院',
  '研究所',
  '委员会',
  '办公室',
  '办事处',
  '镇政府',
  '乡政府',
  '区政府',
  '县政府',
  '市政府',
  '省政府',
  '教育厅',
  '幼儿园',
  '中心校',
  '教科所',
  '管委会',
  '工委',
  '教委',
  '市委',
  '区委',
  '县委',
  '党委',
  '妇联',
  '团委',
  '学校',
  '小学',
  '中学',
  '大学',
  '学院',
  '中心',
  '集团',
  '学会',
  '协会',
  '公司',
  '局',
] as const;

const ending = new RegExp(`(?:${endings.join('|')})`, 'gu');

/** What turns an ending into a part of the name: 中心小学, 大学附属小学, 教育局机关幼儿园, 教委办公室, 区委员会. */
const goesOn =
  /^(?:附属|附设|机关|直属|实验|中心|第?[一二三四五六七八九十\d]+)*(?:幼儿园|小学|中学|学校|学院|中心校|街道|办公室)|^员会/u;

/** Words of a post: what stands after one is no longer the unit's name. */
const post = /(?:长|书记|主任|科员|干部|教研员|督学|委员|[、，,；;。])/u;

/**
 * The unit in 单位及职务 (云溪市教育局副局长 → 云溪市教育局): the shortest beginning that ends as units do, or
 * the whole text where none does. With the name it tells who a person is.
 */
export function unitOf(unitAndPosts: string): string {
  const text = tidyName(unitAndPosts);
  for (const match of text.matchAll(ending)) {
    const end = match.index + match[0].length;
    const unit = text.slice(0, end);
    // An ending after a post belongs to a second unit; alone at the start it names nobody's unit.
    if (match.index === 0 || post.test(unit.slice(0, match.index).replace(/(?:委员会|村委员)/gu, '')))
      continue;
    if (goesOn.test(text.slice(end))) continue;
    return unit;
  }
  return text;
}

/** 姓名 as it identifies: the blanks that align two-character names are gone. */
export function personName(name: string): string {
  const squeezed = tidyName(name);
  return /^[\p{Script=Han}·•（）]+$/u.test(squeezed) ? squeezed : chineseBrackets(tidyText(name));
}

/** 组 长 → 组长 */
export function roleName(role: string): string {
  return tidyName(role).replace(/[:：]$/u, '');
}
