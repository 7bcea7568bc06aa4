import { compactText } from './fields/cell-text.ts';

/** A heading or label as it is compared. */
export interface Heading {
  /** Everything but blanks and punctuation. */
  readonly full: string;
  /** Without brackets and what stands in them. */
  readonly bare: string;
  /** What stood in brackets. */
  readonly remark: string;
}

const numbering = /^(?:\(?[0-9]{1,2}[).、．,]|\(?[一二三四五六七八九十]{1,3}[).、．,])(?=.)/;
const punctuation = /[:：*★☆#、,，。.．;；"'“”‘’「」《》<>\-—–_/\\|·•]/g;

const known = new Map<string, Heading>();

/** A heading without line breaks, blanks, numbering, punctuation; what stands in brackets apart. */
export function readHeading(text: string): Heading {
  const seen = known.get(text);
  if (seen) return seen;
  const compact = compactText(text)
    .replace(/[（【〔[{〖]/g, '(')
    .replace(/[）】〕\]}〗]/g, ')')
    .replace(/^\*+/, '')
    .replace(numbering, '');
  const remark = [...compact.matchAll(/\(([^()]*)\)/g)].map((match) => match[1] ?? '').join('');
  const outside = compact
    .replace(/\([^()]*\)/g, '')
    .replace(/[()]/g, '')
    .replace(punctuation, '');
  const heading = {
    full: compact.replace(/[()]/g, '').replace(punctuation, ''),
    bare: outside === '' ? remark.replace(punctuation, '') : outside,
    remark: outside === '' ? '' : remark.replace(punctuation, ''),
  };
  // Headings recur, cells of a large sheet do not: the memory stays small.
  if (known.size > 5_000) known.clear();
  known.set(text, heading);
  return heading;
}

const harmless =
  /^(?:个|人|名|位|所|班|度|元|万元|°|单位.*|必填|选填|必填项|全称|规范名称|盖章|公章|签字|签名|手写|下拉.*|请.*|如.*|例.*|是或?否|有或?无|填.*|按.*|\d+位.*|截[至止].*|保留.*|小数.*|格式.*|.*为准|.*一致|[市县区旗镇街乡]+|街道|机构|东经|北纬)+$/;

/** Remarks that make another figure of a heading: a part of it, or that of another time. */
const another =
  /^(?:其中.*|[男女](?:生|性|童|孩)?|在编|编内|编外|非在编|合同制|外聘|上[一]?年.*|去年.*|上学[期年].*|往年|计划.*|预计.*|拟.*|规划.*|新增.*|增加.*)$/;

/** How well a heading meets a wording: 2 the same, 1 the same but for a remark that may change its meaning, 0 another. */
export function meets(found: Heading, wording: Heading): 0 | 1 | 2 {
  if (found.full === '' || found.bare === '') return 0;
  if (found.full === wording.full) return 2;
  if (found.bare !== wording.bare || another.test(found.remark)) return 0;
  return found.remark === '' || harmless.test(found.remark) || wording.full.includes(found.remark) ? 2 : 1;
}
