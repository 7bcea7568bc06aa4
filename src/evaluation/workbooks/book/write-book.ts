import { strToU8, type Zippable, zipSync } from 'fflate';
import { cellText } from '../../../tables/sheet-style.ts';
import { cellAddress, columnLetters } from '../../../workbook/address.ts';
import { fixedMoment } from '../../../workbook/pack.ts';
import type { Value } from '../formula/operate.ts';
import { type Book, bookEvaluator } from './book.ts';
import { sheetXml, xmlText } from './sheet-xml.ts';
import { stylesXml } from './styles.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/**
 * The bytes of a workbook (.xlsx), the same for the same book. Written as XML by hand and not by the writer library:
 * two thousand workbooks of some ten sheets are made in one go.
 */
export function writeBook(book: Book): Uint8Array {
  const evaluator = bookEvaluator(book);
  const parts: Record<string, Uint8Array> = {};
  const put = (name: string, xml: string) => {
    parts[name] = strToU8(declaration + xml);
  };
  let media = 0;
  const overrides: string[] = [];
  const override = (name: string, type: string) =>
    overrides.push(`<Override PartName="/${name}" ContentType="${type}"/>`);
  put(
    '_rels/.rels',
    relationships([
      ['officeDocument', `${office}/officeDocument`, 'xl/workbook.xml'],
      ['core-properties', `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
  );
  put('docProps/core.xml', coreXml(book.title));
  put('xl/workbook.xml', workbookXml(book));
  put(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...book.sheets.map(
        (_, index): Related => ['', `${office}/worksheet`, `worksheets/sheet${index + 1}.xml`],
      ),
      ['', `${office}/styles`, 'styles.xml'],
    ]),
  );
  parts['xl/styles.xml'] = strToU8(stylesXml);
  override('xl/workbook.xml', `${spreadsheet}.sheet.main+xml`);
  override('xl/styles.xml', `${spreadsheet}.styles+xml`);
  override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml');
  for (const [index, sheet] of book.sheets.entries()) {
    const name = `xl/worksheets/sheet${index + 1}.xml`;
    const cached = (row: number, column: number): Value => evaluator.cell(sheet.name, row, column);
    put(name, sheetXml(sheet, cached, index === 0));
    override(name, `${spreadsheet}.worksheet+xml`);
    if (sheet.pictures.length === 0) continue;
    const drawing = `drawing${index + 1}.xml`;
    put(
      `xl/worksheets/_rels/sheet${index + 1}.xml.rels`,
      relationships([['', `${office}/drawing`, `../drawings/${drawing}`]]),
    );
    const images = sheet.pictures.map(({ png }): Related => {
      media += 1;
      parts[`xl/media/image${media}.png`] = png;
      return ['', `${office}/image`, `../media/image${media}.png`];
    });
    put(`xl/drawings/_rels/${drawing}.rels`, relationships(images));
    put(`xl/drawings/${drawing}`, drawingXml(sheet.pictures));
    override(`xl/drawings/${drawing}`, 'application/vnd.openxmlformats-officedocument.drawing+xml');
  }
  const png = media > 0 ? '<Default Extension="png" ContentType="image/png"/>' : '';
  put(
    '[Content_Types].xml',
    `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${png}${overrides.join('')}</Types>`,
  );
  return pack(parts);
}

function pack(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const ordered: Zippable = {};
  // Readers of streams want the content types first.
  for (const name of ['[Content_Types].xml', ...Object.keys(parts)]) ordered[name] = parts[name]!;
  // The archive format keeps local time, so a local date gives the same bytes in every time zone.
  return zipSync(ordered, { level: 6, mtime: new Date(1980, 0, 1), os: 0, attrs: 0 });
}

type Related = readonly [name: string, type: string, target: string];

function relationships(related: readonly Related[]): string {
  const elements = related.map(
    ([, type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packaged}/relationships">${elements.join('')}</Relationships>`;
}

function coreXml(title: string): string {
  const moment = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${fixedMoment}</dcterms:${name}>`;
  return `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(cellText(title))}</dc:title><dc:creator>幼联</dc:creator>${moment('created')}${moment('modified')}</cp:coreProperties>`;
}

/** A sheet's name as a formula says it. */
export function quotedSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

function workbookXml(book: Book): string {
  const sheets = book.sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = book.sheets.flatMap((sheet, index) => {
    const own = xmlText(quotedSheet(sheet.name));
    const area = `$A$1:$${columnLetters(sheet.widths.length)}$${sheet.rows.length}`;
    const local = `localSheetId="${index}"`;
    const titles = sheet.heading
      ? [
          `<definedName name="_xlnm.Print_Titles" ${local}>${own}!$${sheet.heading.from}:$${sheet.heading.to}</definedName>`,
        ]
      : [];
    return [`<definedName name="_xlnm.Print_Area" ${local}>${own}!${area}</definedName>`, ...titles];
  });
  return `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr/><workbookProtection lockStructure="1"/><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets><definedNames>${names.join('')}</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

/** English metric units of a pixel. */
const pixel = 9525;

function drawingXml(pictures: Book['sheets'][number]['pictures']): string {
  const anchors = pictures.map((picture, index) => {
    const { row, column, width, height, title } = picture;
    const name = xmlText(cellText(title));
    return `<xdr:oneCellAnchor><xdr:from><xdr:col>${column - 1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${width * pixel}" cy="${height * pixel}"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${index + 1}" name="${name}" descr="${name}"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId${index + 1}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${width * pixel}" cy="${height * pixel}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`;
  });
  return `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}">${anchors.join('')}</xdr:wsDr>`;
}

/** `(5, 3)` on another sheet, as a formula says it. */
export function cellOn(sheet: string, row: number, column: number): string {
  return `${quotedSheet(sheet)}!${cellAddress(row, column)}`;
}
