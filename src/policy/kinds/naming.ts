import { squeezeText } from '../../common/text.ts';
import { whenNotMet } from '../eligibility.ts';
import { describeMissing, type FactKey } from '../fact-names.ts';
import type { KindergartenFacts } from '../facts.ts';
import { wordings } from '../lead-tier.ts';
import type { RuleOf } from '../schema.ts';
import { anyTrue, type Truth } from '../three-valued.ts';
import { groupSubject, type JudgeGroup, kindergartenOf } from './kind.ts';

type Form = RuleOf<'naming'>['parameters']['forms'][number];

const formWords = {
  town: '所在街道的名称',
  community: '所在社区的名称',
  district: '行政区名称',
} as const;

const describeForm = ({ after, numbered }: Form) => `${formWords[after]}${numbered ? '加序号' : ''}`;

/** 三, 第3, 12号, 第十二: nothing but a number. */
const number = '(?:第?[0-9]+号?|第?[〇一二三四五六七八九十百]+号?)';

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

const oneOf = (texts: readonly string[]) => `(?:${texts.map(escaped).join('|')})`;

/**
 * Whether a name follows one form: the place, a number where one is asked for, the policy's word for a group; nothing
 * else in between but 学前教育, and before it nothing but the city and the district. Null where the ledger does not know
 * the place.
 */
function follows(form: Form, name: string, lead: KindergartenFacts, kind: string): Truth {
  const ending = `(?:学前教育)?${form.numbered ? number : ''}(?:${escaped(kind)})?`;
  const city = '(?:[^区县]{2,8}市)?';
  const inDistrict = lead.district === null ? '' : `${oneOf(wordings(lead.district))}?`;
  // The ledger ends at the town: a name that speaks of a community cannot be held against it.
  if (form.after === 'community') {
    return new RegExp(`^.{2,}社区${ending}$`, 'u').test(name) ? null : false;
  }
  const place = form.after === 'town' ? lead.town : lead.district;
  if (place === null || (form.after === 'district' && lead.districtLevel !== 'county')) return null;
  const stem = squeezeText(place).replace(/(?:街道办事处|街道|镇|乡)$/u, '');
  const written =
    form.after === 'town' ? [squeezeText(place), ...(stem.length >= 2 ? [stem] : [])] : wordings(place);
  const before = form.after === 'town' ? city + inDistrict : city;
  return new RegExp(`^${before}${oneOf(written)}${ending}$`, 'u').test(name);
}

const factsBehind = { town: 'town', district: 'district', community: 'community' } as const satisfies Record<
  Form['after'],
  FactKey
>;

/** Whether a group is named as the policy says: after the place of its lead, or after the district with a number. */
export const judgeNaming: JudgeGroup<'naming'> = (rule, { policy, facts, group }) => {
  const failed = whenNotMet(rule.modality);
  if (!failed) return [];
  const subject = groupSubject(group);
  const { forms } = rule.parameters;
  const wanted = forms.map(describeForm).join('或');
  const lead = group.lead && kindergartenOf(facts, group.lead);
  const name = squeezeText(group.name);
  const readings = forms.map((form) => (lead ? follows(form, name, lead, policy.names.kind) : null));
  const holds = anyTrue(readings);
  const missing = lead
    ? forms.filter((_, index) => readings[index] === null).map((form): FactKey => factsBehind[form.after])
    : ['lead' as const];
  const found = {
    groupName: group.name,
    lead: lead?.name ?? null,
    town: lead?.town ?? null,
    district: lead?.district ?? null,
  };
  const { lead: leadName } = policy.names;
  if (holds) {
    const form = forms[readings.indexOf(true)];
    const message = `名称用的是${form ? describeForm(form) : wanted}。`;
    return [{ subject, outcome: 'pass', facts: found, message, remedy: '' }];
  }
  if (holds === null) {
    return [
      {
        subject,
        outcome: 'unknown',
        facts: found,
        message: `还不能断定名称是不是${leadName}${wanted}，缺少${describeMissing(missing)}。`,
        remedy: '请核对名称，补上缺少的内容后再核查。',
        missing,
      },
    ];
  }
  return [
    {
      subject,
      outcome: failed,
      facts: found,
      message: `名称不是${leadName}${wanted}（中间和前后不带别的字）。`,
      remedy: `请用 youlian group edit ${group.id} --name 改名；区教育行政部门另有规定的，可以保留。`,
    },
  ];
};
