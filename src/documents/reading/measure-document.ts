import { measureParagraph, type ParagraphPlace } from './measure-paragraph.ts';
import type {
  MeasuredBlock,
  MeasuredDocument,
  MeasuredFooter,
  MeasuredParagraph,
  MeasuredSection,
  MeasuredTable,
} from './measured.ts';
import type { WordPackage } from './open-document.ts';
import { isOn, propertyOf, ruleOf, StyleSheet, twipsOf } from './styles.ts';
import { childOf, contentOf, descendants, type XmlElement } from './xml-tree.ts';

/** What a Word file looks like, every measure looked up: page, grid, paragraphs, tables, footers. */
export function measureDocument(parts: WordPackage): MeasuredDocument {
  const styles = new StyleSheet(parts);
  const body = childOf(parts.document, 'body');
  const blocks: MeasuredBlock[] = [];
  const sectionElements: XmlElement[] = [];
  const empty: XmlElement = { name: 'r', attributes: {}, children: [], text: '' };
  const baseSize = Number(propertyOf(styles.runChain(empty, empty), 'sz') ?? 20) / 2;
  let breaksPage = false;
  const walk = (element: XmlElement, place: Omit<ParagraphPlace, 'section' | 'breaksPage'>) => {
    const section = sectionElements.length;
    if (element.name === 'p') {
      const measured = measureParagraph(element, styles, { ...place, section, breaksPage, baseSize });
      blocks.push(measured.paragraph);
      breaksPage = measured.endsPage;
      for (const box of measured.boxes)
        for (const inside of box.content) walk(inside, { isAtFoot: box.isAtFoot, baseSize });
      const ending = childOf(childOf(element, 'pPr'), 'sectPr');
      if (ending) {
        sectionElements.push(ending);
        breaksPage = false;
      }
    } else if (element.name === 'tbl') {
      blocks.push(measureTable(element, styles, { ...place, section, breaksPage: false, baseSize }));
      breaksPage = false;
    } else if (element.name === 'sectPr') {
      sectionElements.push(element);
    } else if (!/^(?:del|moveFrom|sdtPr)$/u.test(element.name)) {
      for (const child of contentOf(element)) walk(child, place);
    }
  };
  for (const child of body ? contentOf(body) : []) walk(child, { isAtFoot: undefined, baseSize });
  if (sectionElements.length === 0) sectionElements.push(empty);
  const settings = parts.settings ? [parts.settings] : [];
  return {
    blocks,
    sections: measureSections(sectionElements, parts, styles, baseSize),
    hasAlternatePages: isOn(settings, 'evenAndOddHeaders'),
    baseSize,
  };
}

function measureTable(table: XmlElement, styles: StyleSheet, place: ParagraphPlace): MeasuredTable {
  const properties = childOf(table, 'tblPr');
  const rows = contentOf(table).filter(({ name }) => name === 'tr');
  let headerRows = 0;
  for (const row of rows) {
    if (
      !isOn(
        row.children.filter(({ name }) => name === 'trPr'),
        'tblHeader',
      )
    )
      break;
    headerRows++;
  }
  const grid = childOf(table, 'tblGrid')?.children.map(({ attributes }) => twipsOf(attributes.w) ?? 0) ?? [];
  const stated = childOf(properties, 'tblW')?.attributes;
  const width = stated?.type === 'dxa' ? twipsOf(stated.w) : undefined;
  const gridWidth = grid.reduce((sum, each) => sum + each, 0);
  const floating = childOf(properties, 'tblpPr')?.attributes;
  const isAtFoot = floating ? floating.tblpYSpec === 'bottom' : place.isAtFoot;
  const paragraphs: MeasuredParagraph[] = [];
  for (const element of descendants(table)) {
    if (element.name === 'p')
      paragraphs.push(measureParagraph(element, styles, { ...place, isAtFoot }).paragraph);
  }
  const tableRules = childOf(properties, 'tblBorders');
  const rules = rows.map((row, index) => {
    const cell = contentOf(row).find(({ name }) => name === 'tc');
    const own = childOf(childOf(cell, 'tcPr'), 'tcBorders');
    const [above, below] = [
      index === 0 ? 'top' : 'insideH',
      index === rows.length - 1 ? 'bottom' : 'insideH',
    ];
    return {
      top: ruleOf(childOf(own, 'top')) ?? ruleOf(childOf(tableRules, above)),
      bottom: ruleOf(childOf(own, 'bottom')) ?? ruleOf(childOf(tableRules, below)),
    };
  });
  return {
    kind: 'table',
    rows: rows.length,
    headerRows,
    width: width ?? (gridWidth > 0 && stated?.type !== 'pct' ? gridWidth : undefined),
    paragraphs,
    rules,
    section: place.section,
    isAtFoot,
  };
}

function measureSections(
  elements: readonly XmlElement[],
  parts: WordPackage,
  styles: StyleSheet,
  baseSize: number,
): MeasuredSection[] {
  // A section without a footer of a kind goes on with the one before.
  const inherited = new Map<string, MeasuredFooter>();
  return elements.map((element) => {
    const size = childOf(element, 'pgSz')?.attributes;
    const margins = childOf(element, 'pgMar')?.attributes;
    const grid = childOf(element, 'docGrid')?.attributes;
    for (const { name, attributes } of element.children) {
      if (name !== 'footerReference') continue;
      const footer = parts.related.get(attributes.id ?? '');
      const kind = attributes.type === 'even' || attributes.type === 'first' ? attributes.type : 'default';
      if (footer) inherited.set(kind, measureFooter(footer, kind, styles, baseSize));
    }
    const margin = (side: string) => twipsOf(margins?.[side]) ?? 0;
    return {
      width: twipsOf(size?.w) ?? 0,
      height: twipsOf(size?.h) ?? 0,
      margins: {
        top: margin('top'),
        bottom: margin('bottom'),
        left: margin('left') + margin('gutter'),
        right: margin('right'),
        footer: margin('footer'),
      },
      grid: {
        type: grid?.type ?? 'default',
        linePitch: twipsOf(grid?.linePitch),
        characterSpace: signed(Number(grid?.charSpace ?? 0)),
      },
      start: childOf(element, 'type')?.attributes.val ?? 'nextPage',
      hasTitlePage: isOn([element], 'titlePg'),
      footers: [...inherited.values()],
    };
  });
}

/** LibreOffice writes a negative number as it lies in 32 bits. */
const signed = (value: number) => (value > 2 ** 31 ? value - 2 ** 32 : value);

function measureFooter(
  footer: XmlElement,
  kind: MeasuredFooter['kind'],
  styles: StyleSheet,
  baseSize: number,
): MeasuredFooter {
  const paragraphs: MeasuredParagraph[] = [];
  let isFramed = false;
  for (const element of descendants(footer)) {
    if (element.name === 'framePr' || element.name === 'txbxContent') isFramed = true;
    if (element.name !== 'p') continue;
    const place = { isAtFoot: undefined, section: 0, breaksPage: false, baseSize };
    paragraphs.push(measureParagraph(element, styles, place).paragraph);
  }
  return { kind, paragraphs, isFramed, number: paragraphs.find(({ text }) => text.includes('{page}')) };
}
