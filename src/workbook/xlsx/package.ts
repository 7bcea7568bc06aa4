import { corrupt, readingFailure, tooLarge } from '../reading.ts';
import type { Sheet } from '../sheet.ts';
import { partKey, type ZipContainer, type ZipEntry } from '../zip.ts';
import { checkStructure, scanPart } from './scan-part.ts';
import { elementName, token } from './xml-cursor.ts';

interface Relationship {
  readonly id: string;
  /** Last step of the type's address (`worksheet`): the same in transitional and strict files. */
  readonly kind: string;
  /** Key of the part it points to. */
  readonly target: string;
}

export interface SheetEntry {
  readonly name: string;
  readonly visibility: Sheet['visibility'];
  readonly entry: ZipEntry;
}

/** What the workbook part says of the rest. */
export interface XlsxPackage {
  readonly sheets: readonly SheetEntry[];
  readonly date1904: boolean;
  readonly styles: ZipEntry | undefined;
  readonly sharedStrings: ZipEntry | undefined;
}

const relationshipElement = elementName('Relationship');
const workbookPropertiesElement = elementName('workbookPr');
const sheetElement = elementName('sheet');

/** Key of the package's main part (`xl/workbook.xml` nearly always); undefined where it has none. */
export async function findMainPart(zip: ZipContainer): Promise<string | undefined> {
  const root = zip.entries.get('_rels/.rels');
  if (root) {
    const relationships = await readRelationships(zip, root, '');
    const main = relationships.find((one) => one.kind === 'officeDocument');
    if (main && zip.entries.has(main.target)) return main.target;
  }
  return zip.entries.has('xl/workbook.xml') ? 'xl/workbook.xml' : undefined;
}

/** Reads the workbook part: its worksheets in tab order (chart and macro sheets are left out), styles, strings. */
export async function readPackage(zip: ZipContainer, mainPart: string): Promise<XlsxPackage> {
  const { reading } = zip;
  const slash = mainPart.lastIndexOf('/');
  const folder = mainPart.slice(0, slash + 1);
  const relationshipsPart = `${folder}_rels/${mainPart.slice(slash + 1)}.rels`;
  const related = zip.entries.get(relationshipsPart);
  if (!related) throw readingFailure(reading, 'workbook-part-missing', { part: relationshipsPart });
  const relationships = await readRelationships(zip, related, folder);
  const byId = new Map(relationships.map((one) => [one.id, one]));
  const sheets: SheetEntry[] = [];
  const used = new Set<string>();
  let date1904 = false;
  const workbook = zip.entries.get(mainPart)!;
  checkStructure(zip, workbook);
  await scanPart(zip, workbook, 'workbook', (cursor, kind) => {
    if (kind !== token.opened) return;
    if (cursor.name === workbookPropertiesElement) date1904 = cursor.isTrue('date1904');
    if (cursor.name !== sheetElement || cursor.depth > (cursor.empty ? 2 : 3)) return;
    const name = cursor.value('name') ?? '';
    const relationship = byId.get(cursor.prefixedValue('id') ?? '');
    if (relationship && relationship.kind !== 'worksheet') return;
    const entry = relationship && zip.entries.get(relationship.target);
    if (!entry) throw readingFailure(reading, 'workbook-part-missing', { part: `工作表 ${name}` });
    if (used.has(entry.name)) throw corrupt(reading, '几个工作表指向同一份内容');
    used.add(entry.name);
    sheets.push({ name, visibility: visibilityOf(cursor.value('state')), entry });
    if (sheets.length > reading.limits.sheets)
      throw tooLarge(reading, '工作表数', `${reading.limits.sheets} 个`);
  });
  if (sheets.length === 0) throw readingFailure(reading, 'workbook-no-sheets');
  const partOf = (kind: string) => {
    const target = relationships.find((one) => one.kind === kind)?.target;
    return target === undefined ? undefined : zip.entries.get(target);
  };
  return { sheets, date1904, styles: partOf('styles'), sharedStrings: partOf('sharedStrings') };
}

function visibilityOf(state: string | undefined): Sheet['visibility'] {
  return state === 'hidden' || state === 'veryHidden' ? state : 'visible';
}

async function readRelationships(
  zip: ZipContainer,
  entry: ZipEntry,
  folder: string,
): Promise<Relationship[]> {
  const relationships: Relationship[] = [];
  checkStructure(zip, entry);
  await scanPart(zip, entry, 'Relationships', (cursor, kind) => {
    if (kind !== token.opened || cursor.name !== relationshipElement) return;
    if (cursor.value('TargetMode') === 'External') return;
    const type = cursor.value('Type') ?? '';
    relationships.push({
      id: cursor.value('Id') ?? '',
      kind: type.slice(type.lastIndexOf('/') + 1),
      target: resolveTarget(folder, cursor.value('Target') ?? ''),
    });
    if (relationships.length > zip.reading.limits.entries) {
      throw tooLarge(zip.reading, '部件之间的关系数', `${zip.reading.limits.entries} 个`);
    }
  });
  return relationships;
}

/** A relationship's target as a part key: relative to the folder of its source, or from the root with a leading slash. */
export function resolveTarget(folder: string, target: string): string {
  let path = target.replaceAll('\\', '/');
  try {
    path = decodeURIComponent(path);
  } catch {
    // Not percent-encoded after all.
  }
  const steps: string[] = [];
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return partKey(steps.join('/'));
}
