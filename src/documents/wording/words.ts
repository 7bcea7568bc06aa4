import type { Comparison, ParagraphStyle, Particular } from './wording.ts';

/** What stands behind `#` in a tag that opens, divides or (behind `/`) closes. The first word is how it is printed. */
export const tagWords = {
  choose: ['如果', 'if'],
  elseChoose: ['否则如果', 'elseif'],
  otherwise: ['否则', 'else'],
  each: ['每个', 'each'],
  count: ['按数', 'count'],
  zero: ['零', 'zero'],
  one: ['一', 'one'],
  many: ['多', 'many'],
} as const satisfies Record<string, readonly string[]>;

export type TagKind = keyof typeof tagWords;

/** The words within `{{#每个 …}}`. */
export const eachWords = { as: ['为', 'as'], between: ['用', 'join'] } as const;

/** `【…】` at the head of a line. */
export type Directive =
  | { readonly kind: 'particular'; readonly of: Particular }
  | { readonly kind: 'style'; readonly style: ParagraphStyle }
  | { readonly kind: 'sealed' | 'caption' | 'insert' | 'attachment' | 'page-break' | 'remark' };

export const directives: Readonly<Record<string, Directive>> = {
  主送: { kind: 'particular', of: 'addressee' },
  发文机关: { kind: 'particular', of: 'issuer' },
  文号: { kind: 'particular', of: 'number' },
  署名: { kind: 'particular', of: 'signedBy' },
  日期: { kind: 'particular', of: 'signedOn' },
  盖章: { kind: 'sealed' },
  抄送: { kind: 'particular', of: 'copyTo' },
  印发机关: { kind: 'particular', of: 'printedBy' },
  印发日期: { kind: 'particular', of: 'printedOn' },
  顶格: { kind: 'style', style: 'flush' },
  居中: { kind: 'style', style: 'centred' },
  居右: { kind: 'style', style: 'right' },
  注: { kind: 'style', style: 'note' },
  表题: { kind: 'caption' },
  插入: { kind: 'insert' },
  附件: { kind: 'attachment' },
  分页: { kind: 'page-break' },
  说明: { kind: 'remark' },
};

/** Other words for the same directives. */
export const directiveSynonyms: Readonly<Record<string, string>> = {
  ...{
    to: '主送',
    issuer: '发文机关',
    number: '文号',
    signed: '署名',
    date: '日期',
    sealed: '盖章',
    copy: '抄送',
  },
  ...{ flush: '顶格', centre: '居中', right: '居右', note: '注', caption: '表题', remark: '说明' },
  ...{ insert: '插入', 图: '插入', 表格: '插入', attachment: '附件', 'page-break': '分页', 换页: '分页' },
};

export const landscapeWords: readonly string[] = ['横向', 'landscape'];

export const comparisonWords: Readonly<Record<string, Comparison>> = {
  ...{ '=': '=', '==': '=', '＝': '=', 等于: '=', '≠': '≠', '!=': '≠', '！=': '≠', '<>': '≠', 不等于: '≠' },
  ...{ '>': '>', '＞': '>', 大于: '>', 多于: '>', 超过: '>', '≥': '≥', '>=': '≥', 不小于: '≥', 不少于: '≥' },
  ...{ '<': '<', '＜': '<', 小于: '<', 少于: '<', '≤': '≤', '<=': '≤', 不大于: '≤', 不超过: '≤' },
};

export const conditionWords = {
  all: ['且', '并且', 'and'],
  any: ['或', '或者', 'or'],
  not: ['没有', '非', 'not'],
  has: ['有', 'has'],
} as const;

/** Whether a word is one of a list's; spelled out, since lists of literals take no other text. */
export function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word.toLowerCase());
}
