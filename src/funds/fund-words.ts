import { squeezeText } from '../common/text.ts';
import type { Policy } from '../policy/schema.ts';

/** Id of the purpose that a text means under a policy; undefined where the policy has none of that name. */
export function purposeMeant({ funds }: Pick<Policy, 'funds'>, text: string): string | undefined {
  const wanted = squeezeText(text);
  return funds.purposes.find(({ id, name, aliases }) =>
    [id, name, ...aliases].some((word) => squeezeText(word) === wanted),
  )?.id;
}

/** Name of a purpose; what is none of the policy's goes as it was written. */
export function purposeName({ funds }: Pick<Policy, 'funds'>, id: string): string {
  return funds.purposes.find((purpose) => purpose.id === id)?.name ?? id;
}

const separate = ['专账', '专户', '专账核算', '独立核算', '单独核算', '专项账户', '是'];
const running = [
  '日常经费账',
  '日常经费',
  '日常账户',
  '公用经费',
  '基本户',
  '日常办学经费',
  '日常账',
  '混用',
  '否',
];

export function accountMeant(text: string): 'separate' | 'running' | undefined {
  const said = squeezeText(text);
  if (separate.includes(said)) return 'separate';
  return running.includes(said) ? 'running' : undefined;
}

/** 预算, 支出 or 冲销; undefined where it is none of them. */
export function rowKindMeant(text: string): 'budget' | 'entry' | undefined {
  const said = squeezeText(text);
  if (['预算', '收入', '拨款', '预算收入', '下达'].includes(said)) return 'budget';
  return ['支出', '冲销', '开支', '使用', '红字'].includes(said) ? 'entry' : undefined;
}
