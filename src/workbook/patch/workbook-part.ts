import type { Reading } from '../reading.ts';
import { elementName, token } from '../xlsx/xml-cursor.ts';
import { CannotPatch } from './cannot-patch.ts';
import { applySplices, attributeSplice, closingStart, type Splice, scanXml, xmlText } from './xml-edit.ts';

const element = {
  workbookView: elementName('workbookView'),
  sheets: elementName('sheets'),
  sheet: elementName('sheet'),
  definedNames: elementName('definedNames'),
  definedName: elementName('definedName'),
};
/** What may follow the defined names. */
const afterNames = new Set(
  [
    ...['calcPr', 'oleSize', 'customWorkbookViews', 'pivotCaches', 'smartTagPr', 'smartTagTypes'],
    ...['webPublishing', 'fileRecoveryPr', 'webPublishObjects', 'extLst'],
  ].map(elementName),
);

/** The sheet to be put first. */
export interface FirstSheet {
  readonly name: string;
  /** Relationship to its part. */
  readonly id: string;
  /** `A1:G20`, and the rows repeated on each page, `$4:$4`; without the sheet's name. */
  readonly printArea: string;
  readonly titleRows: string;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly id: string;
}

/** The sheets that the workbook part lists, of any kind, in tab order. */
export function listSheets(bytes: Buffer, reading: Reading, part: string): WorkbookSheet[] {
  const sheets: WorkbookSheet[] = [];
  scanXml(bytes, reading, part, (cursor, kind) => {
    if (kind !== token.opened || cursor.name !== element.sheet || cursor.depth > (cursor.empty ? 2 : 3))
      return;
    sheets.push({ name: cursor.value('name') ?? '', id: cursor.prefixedValue('id') ?? '' });
  });
  return sheets;
}

/**
 * Puts a sheet before all others and opens the workbook there; the sheets in `dropped` go. What counts sheets by their
 * place (defined names of one sheet) is counted anew.
 * @param relationships namespace of the relationship attributes
 */
export function putSheetFirst(
  bytes: Buffer,
  reading: Reading,
  part: string,
  first: FirstSheet,
  dropped: ReadonlySet<string>,
  relationships: string,
): Buffer {
  const splices: Splice[] = [];
  /** New place of each old sheet; −1 for the dropped ones. */
  const places: number[] = [];
  let kept = 0;
  let highestId = 0;
  let sheetsStart = -1;
  let namesEnd = -1;
  let prefix = '';
  let before = -1;
  let hasView = false;
  let open: { from: number; kind: number } | undefined;
  scanXml(bytes, reading, part, (cursor, kind) => {
    const depth = kind === token.opened && !cursor.empty ? cursor.depth - 1 : cursor.depth;
    if (kind === token.opened) {
      if (depth === 0) prefix = cursor.prefix();
      else if (depth === 1 && cursor.name === element.sheets && !cursor.empty) {
        sheetsStart = cursor.position;
        if (!hasView) {
          const view = `<${prefix}bookViews><${prefix}workbookView activeTab="0"/></${prefix}bookViews>`;
          splices.push({ from: cursor.start, to: cursor.start, text: view });
        }
      } else if (depth === 1 && afterNames.has(cursor.name) && before < 0 && sheetsStart >= 0)
        before = cursor.start;
      else if (cursor.name === element.workbookView) {
        hasView = true;
        for (const name of ['activeTab', 'firstSheet']) {
          if (cursor.attribute(name) >= 0) splices.push(attributeSplice(cursor, name, '0'));
        }
      } else if (cursor.name === element.sheet && depth === 2) {
        highestId = Math.max(highestId, Number(cursor.value('sheetId')) || 0);
        const goes = dropped.has(cursor.value('name') ?? '');
        places.push(goes ? -1 : ++kept);
        if (goes && cursor.empty) splices.push({ from: cursor.start, to: cursor.position, text: '' });
        else if (goes) open = { from: cursor.start, kind: element.sheet };
      } else if (cursor.name === element.definedName && depth === 2) {
        const index = cursor.attribute('localSheetId');
        if (index < 0) return;
        const place = places[Number(cursor.valueAt(index))];
        if (place === undefined) return;
        if (place >= 0) splices.push(attributeSplice(cursor, 'localSheetId', String(place)));
        else if (!cursor.empty) open = { from: cursor.start, kind: element.definedName };
      }
    } else if (kind === token.closed) {
      if (open && cursor.name === open.kind) {
        splices.push({ from: open.from, to: cursor.position, text: '' });
        open = undefined;
      } else if (cursor.name === element.definedNames) namesEnd = closingStart(cursor);
      else if (cursor.depth === 0 && before < 0) before = closingStart(cursor);
    }
  });
  if (sheetsStart < 0 || before < 0) throw new CannotPatch('文件的工作簿部件不完整');
  const p = prefix;
  const sheet = `<${p}sheet xmlns:r="${relationships}" name="${xmlText(first.name)}" sheetId="${highestId + 1}" r:id="${first.id}"/>`;
  splices.push({ from: sheetsStart, to: sheetsStart, text: sheet });
  const quoted = xmlText(quotedSheet(first.name));
  const name = (id: string, value: string) =>
    `<${p}definedName name="_xlnm.${id}" localSheetId="0">${quoted}!${value}</${p}definedName>`;
  const names = name('Print_Area', first.printArea) + name('Print_Titles', first.titleRows);
  if (namesEnd >= 0) splices.push({ from: namesEnd, to: namesEnd, text: names });
  else splices.push({ from: before, to: before, text: `<${p}definedNames>${names}</${p}definedNames>` });
  return applySplices(bytes, splices);
}

/** `O'Brien` → `'O''Brien'`, as references want it. */
export function quotedSheet(name: string): string {
  return `'${name.replace(/'/g, "''")}'`;
}
