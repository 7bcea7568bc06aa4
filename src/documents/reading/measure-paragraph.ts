import type { MeasuredParagraph, MeasuredRun } from './measured.ts';
import { indentOf, isOn, isSaid, propertyOf, ruleOf, type StyleSheet, twipsOf } from './styles.ts';
import { childOf, contentOf, descendants, type XmlElement } from './xml-tree.ts';

/** Where a paragraph stands. */
export interface ParagraphPlace {
  readonly section: number;
  /** A page break stands right before it. */
  readonly breaksPage: boolean;
  readonly isAtFoot: boolean | undefined;
  /** Points: what indents in characters go by. */
  readonly baseSize: number;
}

/** A text box, and whether it is anchored at the foot of the page. */
interface TextBox {
  readonly content: readonly XmlElement[];
  readonly isAtFoot: boolean;
}

export function measureParagraph(
  paragraph: XmlElement,
  styles: StyleSheet,
  place: ParagraphPlace,
): { readonly paragraph: MeasuredParagraph; readonly endsPage: boolean; readonly boxes: readonly TextBox[] } {
  const chain = styles.paragraphChain(paragraph);
  const runs: MeasuredRun[] = [];
  const boxes: TextBox[] = [];
  let endsPage = false;
  let hasPicture = false;
  let field = '';
  let isInCode = false;
  const walk = (element: XmlElement): void => {
    if (/^(?:pPr|del|moveFrom)$/u.test(element.name)) return;
    if (element.name === 'fldSimple') {
      if (/\bPAGE\b/iu.test(element.attributes.instr ?? '')) {
        const first = element.children.find(({ name }) => name === 'r') ?? element;
        runs.push(measureRun(first, paragraph, styles, '{page}'));
        return;
      }
    }
    if (element.name !== 'r') {
      for (const child of contentOf(element)) walk(child);
      return;
    }
    let text = '';
    for (const child of contentOf(element)) {
      if (child.name === 'fldChar') {
        const kind = child.attributes.fldCharType;
        if (kind === 'begin') {
          field = '';
          isInCode = true;
        } else if (kind === 'separate' || kind === 'end') {
          if (isInCode && /\bPAGE\b/iu.test(field)) text += '{page}';
          if (kind === 'separate' && /\bPAGE\b/iu.test(field)) field = 'shown';
          else if (kind === 'end') field = '';
          isInCode = false;
        }
      } else if (child.name === 'instrText') field += child.text;
      else if (child.name === 't' && !isInCode && field !== 'shown') text += child.text;
      else if (child.name === 'tab') text += '\t';
      else if (child.name === 'noBreakHyphen') text += '-';
      else if (child.name === 'br' || child.name === 'cr') {
        if (child.attributes.type === 'page') endsPage = true;
        else text += '\n';
      } else if (child.name === 'drawing' || child.name === 'pict') {
        const found = textBoxes(child);
        if (found.length > 0) boxes.push(...found);
        else hasPicture = true;
      }
    }
    if (text !== '') runs.push(measureRun(element, paragraph, styles, text));
  };
  walk(paragraph);
  const width = place.baseSize * 20;
  const inCharacters = (side: 'left' | 'right' | 'firstLine' | 'hanging') => {
    const { characters, twips } = indentOf(chain, side) as { characters?: number; twips?: number };
    return characters ?? (twips ?? 0) / width;
  };
  const align = propertyOf(chain, 'jc') ?? 'left';
  const frame = childOf(childOf(paragraph, 'pPr'), 'framePr')?.attributes;
  const borders = chain.map((properties) => childOf(properties, 'pBdr')).find((each) => each !== undefined);
  const ruleAt = (side: string) => ruleOf(childOf(borders, side));
  const rules = { top: ruleAt('top'), bottom: ruleAt('bottom'), between: ruleAt('between') };
  return {
    endsPage: endsPage && /^\s*$/u.test(runs.map(({ text }) => text).join('')),
    boxes,
    paragraph: {
      kind: 'paragraph',
      text: runs.map(({ text }) => text).join(''),
      runs,
      align: ({ start: 'left', end: 'right', distribute: 'both' }[align] ??
        align) as MeasuredParagraph['align'],
      left: inCharacters('left'),
      right: inCharacters('right'),
      firstLine: inCharacters('firstLine') - inCharacters('hanging'),
      spacing: {
        line: twipsOf(propertyOf(chain, 'spacing', 'line')) ?? 240,
        rule: propertyOf(chain, 'spacing', 'lineRule') ?? 'auto',
      },
      snapsToGrid: !isSaid(chain, 'snapToGrid') || isOn(chain, 'snapToGrid'),
      startsPage: place.breaksPage || isOn(chain, 'pageBreakBefore'),
      section: place.section,
      rules: Object.fromEntries(Object.entries(rules).filter(([, size]) => size !== undefined)),
      isAtFoot: frame ? frame.yAlign === 'bottom' : place.isAtFoot,
      hasPicture,
      hasTabs: runs.some(({ text }) => text.includes('\t')),
    },
  };
}

function measureRun(run: XmlElement, paragraph: XmlElement, styles: StyleSheet, text: string): MeasuredRun {
  const chain = styles.runChain(run, paragraph);
  const { font, source } = styles.eastAsianFont(chain);
  return {
    text,
    eastAsia: font,
    source,
    western: styles.westernFont(chain),
    size: Number(propertyOf(chain, 'sz') ?? 20) / 2,
    isBold: isOn(chain, 'b'),
    colour: (propertyOf(chain, 'color') ?? 'auto').toUpperCase().replace('AUTO', 'auto'),
    spacing: (twipsOf(propertyOf(chain, 'spacing')) ?? 0) / 20,
    snapsToGrid: !isSaid(chain, 'snapToGrid') || isOn(chain, 'snapToGrid'),
  };
}

function textBoxes(drawing: XmlElement): TextBox[] {
  const found: TextBox[] = [];
  let isAtFoot = false;
  for (const element of descendants(drawing)) {
    if (element.name === 'positionV' && childOf(element, 'align')?.text.trim() === 'bottom') isAtFoot = true;
    if (element.name === 'shape' && /position-vertical:\s*bottom/u.test(element.attributes.style ?? ''))
      isAtFoot = true;
    // A box within a box is part of the outer one.
    if (element.name === 'txbxContent' && found.length === 0)
      found.push({ content: contentOf(element), isAtFoot });
  }
  return found;
}
