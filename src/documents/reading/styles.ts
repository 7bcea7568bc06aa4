import type { WordPackage } from './open-document.ts';
import { childOf, descendants, type XmlElement } from './xml-tree.ts';

/** Where a run's East Asian font comes from: a name, the theme, or nowhere (Word then takes its own). */
export type FontSource = 'named' | 'theme' | 'none';

/** The properties that hold for something, the closest first: its own, its styles', the document's defaults. */
type Chain = readonly XmlElement[];

/** Styles that stand on one another; more is a circle. */
const longestChain = 30;

/** Looks properties up through direct formatting, styles, document defaults and theme, as Word does. */
export class StyleSheet {
  readonly #styles = new Map<string, XmlElement>();
  readonly #defaults: XmlElement | undefined;
  readonly #defaultParagraph: string | undefined;
  readonly #theme: ReadonlyMap<string, string>;
  readonly #chains = new Map<string, readonly XmlElement[]>();

  constructor({ styles, theme }: Pick<WordPackage, 'styles' | 'theme'>) {
    this.#defaults = childOf(styles, 'docDefaults');
    let first: string | undefined;
    for (const style of styles?.children ?? []) {
      const { styleId } = style.attributes;
      if (style.name !== 'style' || styleId === undefined) continue;
      this.#styles.set(styleId, style);
      const isDefault = /^(?:1|true|on)$/u.test(style.attributes.default ?? '');
      if (isDefault && style.attributes.type === 'paragraph') first ??= styleId;
    }
    this.#defaultParagraph = first;
    this.#theme = themeFonts(theme);
  }

  /** Paragraph properties of a paragraph (`w:p`). */
  paragraphChain(paragraph: XmlElement): Chain {
    const own = childOf(paragraph, 'pPr');
    const style = childOf(own, 'pStyle')?.attributes.val ?? this.#defaultParagraph;
    return [
      ...present(own),
      ...this.#styleChain(style).flatMap((each) => present(childOf(each, 'pPr'))),
      ...present(childOf(childOf(this.#defaults, 'pPrDefault'), 'pPr')),
    ];
  }

  /** Run properties of a run (`w:r`) in a paragraph. */
  runChain(run: XmlElement, paragraph: XmlElement): Chain {
    const own = childOf(run, 'rPr');
    const style = childOf(childOf(paragraph, 'pPr'), 'pStyle')?.attributes.val ?? this.#defaultParagraph;
    const properties = (id: string | undefined) =>
      this.#styleChain(id).flatMap((each) => present(childOf(each, 'rPr')));
    return [
      ...present(own),
      ...properties(childOf(own, 'rStyle')?.attributes.val),
      ...properties(style),
      ...present(childOf(childOf(this.#defaults, 'rPrDefault'), 'rPr')),
    ];
  }

  #styleChain(id: string | undefined): readonly XmlElement[] {
    if (id === undefined) return [];
    const known = this.#chains.get(id);
    if (known) return known;
    const chain: XmlElement[] = [];
    let next: string | undefined = id;
    while (next !== undefined && chain.length < longestChain) {
      const style: XmlElement | undefined = this.#styles.get(next);
      if (!style || chain.includes(style)) break;
      chain.push(style);
      next = childOf(style, 'basedOn')?.attributes.val;
    }
    this.#chains.set(id, chain);
    return chain;
  }

  /** The East Asian font of a run, and what names it. */
  eastAsianFont(chain: Chain): { readonly font: string | undefined; readonly source: FontSource } {
    return this.#font(chain, 'eastAsia', 'eastAsiaTheme');
  }

  /** The font of Latin letters and digits of a run. */
  westernFont(chain: Chain): string | undefined {
    return this.#font(chain, 'ascii', 'asciiTheme').font;
  }

  #font(chain: Chain, attribute: string, themed: string) {
    for (const properties of chain) {
      const fonts = childOf(properties, 'rFonts')?.attributes;
      // Of both, Word goes by the theme.
      const theme = fonts?.[themed];
      if (theme !== undefined) return { font: this.#theme.get(theme), source: 'theme' as const };
      const font = fonts?.[attribute];
      if (font !== undefined) return { font, source: 'named' as const };
    }
    return { font: undefined, source: 'none' as const };
  }
}

const present = (element: XmlElement | undefined): XmlElement[] => (element ? [element] : []);

/** The fonts that `eastAsiaTheme` and the like stand for; for Chinese the script's own entry counts. */
function themeFonts(theme: XmlElement | undefined): ReadonlyMap<string, string> {
  const fonts = new Map<string, string>();
  if (!theme) return fonts;
  for (const element of descendants(theme)) {
    if (element.name !== 'majorFont' && element.name !== 'minorFont') continue;
    const kind = element.name.slice(0, 5);
    const face = (name: string) => childOf(element, name)?.attributes.typeface || undefined;
    const chinese = element.children.find(
      ({ name, attributes }) => name === 'font' && attributes.script === 'Hans',
    );
    const eastAsian = face('ea') ?? chinese?.attributes.typeface;
    if (eastAsian !== undefined) fonts.set(`${kind}EastAsia`, eastAsian);
    const latin = face('latin');
    if (latin !== undefined) {
      fonts.set(`${kind}Ascii`, latin);
      fonts.set(`${kind}HAnsi`, latin);
    }
  }
  return fonts;
}

/** The closest value of a property (`w:val` unless told). */
export function propertyOf(chain: Chain, name: string, attribute = 'val'): string | undefined {
  for (const properties of chain) {
    const value = childOf(properties, name)?.attributes[attribute];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A property that is on by standing there (`w:b`), and off by `w:val="0"`. */
export function isOn(chain: Chain, name: string): boolean {
  for (const properties of chain) {
    const element = childOf(properties, name);
    if (element) return !/^(?:0|false|off)$/u.test(element.attributes.val ?? '');
  }
  return false;
}

/** Whether the property stands anywhere, on or off. */
export function isSaid(chain: Chain, name: string): boolean {
  return chain.some((properties) => childOf(properties, name) !== undefined);
}

/** Twips of a measure: a number, or one with a unit as strict files write it (`28mm`). */
export function twipsOf(value: string | undefined): number | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?\s*$/u.exec(value ?? '');
  if (!match) return undefined;
  const perUnit = { mm: 1440 / 25.4, cm: 14400 / 25.4, in: 1440, pt: 20, pc: 240, pi: 240 };
  return Number(match[1]) * (match[2] === undefined ? 1 : perUnit[match[2] as keyof typeof perUnit]);
}

/** Indent on one side in hundredths of a character or in twips, whichever the closest properties say. */
export function indentOf(chain: Chain, side: 'left' | 'right' | 'firstLine' | 'hanging') {
  const other = { left: 'start', right: 'end' }[side as string];
  for (const properties of chain) {
    const attributes = childOf(properties, 'ind')?.attributes;
    if (!attributes) continue;
    const characters =
      attributes[`${side}Chars`] ?? (other === undefined ? undefined : attributes[`${other}Chars`]);
    const twips = twipsOf(attributes[side] ?? (other === undefined ? undefined : attributes[other]));
    if (characters !== undefined && Number(characters) !== 0) return { characters: Number(characters) / 100 };
    if (twips !== undefined) return { twips };
    if (characters !== undefined) return { characters: 0 };
    // A hanging indent of its own takes the place of an inherited first line, and the other way round.
    if (side === 'firstLine' && (attributes.hanging ?? attributes.hangingChars) !== undefined)
      return { twips: 0 };
    if (side === 'hanging' && (attributes.firstLine ?? attributes.firstLineChars) !== undefined)
      return { twips: 0 };
  }
  return { twips: 0 };
}

/** Eighths of a point of a rule; undefined where none is drawn. */
export function ruleOf(rule: XmlElement | undefined): number | undefined {
  if (!rule || /^(?:nil|none)$/u.test(rule.attributes.val ?? 'none')) return undefined;
  return Number(rule.attributes.sz ?? 0);
}
