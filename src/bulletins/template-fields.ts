import { fieldsOf, type Shape } from '../documents/wording/known-fields.ts';
import type { WordingValues } from '../documents/wording/values.ts';

const fields = (...names: readonly string[]): { readonly fields: Readonly<Record<string, Shape>> } => ({
  fields: Object.fromEntries(names.map((name) => [name, 'value' as const])),
});
const list = (...names: readonly string[]): Shape => ({ list: fields(...names) });

const totals = ['应办', '已办', '欠办', '完成率'] as const;
const standing = ['名称', '园所数', '活动次数', '名次', ...totals] as const;
const place = list(...standing, '联盟数', '全部园所数', '覆盖率');
const rule = list('活动', '要求', '依据', '对象', '量词', '对象数', '欠办对象数', ...totals);
const change = fields('差', '词', '数', '上季');

/** What is in the entries of each list, and in what may be missing: known also where there is nothing to say. */
const entryFields: Readonly<Record<string, Shape>> = {
  种类: list('名称', '次数'),
  走势: list('名称', '联盟数', ...totals),
  区县列表: place,
  欠办区县: place,
  满分区县: list('名称'),
  满分联盟: list('名称'),
  联盟列表: list(...standing, '区县', '主导园', '层级'),
  活动列表: rule,
  单位列表: rule,
  欠办活动: rule,
  成效: {
    list: {
      fields: { ...fields('单位', '成效').fields, 活动: list('名称', '日期', '承办园', '主题') },
    },
  },
  欠办清单: list('联盟', '区县', '对象', '活动', '要求', '依据', '期', '次数', '累计'),
  批评: {
    list: { fields: { 名称: 'value', 事项: list('活动', '应办', '欠办', '事由', '理由', '依据') } },
  },
  变化: {
    fields: { 上季度: 'value', 联盟: change, 园所: change, 活动: change, 欠办: change, 完成率: change },
  },
};

/** Lists within records. */
const nested: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  总体: { 层级: list('名称', '数量') },
  问题: { 违规: list('要求', '依据', '处数'), 逾期列表: list('问题', '期限') },
  下季: {
    活动: list('名称', '要求', '对象', '止', '应办'),
    报送: {
      list: {
        fields: { ...fields('材料', '报给', '单位', '单位数').fields, 截止日: list('日期') },
      },
    },
  },
};

/** All that a template of the bulletin can name, whatever the ledger holds. */
export function templateFields(values: WordingValues): Readonly<Record<string, Shape>> {
  const told = fieldsOf(values).fields;
  const records = Object.entries(nested).map(([name, lists]) => {
    const own = told[name];
    const known = typeof own === 'object' && 'fields' in own ? own.fields : {};
    return [name, { fields: { ...known, ...lists } }] as const;
  });
  return { ...told, ...entryFields, ...Object.fromEntries(records) };
}
