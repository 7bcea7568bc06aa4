import { cellAddress, parseRange } from '../address.ts';
import type { Reading } from '../reading.ts';
import type { CellRange } from '../sheet.ts';
import { OutlineScan } from '../xlsx/sheet-outline.ts';
import { elementName, token, XmlCursor } from '../xlsx/xml-cursor.ts';
import {
  type AddedSheet,
  addedSheetXml,
  type CellPlace,
  memoryColumn,
  printRanges,
  worksheetType,
} from './added-sheet.ts';
import { CannotPatch } from './cannot-patch.ts';
import { CommentBoxes } from './comment-boxes.ts';
import { changeComments, newComments } from './comments-part.ts';
import { type CellMark, findMasters, marksByRow, mergedPlaces } from './mark-places.ts';
import { PackageEdit, type PartSource, type Relationship, relationshipsKey } from './package-edit.ts';
import { type PatchedSheet, patchSheet } from './patch-sheet.ts';
import { plainStyles, StylesPart } from './styles-part.ts';
import { listSheets, putSheetFirst, type WorkbookSheet } from './workbook-part.ts';
import { scanXml } from './xml-edit.ts';

/** What is to be done to a workbook. */
export interface WorkbookMarks {
  readonly marks: readonly CellMark[];
  readonly list: AddedSheet;
  /** Sheets that an earlier round left, each with the cells whose formats its rows keep. */
  readonly earlier: readonly { readonly sheet: string; readonly rows: ReadonlyMap<number, CellPlace> }[];
  /** All colours of ours: those of an earlier round are known by them. */
  readonly colours: readonly string[];
  readonly sign: string;
  readonly author: string;
}

export interface MarkedWorkbook {
  /** The archive. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Ends the file's name: `.xlsx`, `.xlsm` … as its content demands. */
  readonly ending: string;
  /** Sheets on which no comments could be written, only fills. */
  readonly withoutComments: readonly string[];
  /** The sender's digital signature was taken off: it holds for the unmarked file alone. */
  readonly unsigned: boolean;
}

const transitional = 'http://schemas.openxmlformats.org';
const strict = 'http://purl.oclc.org/ooxml';
const endings: readonly (readonly [RegExp, string])[] = [
  [/sheet\.macroEnabled\.main\+xml$/, '.xlsm'],
  [/template\.macroEnabled\.main\+xml$/, '.xltm'],
  [/template\.main\+xml$/, '.xltx'],
];
const commentsType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml';
const boxesType = 'application/vnd.openxmlformats-officedocument.vmlDrawing';
const stylesType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml';

/**
 * Marks cells of a workbook (.xlsx and its kin) in its own package, and puts a sheet of ours first. Only what has to
 * change is written anew: formats are added, cells point to them, comments join the sender's; every other part stays
 * byte for byte. Marks of an earlier round are taken away first.
 * @param mainPart key of the workbook part
 * @throws CannotPatch where the package is put together in a way that cannot be added to
 */
export async function markWorkbook(
  source: PartSource,
  reading: Reading,
  mainPart: string,
  marks: WorkbookMarks,
): Promise<MarkedWorkbook> {
  const work = new Marking(new PackageEdit(source, reading), mainPart, marks);
  return await work.run();
}

/** Formats that marked cells had before, by sheet and cell. */
type Memory = ReadonlyMap<string, ReadonlyMap<string, number>>;

class Marking {
  readonly #edit: PackageEdit;
  readonly #main: string;
  readonly #marks: WorkbookMarks;
  readonly #formats = new Map<string, number>();
  readonly #withoutComments: string[] = [];
  #isStrict = false;
  #related: Relationship[] = [];
  #boxBlock = 0;

  constructor(edit: PackageEdit, main: string, marks: WorkbookMarks) {
    this.#edit = edit;
    this.#main = main;
    this.#marks = marks;
  }

  async run(): Promise<MarkedWorkbook> {
    const edit = this.#edit;
    if (edit.keys().some((key) => key.startsWith('xl/revisions/'))) {
      throw new CannotPatch('这是多人共享、带修订记录的工作簿');
    }
    const workbook = await edit.read(this.#main);
    this.#isStrict = workbook.includes(`${strict}/spreadsheetml/main`);
    this.#related = await edit.relationships(this.#main);
    const unsigned = await this.#takeOffSignature();
    const stylesKey = await this.#stylesKey();
    const styles = new StylesPart(await edit.read(stylesKey), edit.reading, stylesKey, this.#marks.colours);
    const sheets = listSheets(workbook, edit.reading, this.#main);
    const memory = await this.#remembered(sheets);
    await this.#countBoxes();
    const dropped = new Set(this.#marks.earlier.map(({ sheet }) => sheet));
    for (const sheet of sheets) {
      if (dropped.has(sheet.name)) await this.#drop(sheet);
      else await this.#patch(sheet, styles, memory);
    }
    await this.#addList(styles, dropped);
    edit.set(stylesKey, styles.render());
    return {
      chunks: edit.pack(),
      ending: await this.#ending(),
      withoutComments: this.#withoutComments,
      unsigned,
    };
  }

  #partOf(sheet: WorkbookSheet): Relationship | undefined {
    return this.#related.find(({ id, external }) => id === sheet.id && !external);
  }

  async #stylesKey(): Promise<string> {
    const known = this.#related.find(({ kind, target }) => kind === 'styles' && this.#edit.has(target));
    if (known) return known.target;
    const name = `${this.#folder}styles.xml`;
    this.#edit.add(name, plainStyles, stylesType);
    await this.#edit.relate(this.#main, 'styles', name, this.#typeBase);
    return name;
  }

  get #folder(): string {
    return this.#main.slice(0, this.#main.lastIndexOf('/') + 1);
  }

  get #typeBase(): string {
    return this.#isStrict
      ? `${strict}/officeDocument/relationships`
      : `${transitional}/officeDocument/2006/relationships`;
  }

  get #namespaces() {
    return {
      main: this.#isStrict ? `${strict}/spreadsheetml/main` : `${transitional}/spreadsheetml/2006/main`,
      relationships: this.#typeBase,
    };
  }

  /** Formats that an earlier list keeps, by sheet and cell. */
  async #remembered(sheets: readonly WorkbookSheet[]): Promise<Memory> {
    const memory = new Map<string, Map<string, number>>();
    const column = memoryColumn(this.#marks.list);
    for (const { sheet: name, rows } of this.#marks.earlier) {
      const part = sheets.filter((sheet) => sheet.name === name).map((sheet) => this.#partOf(sheet))[0];
      if (!part || !this.#edit.has(part.target)) continue;
      scanXml(await this.#edit.read(part.target), this.#edit.reading, part.target, (cursor, kind) => {
        if (kind !== token.opened || cursor.name !== cellElement) return;
        const at = parseRange(cursor.value('r') ?? '');
        const place = at?.left === column ? rows.get(at.top) : undefined;
        const format = cursor.value('s');
        if (!place || format === undefined) return;
        const cells = memory.get(place.sheet) ?? new Map<string, number>();
        memory.set(place.sheet, cells.set(place.cell, Number(format)));
      });
    }
    return memory;
  }

  async #countBoxes(): Promise<void> {
    for (const key of this.#edit.keys().filter((each) => /\.vml$/.test(each))) {
      const boxes = new CommentBoxes((await this.#edit.readRaw(key)).toString('latin1'));
      this.#boxBlock = Math.max(this.#boxBlock, boxes.highestBlock);
    }
  }

  async #drop(sheet: WorkbookSheet): Promise<void> {
    const part = this.#partOf(sheet);
    if (!part) return;
    const own = await this.#edit.relationships(part.target);
    for (const { kind, target, external } of own) {
      if (!external && ownKinds.has(kind)) this.#edit.remove(target);
    }
    this.#edit.remove(part.target);
    if (own.length > 0) this.#edit.remove(relationshipsKey(part.target));
    await this.#edit.unrelate(this.#main, new Set([part.id]));
  }

  async #patch(sheet: WorkbookSheet, styles: StylesPart, memory: Memory): Promise<void> {
    const part = this.#partOf(sheet);
    if (!part || !this.#edit.has(part.target)) return;
    const { target: key } = part;
    const isWorksheet = part.kind === 'worksheet';
    const own = isWorksheet ? this.#marks.marks.filter(({ sheet: name }) => name === sheet.name) : [];
    const again = this.#marks.earlier.length > 0 || styles.hasOwnFills;
    if (own.length === 0 && !again && !(await this.#isSelected(key))) return;
    const outline = isWorksheet ? await this.#outline(key) : { merges: [], ordered: false };
    const kept = memory.get(sheet.name) ?? new Map<string, number>();
    const masters = findMasters([...own.map(({ cell }) => cell), ...kept.keys()], outline.merges);
    const before = new Map([...kept].map(([cell, format]) => [masters.get(cell) ?? cell, format]));
    const places = mergedPlaces(own, masters);
    const drawing = isWorksheet ? await this.#comment(sheet.name, key, places) : null;
    const restored = new Map<number, number>();
    const result: PatchedSheet = { formats: new Map() };
    const chunks = patchSheet(
      this.#edit.chunks(key),
      this.#edit.reading,
      key,
      {
        marks: marksByRow(places),
        ordered: outline.ordered,
        restyles: styles.hasOwnFills,
        restyle: (format, row, column) => {
          if (!styles.isOwn(format)) return format;
          const known = before.get(cellAddress(row, column));
          if (known !== undefined && !styles.isOwn(known)) return known;
          const plain = restored.get(format) ?? styles.unfilled(format);
          restored.set(format, plain);
          return plain;
        },
        mark: (format, fill) => styles.filled(format, fill),
        drawing: drawing === null ? null : { id: drawing, namespace: this.#typeBase },
      },
      result,
    );
    await this.#edit.repack(key, chunks);
    for (const mark of own) {
      const format = result.formats.get(masters.get(mark.cell) ?? mark.cell);
      if (format !== undefined) this.#formats.set(placeKey(mark), format);
    }
  }

  /** Whether the tab is selected: beside ours it would be edited together with it. */
  async #isSelected(key: string): Promise<boolean> {
    const cursor = new XmlCursor(this.#edit.reading, key);
    for await (const chunk of this.#edit.chunks(key)) {
      cursor.push(chunk);
      for (let kind = cursor.next(); kind !== token.needMore; kind = cursor.next()) {
        if (kind !== token.opened) continue;
        if (cursor.name === viewElement && cursor.isTrue('tabSelected')) return true;
        if (cursor.name === dataElement) return false;
      }
    }
    return false;
  }

  async #outline(key: string): Promise<{ merges: readonly CellRange[]; ordered: boolean }> {
    const scan = new OutlineScan(this.#edit.reading, key);
    const cursor = new XmlCursor(this.#edit.reading, key);
    for await (const chunk of this.#edit.chunks(key)) {
      cursor.push(chunk);
      scan.drain(cursor);
    }
    cursor.finish();
    scan.drain(cursor);
    return scan;
  }

  /** Writes a sheet's comments; gives the relationship of a drawing made for them, null where there is one already. */
  async #comment(sheet: string, key: string, places: readonly CellMark[]): Promise<string | null> {
    const edit = this.#edit;
    const comments = new Map<string, string>();
    for (const { cell, comment } of places) if (comment !== null) comments.set(cell, comment);
    const related = await edit.relationships(key);
    const target = (kind: string) => related.find((one) => one.kind === kind && edit.has(one.target))?.target;
    const known = target('comments');
    const { sign, author } = this.#marks;
    const changes = { comments, sign, author };
    let added = [...comments.keys()];
    let removed: readonly string[] = [];
    if (known) {
      const changed = changeComments(await edit.read(known), edit.reading, known, changes);
      if (!changed) {
        if (comments.size > 0) this.#withoutComments.push(sheet);
        return null;
      }
      edit.set(known, changed.bytes);
      added = [...changed.boxesAdded];
      removed = changed.boxesRemoved;
    }
    // Strict files have no place for the boxes of comments but the one that their own program made.
    const drawing = await this.#drawingOf(key, related);
    if (!known && added.length > 0 && this.#isStrict) {
      this.#withoutComments.push(sheet);
      return null;
    }
    if (!known && added.length > 0) {
      const name = edit.freeName(`${this.#folder}comments`, '.xml');
      edit.add(name, newComments(changes, this.#namespaces.main), commentsType);
      await edit.relate(key, 'comments', name, this.#typeBase);
    }
    if (drawing === null && added.length === 0) return null;
    const boxes = new CommentBoxes(
      drawing === null ? null : (await edit.readRaw(drawing)).toString('latin1'),
    );
    boxes.remove(removed);
    const blocks = boxes.add(added, this.#boxBlock + 1);
    if (blocks === undefined) throw new CannotPatch('原有批注的写法不合规范');
    this.#boxBlock += blocks;
    const bytes = Buffer.from(boxes.text, 'latin1');
    if (drawing !== null) {
      edit.set(drawing, bytes);
      return null;
    }
    const name = edit.freeName(`${this.#folder}drawings/vmlDrawing`, '.vml');
    edit.add(name, boxes.text, boxesType);
    return await edit.relate(key, 'vmlDrawing', name, this.#typeBase);
  }

  /** The drawing in which the sheet's comments have their boxes, and not the one of its headers and footers. */
  async #drawingOf(key: string, related: readonly Relationship[]): Promise<string | null> {
    const drawings = related.filter(({ kind, target }) => kind === 'vmlDrawing' && this.#edit.has(target));
    if (drawings.length === 0) return null;
    let id: string | undefined;
    const cursor = new XmlCursor(this.#edit.reading, key);
    for await (const chunk of this.#edit.chunks(key)) {
      cursor.push(chunk);
      for (let kind = cursor.next(); kind !== token.needMore; kind = cursor.next()) {
        if (kind === token.opened && cursor.name === legacyElement) id = cursor.prefixedValue('id');
      }
    }
    return drawings.find((one) => one.id === id)?.target ?? null;
  }

  async #addList(styles: StylesPart, dropped: ReadonlySet<string>): Promise<void> {
    const edit = this.#edit;
    const { list } = this.#marks;
    const name = edit.freeName(`${this.#folder}worksheets/sheet`, '.xml');
    edit.add(name, '', worksheetType);
    const key = name.toLowerCase();
    const files = list.rows.flatMap(({ cells }) =>
      cells.flatMap(({ link }) => (link && 'file' in link ? [link.file] : [])),
    );
    const ids = new Map<string, string>();
    for (const file of new Set(files)) ids.set(file, await edit.relateFile(key, file, this.#typeBase));
    const xml = addedSheetXml(
      list,
      styles,
      (place) => this.#formats.get(placeKey(place)),
      this.#namespaces,
      (file) => ids.get(file)!,
    );
    edit.set(key, Buffer.from(xml));
    const id = await edit.relate(this.#main, 'worksheet', name, this.#typeBase);
    const first = { name: list.name, id, ...printRanges(list) };
    const workbook = await edit.read(this.#main);
    edit.set(
      this.#main,
      putSheetFirst(workbook, edit.reading, this.#main, first, dropped, this.#namespaces.relationships),
    );
  }

  /** Takes a digital signature off: it would be called broken, and no longer says anything. */
  async #takeOffSignature(): Promise<boolean> {
    const edit = this.#edit;
    const signatures = (await edit.relationships('')).filter(
      ({ kind, target }) => kind === 'origin' && target.startsWith('_xmlsignatures/'),
    );
    if (signatures.length === 0) return false;
    await edit.unrelate('', new Set(signatures.map(({ id }) => id)));
    for (const key of edit.keys()) if (key.startsWith('_xmlsignatures/')) edit.remove(key);
    return true;
  }

  async #ending(): Promise<string> {
    const key = '[content_types].xml';
    let type = '';
    scanXml(await this.#edit.read(key), this.#edit.reading, key, (cursor, kind) => {
      if (kind !== token.opened || cursor.value('PartName')?.toLowerCase() !== `/${this.#main}`) return;
      type = cursor.value('ContentType') ?? '';
    });
    return endings.find(([pattern]) => pattern.test(type))?.[1] ?? '.xlsx';
  }
}

const cellElement = elementName('c');
const viewElement = elementName('sheetView');
const dataElement = elementName('sheetData');
const legacyElement = elementName('legacyDrawing');
/** Parts that belong to an earlier list alone. */
const ownKinds = new Set(['comments', 'vmlDrawing', 'printerSettings']);

function placeKey({ sheet, cell }: CellPlace): string {
  return `${sheet}\0${cell}`;
}
