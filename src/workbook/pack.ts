import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The moment that stands in files whose making has no date of its own. */
export const fixedMoment = '2000-01-01T00:00:00Z';

const contentTypes = '[Content_Types].xml';
const properties = 'docProps/core.xml';
const styles = 'xl/styles.xml';

export interface PackOptions {
  /** When the document was made and changed, ISO 8601 with a `Z`. */
  readonly moment?: string;
  /** Changes the XML of single parts, by name (`xl/styles.xml`). */
  readonly rewrite?: Readonly<Record<string, (xml: string) => string>>;
}

/**
 * The same package (.xlsx, .docx) packed so that equal content gives equal bytes: parts in a fixed order (content
 * types first, as readers of streams want it), no dates in the archive, and a fixed moment as its properties' dates.
 * For packages made by this program: nothing here bounds what a hostile archive unpacks to.
 */
export function repackDeterministically(bytes: Uint8Array, options: PackOptions = {}): Uint8Array {
  const rewrite: Record<string, (xml: string) => string> = {
    [styles]: orderFontProperties,
    ...options.rewrite,
    [properties]: (xml) => fixDates(xml, options.moment ?? fixedMoment),
  };
  const parts = unzipSync(bytes);
  const names = Object.keys(parts)
    .filter((name) => !name.endsWith('/'))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const ordered: Zippable = {};
  for (const name of names) {
    const part = parts[name]!;
    const change = rewrite[name];
    ordered[name] = change ? strToU8(change(strFromU8(part))) : part;
  }
  // The archive format keeps local time, so a local date gives the same bytes in every time zone.
  return zipSync(ordered, { level: 6, mtime: new Date(1980, 0, 1), os: 0, attrs: 0 });
}

function rank(name: string): number {
  return name === contentTypes ? 0 : name === '_rels/.rels' ? 1 : 2;
}

function fixDates(xml: string, moment: string): string {
  return xml.replace(
    /(<dcterms:(created|modified)\b[^>]*>)[^<]*(<\/dcterms:\2>)/gu,
    (_, start: string, _name: string, end: string) => `${start}${moment}${end}`,
  );
}

/** The order in which the strict readers want a font's properties; spreadsheet writers give them as they come. */
const fontProperties = [
  ...['b', 'i', 'strike', 'condense', 'extend', 'outline', 'shadow', 'u', 'vertAlign', 'sz', 'color'],
  ...['name', 'rFont', 'family', 'charset', 'scheme'],
];

/** Puts the properties of each font in `xl/styles.xml` into the order of the standard. */
export function orderFontProperties(xml: string): string {
  return xml.replace(/<font>(.*?)<\/font>/gsu, (whole, content: string) => {
    const found = content.match(/<(\w+)\b[^<>]*\/>/gu) ?? [];
    if (found.join('') !== content) return whole;
    const rank = (element: string) => fontProperties.indexOf(/^<(\w+)/u.exec(element)?.[1] ?? '');
    return `<font>${found.sort((a, b) => rank(a) - rank(b)).join('')}</font>`;
  });
}
