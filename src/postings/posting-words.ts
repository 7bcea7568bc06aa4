import { squeezeText } from '../common/text.ts';
import {
  type PlaceTier,
  type PostingKind,
  type PostingRank,
  placeTiers,
  postingKinds,
  postingRanks,
} from '../policy/posting/posting.ts';

/** Other ways to write a kind, a rank or a tier. */
const kindWords: Readonly<Record<PostingKind, readonly string[]>> = {
  shadowing: ['跟岗学习', '跟岗培训', '跟岗研修'],
  teaching: ['支教服务', '跨园支教', '送教', '轮岗支教'],
  secondment: ['挂职学习', '挂职锻炼', '挂职交流'],
  residence: ['派驻指导', '驻园', '驻园指导', '派驻人员'],
  stationing: ['蹲点指导', '骨干蹲点', '定期蹲点'],
};

const rankWords: Readonly<Record<PostingRank, readonly string[]>> = {
  principal: ['园长', '副园长', '书记', '副书记', '业务园长', '业务副园长', '执行园长'],
  manager: ['中层', '中层干部', '管理人员', '中层以上管理人员', '保教主任', '教研主任', '主任', '副主任'],
  'key-teacher': ['骨干', '骨干人员', '学科带头人', '名师', '教学能手'],
  teacher: ['专任教师', '普通教师', '保教人员', '青年教师', '新教师'],
  other: ['其他', '保育员', '保健医生', '后勤人员'],
};

const tierWords: Readonly<Record<PlaceTier, readonly string[]>> = {
  city: ['市', '市直', '城市', '市区', '市属', '城区'],
  county: ['县', '区', '县区', '区县', '县城', '区级', '县直', '县属', '县（区）级'],
  town: ['镇', '乡', '镇街', '街道', '乡镇级', '镇级', '乡级', '镇（街）', '农村乡镇'],
  village: ['村', '村屯', '行政村'],
};

const meant = <K extends string>(
  names: Readonly<Record<K, string>>,
  words: Readonly<Record<K, readonly string[]>>,
  text: string,
): K | undefined => {
  const wanted = squeezeText(text);
  const keys = Object.keys(names) as K[];
  return keys.find((key) => [key, names[key], ...words[key]].some((word) => squeezeText(word) === wanted));
};

/** 跟岗学习 → shadowing; undefined where no kind is called so. */
export const kindMeant = (text: string) => meant(postingKinds, kindWords, text);
export const rankMeant = (text: string) => meant(postingRanks, rankWords, text);
export const tierMeant = (text: string) => meant(placeTiers, tierWords, text);
