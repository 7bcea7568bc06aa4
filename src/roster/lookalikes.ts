import { readingsOf } from './readings.ts';

/** Characters that are taken for one another by the eye (形近字). */
const lookalikes = [
  '大太犬',
  '未末',
  '己已巳',
  '土士',
  '日曰',
  '人入八',
  '天夭',
  '干千于',
  '王玉主',
  '儿几',
  '贝见',
  '晴睛',
  '清请',
  '辰晨',
  '苗笛',
  '萌明',
  '幸辛',
  '折拆析',
  '候侯',
  '风凤',
  '宝室',
  '鸟乌',
  '星早',
  '荷何',
  '博搏',
];

const groups = new Map<string, number[]>();
lookalikes.forEach((group, number) => {
  for (const character of group) groups.set(character, [...(groups.get(character) ?? []), number]);
});

/** Whether one character is easily put for the other: they sound or look alike (同音字、形近字). */
export function confusionOf(one: string, other: string): '同音' | '形近' | null {
  const own = groups.get(one);
  if (own && groups.get(other)?.some((group) => own.includes(group))) return '形近';
  const sounds = readingsOf(one);
  return readingsOf(other).some((sound) => sounds.includes(sound)) ? '同音' : null;
}
