import { DOMParser, type Element as DomElement, type Node as DomNode } from '@xmldom/xmldom';
import { corrupt, hostile, type Reading } from '../../workbook/reading.ts';

/** An XML element without its prefix: what WordprocessingML calls `w:p` is `p`, in strict files too. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, not that of its children. */
  readonly text: string;
}

/** Elements within elements; no document of an office comes near. */
const deepest = 200;

/** Parses a part. A document type is refused: no part needs one, and entities could grow without end. */
export function parseXml(bytes: Uint8Array, part: string, reading: Reading): XmlElement {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (/<!DOCTYPE/iu.test(text)) throw hostile(reading, `部件“${part}”里有文档类型声明`);
  refuseDepth(text, part, reading);
  let root: DomElement | null;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    root = parser.parseFromString(text, 'text/xml').documentElement;
  } catch {
    throw corrupt(reading, `部件“${part}”不是完整的 XML`);
  }
  if (!root) throw corrupt(reading, `部件“${part}”不是完整的 XML`);
  return convert(root);
}

/** Counts open tags, so that nothing that follows a document's tree down runs out of stack. */
function refuseDepth(text: string, part: string, reading: Reading): void {
  let depth = 0;
  for (const [tag] of text.matchAll(/<[^!?<>][^<>]*>/gu)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>') && ++depth > deepest) {
      throw hostile(reading, `部件“${part}”里的内容套了 ${deepest} 层以上`);
    }
  }
}

function convert(element: DomElement): XmlElement {
  const attributes: Record<string, string> = {};
  for (let index = 0; index < element.attributes.length; index++) {
    const attribute = element.attributes.item(index);
    if (attribute) attributes[attribute.localName ?? attribute.name] = attribute.value;
  }
  const children: XmlElement[] = [];
  let text = '';
  for (let node: DomNode | null = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1) children.push(convert(node as DomElement));
    else if (node.nodeType === 3 || node.nodeType === 4) text += node.nodeValue ?? '';
  }
  return { name: element.localName ?? element.nodeName, attributes, children, text };
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The element and all below it, in document order; below `mc:AlternateContent` the first choice alone. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of contentOf(element)) yield* descendants(child);
}

/** Children as a reader of today takes them: of `mc:AlternateContent` its first choice, else the fallback. */
export function contentOf(element: XmlElement): readonly XmlElement[] {
  if (!element.children.some(({ name }) => name === 'AlternateContent')) return element.children;
  return element.children.flatMap((child) => {
    if (child.name !== 'AlternateContent') return [child];
    return (childOf(child, 'Choice') ?? childOf(child, 'Fallback'))?.children ?? [];
  });
}
