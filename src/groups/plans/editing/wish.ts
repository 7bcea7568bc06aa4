/**
 * What a clerk may type into the column 调整 of a plan's workbook. A cell may hold several wishes, parted by `；`, `，` or
 * line breaks; blanks and character widths do not matter.
 */
export type Wish =
  /** 保持: stays with the lead it has. */
  | { readonly kind: 'keep' }
  /** 不编入: is left out. */
  | { readonly kind: 'exclude' }
  /** 换一个: to any lead but the one it has. */
  | { readonly kind: 'elsewhere' }
  /** 甲园, 改到甲园: to this lead. `name` is as written, `orName` without what may be a verb before it. */
  | { readonly kind: 'to'; readonly name: string; readonly orName?: string }
  /** 不到甲园: to any lead but this. */
  | { readonly kind: 'not-to'; readonly name: string }
  /** 与甲园一起: in one group with it. */
  | { readonly kind: 'with'; readonly name: string }
  /** 不与甲园一起: never in one group with it. */
  | { readonly kind: 'without'; readonly name: string };

/** What the drop-down offers before the names of the leads. */
export const keepWord = '保持';
export const excludeWord = '不编入';
export const elsewhereWord = '换一个';

const keepWords: ReadonlySet<string> = new Set([keepWord, '不动', '不变', '固定', '保留', '维持']);
const excludeWords: ReadonlySet<string> = new Set([excludeWord, '不编', '不参加', '不参与', '退出', '去掉']);
const elsewhereWords: ReadonlySet<string> = new Set([
  elsewhereWord,
  '换',
  '换个',
  '换园',
  '换主导园',
  '调走',
  '调出',
]);

const withWord =
  /^(?<not>不(?:能|要|可)?|别|勿)?(?:与|和|跟|同)(?<name>.+?)(?:编在|编到|放在|分在|在)?一(?:起|组|处)$/u;
const notTo = /^(?:不(?:能|要|可)?|别|勿)(?:编入|编到|编给|分到|去|到|给)(?<name>.+)$/u;
const verb = /^(?:改为|改到|改|编入|编到|编给|调到|调入|分到|去|到|给|换到|换成)(?<name>.+)$/u;

/** The wishes of one cell; null where a part of it says nothing that can be made out. */
export function readWishes(text: string): Wish[] | null {
  const wishes: Wish[] = [];
  for (const part of text.normalize('NFKC').split(/[;；,，。\n\r]+/u)) {
    const words = part.replace(/\s+/gu, '');
    if (words === '') continue;
    const wish = readWish(words);
    if (!wish) return null;
    wishes.push(wish);
  }
  return wishes;
}

function readWish(words: string): Wish | undefined {
  if (keepWords.has(words)) return { kind: 'keep' };
  if (excludeWords.has(words)) return { kind: 'exclude' };
  if (elsewhereWords.has(words)) return { kind: 'elsewhere' };
  const beside = withWord.exec(words)?.groups;
  if (beside?.name) return { kind: beside.not === undefined ? 'with' : 'without', name: beside.name };
  const away = notTo.exec(words)?.groups?.name;
  if (away) return { kind: 'not-to', name: away };
  // 不… that is none of the above is a refusal of something, never the name of a lead.
  if (/^(?:不|别|勿)/u.test(words)) return undefined;
  const name = verb.exec(words)?.groups?.name;
  return name ? { kind: 'to', name: words, orName: name } : { kind: 'to', name: words };
}

/** A wish as it stands in the sheet. */
export function wishText(wish: Wish): string {
  switch (wish.kind) {
    case 'keep':
      return keepWord;
    case 'exclude':
      return excludeWord;
    case 'elsewhere':
      return elsewhereWord;
    case 'to':
      return wish.name;
    case 'not-to':
      return `不到${wish.name}`;
    case 'with':
      return `与${wish.name}一起`;
    case 'without':
      return `不与${wish.name}一起`;
  }
}
