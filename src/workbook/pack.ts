import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The moment that stands in files whose making has no date of its own. */
export const fixedMoment = '2000-01-01T00:00:00Z';

const contentTypes = '[Content_Types].xml';
const properties = 'docProps/core.xml';

/**
 * The same package (.xlsx, .docx) packed so that equal content gives equal bytes: parts in a fixed order (content
 * types first, as readers of streams want it), no dates in the archive, made and changed at `moment`.
 * For packages made by this program: nothing here bounds what a hostile archive unpacks to.
 * @param moment ISO 8601 with a `Z`
 */
export function repackDeterministically(bytes: Uint8Array, moment: string = fixedMoment): Uint8Array {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts)
    .filter((name) => !name.endsWith('/'))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const ordered: Zippable = {};
  for (const name of names) {
    const part = parts[name]!;
    ordered[name] = name === properties ? strToU8(fixDates(strFromU8(part), moment)) : part;
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
