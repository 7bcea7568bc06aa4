import type { Reading } from '../reading.ts';
import { elementName, token } from '../xlsx/xml-cursor.ts';
import { CannotPatch } from './cannot-patch.ts';
import { applySplices, attributeSplice, closingStart, type Splice, scanXml, xmlText } from './xml-edit.ts';

/** How a cell of an added sheet looks. */
export interface AddedStyle {
  readonly font: string;
  /** Points. */
  readonly size: number;
  readonly centred?: boolean;
  readonly bordered?: boolean;
  /** ARGB, as in `FFF2F2F2`. */
  readonly fill?: string | undefined;
  /** Blue and underlined. */
  readonly link?: boolean;
}

/** Excel stops at 64,000 formats and something. */
const mostFormats = 64_000;

const collections = ['fonts', 'fills', 'borders', 'cellXfs'] as const;
type Collection = (typeof collections)[number];
const items: Readonly<Record<Collection, string>> = {
  fonts: 'font',
  fills: 'fill',
  borders: 'border',
  cellXfs: 'xf',
};
const collectionOf = new Map(collections.map((name) => [elementName(name), name]));
const itemNames = new Map(collections.map((name) => [name, elementName(items[name])]));
const foregroundElement = elementName('fgColor');

interface Found {
  /** What the sender's part has, as XML. */
  readonly items: string[];
  readonly added: string[];
  readonly countSplice: (count: string) => Splice;
  end: number;
}

/**
 * The styles of a workbook (`styles.xml`), to which formats are added: those of marked cells, each the sender's own
 * with another fill, and those of an added sheet. Nothing that stands there is changed.
 */
export class StylesPart {
  readonly #bytes: Buffer;
  readonly #prefix: string;
  readonly #found: ReadonlyMap<Collection, Found>;
  readonly #made = new Map<string, number>();
  readonly #own = new Map<number, boolean>();
  /** Numbers of the fills of each of these colours. */
  readonly #ownFills = new Set<number>();

  /** @param ownColours ARGB of our marks, by which those of an earlier round are known */
  constructor(bytes: Buffer, reading: Reading, part: string, ownColours: readonly string[]) {
    this.#bytes = bytes;
    const found = new Map<Collection, Found>();
    let prefix = '';
    let current: Collection | undefined;
    let itemStart = 0;
    const close = (to: number) => found.get(current!)!.items.push(bytes.toString('utf8', itemStart, to));
    scanXml(bytes, reading, part, (cursor, kind) => {
      if (kind === token.opened) {
        const depth = cursor.depth - (cursor.empty ? 0 : 1);
        if (depth === 0) prefix = cursor.prefix();
        const collection = depth === 1 ? collectionOf.get(cursor.name) : undefined;
        if (collection) {
          if (cursor.empty) throw new CannotPatch('文件的样式表不完整');
          const { from, to, text } = attributeSplice(cursor, 'count', '#');
          const countSplice = (count: string) => ({ from, to, text: text.replace('#', count) });
          found.set(collection, { items: [], added: [], countSplice, end: 0 });
          current = collection;
        } else if (current && depth === 2 && cursor.name === itemNames.get(current)) {
          itemStart = cursor.start;
          if (cursor.empty) close(cursor.position);
        } else if (current === 'fills' && cursor.name === foregroundElement) {
          const colour = cursor.value('rgb')?.toUpperCase();
          if (colour !== undefined && ownColours.includes(colour)) {
            this.#ownFills.add(found.get('fills')!.items.length);
          }
        }
      } else if (kind === token.closed && current) {
        if (cursor.depth === 2 && cursor.name === itemNames.get(current)) close(cursor.position);
        else if (cursor.depth === 1) {
          found.get(current)!.end = closingStart(cursor);
          current = undefined;
        }
      }
    });
    if (collections.some((name) => (found.get(name)?.items.length ?? 0) === 0)) {
      throw new CannotPatch('文件的样式表不完整');
    }
    this.#prefix = prefix;
    this.#found = found;
  }

  /** Whether any format has a fill of ours. */
  get hasOwnFills(): boolean {
    return this.#ownFills.size > 0;
  }

  /** Whether the format has a fill of ours: an earlier round left it. */
  isOwn(format: number): boolean {
    if (this.#ownFills.size === 0) return false;
    const known = this.#own.get(format);
    if (known !== undefined) return known;
    const own = this.#ownFills.has(this.#fillOf(format));
    this.#own.set(format, own);
    return own;
  }

  /** The format like the given one with a solid fill. */
  filled(format: number, argb: string): number {
    return this.#refilled(format, this.#fill(argb));
  }

  /** The format like the given one with no fill. */
  unfilled(format: number): number {
    return this.#refilled(format, 0);
  }

  /** The format of a cell of an added sheet; its text stays text. */
  added(style: AddedStyle): number {
    const p = this.#prefix;
    const look = style.link ? `<${p}u/>` : '';
    const colour = style.link ? `<${p}color rgb="FF0563C1"/>` : `<${p}color rgb="FF000000"/>`;
    const font = this.#add(
      'fonts',
      `<${p}font>${look}<${p}sz val="${style.size}"/>${colour}<${p}name val="${xmlText(style.font)}"/><${p}charset val="134"/></${p}font>`,
    );
    const line = (side: string) => `<${p}${side} style="thin"><${p}color rgb="FF000000"/></${p}${side}>`;
    const border = style.bordered
      ? this.#add(
          'borders',
          `<${p}border>${['left', 'right', 'top', 'bottom'].map(line).join('')}<${p}diagonal/></${p}border>`,
        )
      : this.#add(
          'borders',
          `<${p}border><${p}left/><${p}right/><${p}top/><${p}bottom/><${p}diagonal/></${p}border>`,
        );
    const fill = style.fill === undefined ? 0 : this.#fill(style.fill);
    const side = style.centred ? 'center' : 'left';
    return this.#add(
      'cellXfs',
      `<${p}xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><${p}alignment horizontal="${side}" vertical="center" wrapText="1"/></${p}xf>`,
    );
  }

  render(): Buffer {
    const splices: Splice[] = [];
    for (const name of collections) {
      const { items: own, added, countSplice, end } = this.#found.get(name)!;
      if (added.length === 0) continue;
      splices.push(countSplice(String(own.length + added.length)));
      splices.push({ from: end, to: end, text: added.join('') });
    }
    return applySplices(this.#bytes, splices);
  }

  #fill(argb: string): number {
    const p = this.#prefix;
    return this.#add(
      'fills',
      `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${argb}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`,
    );
  }

  #refilled(format: number, fill: number): number {
    const { items: own, added } = this.#found.get('cellXfs')!;
    if (own.length + added.length >= mostFormats) return format;
    const xf = this.#xf(format);
    const end = xf.indexOf('>');
    const tag = setAttribute(setAttribute(xf.slice(0, end), 'fillId', fill), 'applyFill', 1);
    return this.#add('cellXfs', tag + xf.slice(end));
  }

  #fillOf(format: number): number {
    return Number(/\bfillId\s*=\s*["'](\d+)["']/.exec(this.#xf(format))?.[1] ?? 0);
  }

  #xf(format: number): string {
    const { items: own, added } = this.#found.get('cellXfs')!;
    return own[format] ?? added[format - own.length] ?? own[0]!;
  }

  /** Adds an item once, and gives its number. */
  #add(name: Collection, xml: string): number {
    const key = `${name} ${xml}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const { items: own, added } = this.#found.get(name)!;
    added.push(xml);
    const number = own.length + added.length - 1;
    this.#made.set(key, number);
    return number;
  }
}

/** @param tag `<xf …` without its end */
function setAttribute(tag: string, name: string, value: number): string {
  const pattern = new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`);
  if (pattern.test(tag)) return tag.replace(pattern, `$1"${value}"`);
  return tag.endsWith('/') ? `${tag.slice(0, -1)} ${name}="${value}"/` : `${tag} ${name}="${value}"`;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The least that a workbook's styles must be. */
export const plainStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><color rgb="FF000000"/><name val="宋体"/><charset val="134"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
