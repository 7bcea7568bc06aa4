/**
 * Wording (文稿模板): the text of an official document as a plain text file that a clerk edits in any editor. One line
 * is one paragraph.
 *
 * ```
 * # 标题（两行 # 相连，标题就分成两行）
 * 【主送】各区教体局
 * ## 一级标题（序号“一、”自动编，没有内容的一节连标题一起省去）
 * 正文一段，{{字段}}、{{园.名称}}、{{完成率|百分比}}，**加粗**。
 * {{#如果 逾期数 > 0 且 有 联系人}} … {{#否则}} … {{/如果}}
 * {{#每个 园所 为 园}} … {{序号}} {{园.名称}} … {{/每个}}
 * {{#按数 次数}}{{#零}}没有开展{{#一}}开展一次{{#多}}开展{{次数}}次{{/按数}}
 * | 序号 | 园所名称 |
 * | --: | ------ |
 * {{#每个 园所}}
 * | {{序号}} | {{名称}} |
 * {{/每个}}
 * 【附件 横向】附件的标题
 * ```
 */
export interface Wording {
  readonly file: string;
  readonly nodes: readonly Nested<Line>[];
}

/** 1-based line and column in the template. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Lines, or pieces of a line, some of which stand under a condition or are repeated. */
export type Nested<T> = T | Choose<T> | Count<T> | Each<T>;

/** `{{#如果 …}}`, `{{#否则如果 …}}`, `{{#否则}}`: the first branch whose condition holds; null is otherwise. */
export interface Choose<T> {
  readonly kind: 'choose';
  readonly branches: readonly { readonly condition: Condition | null; readonly body: readonly Nested<T>[] }[];
}

/** `{{#按数 …}}`: zero, one and many in their own words; without words for one, those for many serve. */
export interface Count<T> {
  readonly kind: 'count';
  readonly path: Path;
  readonly branches: Readonly<Partial<Record<'zero' | 'one' | 'many', readonly Nested<T>[]>>>;
}

/** `{{#每个 … 为 … 用 、 和}}`: once for each entry of a list. */
export interface Each<T> {
  readonly kind: 'each';
  readonly path: Path;
  /** The name by which the entry is called; its own fields can be named without it. */
  readonly as?: string;
  /** Put between entries, and before the last one. */
  readonly between?: { readonly usual: string; readonly last: string };
  readonly body: readonly Nested<T>[];
  /** After `{{#否则}}`: where the list is empty. */
  readonly otherwise?: readonly Nested<T>[];
}

/** A field by name, from the list entry it stands in outwards. */
export interface Path {
  readonly names: readonly string[];
  readonly place: TextPlace;
}

export type Condition =
  | { readonly kind: 'has'; readonly path: Path }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    };

export type Comparison = '=' | '≠' | '>' | '≥' | '<' | '≤';

export type Operand = Path | { readonly literal: string | number };

/** A piece of a line. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly isBold: boolean }
  | {
      readonly kind: 'field';
      readonly path: Path;
      readonly formats: readonly FormatCall[];
      readonly isBold: boolean;
    };

/** A format behind a field: `|百分比 1`. */
export interface FormatCall {
  readonly name: string;
  readonly arguments: readonly string[];
}

export type Text = readonly Nested<Part>[];

export type ParagraphStyle = 'body' | 'flush' | 'centred' | 'right' | 'note';

/** What is said once for the whole document: addressee, signing units, date, and so on. */
export type Particular =
  | 'addressee'
  | 'issuer'
  | 'number'
  | 'signedBy'
  | 'signedOn'
  | 'copyTo'
  | 'printedBy'
  | 'printedOn';

export type Line =
  | { readonly kind: 'title'; readonly text: Text }
  | { readonly kind: 'particular'; readonly of: Particular; readonly text: Text }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly style: ParagraphStyle; readonly text: Text }
  /** `+ `: a paragraph that bears the next number (1.) under its heading. */
  | { readonly kind: 'item'; readonly text: Text }
  | { readonly kind: 'caption'; readonly text: Text }
  | { readonly kind: 'row'; readonly cells: readonly CellText[]; readonly place: TextPlace }
  /** Ends the header rows; dashes tell shares of the width, colons the side. */
  | { readonly kind: 'rule'; readonly columns: readonly { readonly share: number; readonly align?: Align }[] }
  /** Where a picture or table made elsewhere goes. */
  | { readonly kind: 'insert'; readonly name: string; readonly place: TextPlace }
  | { readonly kind: 'attachment'; readonly isLandscape: boolean; readonly text: Text }
  | { readonly kind: 'page-break' }
  /** A remark for who edits the template. */
  | { readonly kind: 'remark'; readonly words: string }
  /** Empty lines, which divide tables. */
  | { readonly kind: 'gap' };

export type Align = 'left' | 'centre' | 'right';

/** A cell's text, or that the cell belongs to the one on its left (`<<`) or above (`^^`). */
export type CellText = Text | 'leftwards' | 'upwards';

/** What is written for a value that is not there, so that nobody overlooks it. */
export const blankText = '＿＿';

export function isControl<T extends { readonly kind: string }>(
  node: Nested<T>,
): node is Choose<T> | Count<T> | Each<T> {
  return node.kind === 'choose' || node.kind === 'count' || node.kind === 'each';
}
