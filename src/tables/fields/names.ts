import { chineseBrackets, tidyName } from '../../common/text.ts';
import { compactText, lineText } from './cell-text.ts';
import { type Normaliser, notGiven, refused, rewritten, taken, wrongKind } from './field.ts';

const wordBlank = /(?<![A-Za-z0-9.,]) | (?![A-Za-z0-9(])/g;

/** Names that are already as they should be: nearly all. */
const usualName = /^[\u4e00-\u9fff\u3007A-Za-z0-9（）]*$/;

/** Blanks go, except between two Latin words; brackets are Chinese ones, all other punctuation as written. */
function squeezeName(text: string): string {
  if (usualName.test(text)) return text;
  return chineseBrackets(lineText(text).replace(wordBlank, '')).replace(/ (?=（)|(?<=）) /g, '');
}

const kindergartenEnd = /(?:园|学校|小学|中心|教学点|看护点)(?:（[^）]*）)?$/;

/** Several kindergartens in one cell: a list of names, not one name. */
function namesSeveral(text: string): boolean {
  if (usualName.test(text)) return false;
  const parts = text
    .normalize('NFKC')
    .split(/[\n\r、,;/]+/)
    .map(squeezeName)
    .filter((part) => part !== '');
  // 东湖区石门镇中心 / 幼儿园 is one name that was broken: a bare 幼儿园 is none of its own.
  const isName = (part: string) =>
    kindergartenEnd.test(part) && !/^(?:幼儿园|小学|学校|园)(?:（|$)/.test(part);
  return parts.length > 1 && parts.filter(isName).length > 1;
}

/** Words that head a column: where they stand as a name, somebody's header was read as data. */
const headings = new Set(
  '序号 编号 姓名 职务 名称 园名 单位 单位名称 园所名称 幼儿园名称 学校名称 园所 幼儿园 备注 类别 主导园 联盟园'.split(
    ' ',
  ),
);

/** Longest name that is still a name and no sentence. */
const longestName = 60;

/** A remark that stands alone in the column of names: it begins or reads as no name does. */
const remark =
  /^(?:（?[以如][上下]|[本上下]表|上述|共计?\d|\d+(?:所|个|家)|[★☆※▲△●○◎■□◆#])|(?:19|20)\d\d年|[。！？!?]|无正文|^（?空白?）?$/u;

/** A name that shows how to fill the table in: 某某幼儿园, ××幼儿园, XX幼儿园. */
const placeholderName =
  /某某|[×✕〇○*＊]{2,}|^X{2,}(?=\p{Script=Han})|(?<=\p{Script=Han})X{2,}(?=幼儿园|园)/iu;

/** A heading of a section in the column of names: numbered, or a district and nothing of a kindergarten. */
const section =
  /^(?:（?[一二三四五六七八九十]{1,3}[、）]|[^园校学托班中点]*(?:[区县市镇乡]|街道|教体局|教育局|部分)$|.{2,}(?:部分|名单|一览表|信息表|情况表|统计表)$)/u;

/**
 * A kind of kindergartens and no name of one: 民办园, 其中：普惠, 公办幼儿园 in the column of names head rows or sum
 * them up.
 */
const kind =
  /^(?:其中[:：]?)?(?:公办|民办|私立|普惠性?|非普惠性?|非?营利性|集体办?|教育部门办|教办|企业办|企事业办|部队办|其[他它]部门办|事业单位办|[省市县区]级?示范|[省市县]?[一二三]类|未[定评]级|未评定|无证|其[他它])+(?:性质)?(?:的|类)?(?:幼儿园|园所|园)?$|^(?:平均|人均|合计|总计|小计)[数值]?$|^其中(?:[:：]|$)/u;

/** 园所名称: without blanks, brackets as `（）`. */
export const normaliseName: Normaliser = (content) => {
  if (content.type !== 'text') return wrongKind(content, '园所名称');
  if (namesSeveral(content.value)) return refused('name-several');
  const name = squeezeName(content.value);
  if (name === '') return notGiven;
  if (
    name.length < 2 ||
    name.length > longestName ||
    headings.has(name) ||
    remark.test(name) ||
    section.test(name) ||
    kind.test(name) ||
    placeholderName.test(name) ||
    !/[\p{Script=Han}A-Za-z]/u.test(name)
  )
    return refused('name-invalid');
  return taken(name);
};

const posts = /(?:副?园长|老师|主任|书记|局长|校长|科长|女士|先生)$/;

/** 姓名: the blanks that align two-character names go; a remark in brackets stays, with a warning. */
export const normalisePersonName: Normaliser = (content, field) => {
  if (content.type !== 'text') return wrongKind(content, '姓名');
  const compact = compactText(content.value);
  if (compact.includes('*')) return refused('value-masked');
  const name = squeezeName(content.value);
  if (name === '') return notGiven;
  const bare = name.replace(/（[^）]*）/g, '');
  // A phone or an address is no name; a short number is how people of the same name are told apart.
  if (/\d{4}|[@＠]/.test(bare) || !/\p{L}/u.test(bare) || bare.length > 40) {
    return refused('person-name-invalid');
  }
  const people = name.split(/[、,，;；/／]/).filter((part) => part !== '');
  if (people.length > 1) {
    if (field.required) return refused('person-name-invalid');
    const value = people.join('、');
    return { value, findings: [{ code: 'person-several' }] };
  }
  if (bare !== name || /\d/.test(bare) || (bare.length > 3 && posts.test(bare))) {
    return { value: name, findings: [{ code: 'person-remark' }] };
  }
  const dotted = name.replace(/(?<=\p{Script=Han})[•・･‧∙⋅.．](?=\p{Script=Han})/gu, '·');
  return dotted === name ? taken(name) : rewritten(dotted);
};

const roles = new Map([
  ['组长', '组长'],
  ['副组长', '副组长'],
  ['成员', '成员'],
  ['组员', '成员'],
  ['小组成员', '成员'],
]);

/** 组长, 副组长, 成员; other words are taken as they stand, with a warning. */
export const normaliseRole: Normaliser = (content) => {
  if (content.type !== 'text') return wrongKind(content, '职务，如组长、副组长、成员');
  const text = compactText(content.value).replace(/[:：]$/, '');
  if (text === '') return notGiven;
  const role = roles.get(text);
  if (role !== undefined) return role === text ? taken(role) : rewritten(role);
  if (!/\p{Script=Han}/u.test(text) || text.length > 20)
    return refused('value-kind', { expected: '职务', actual: '别的内容' });
  return { value: tidyName(content.value), findings: [{ code: 'role-unknown' }] };
};
