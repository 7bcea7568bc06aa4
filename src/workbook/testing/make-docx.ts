import { parseRange } from '../address.ts';
import type { CellRange } from '../sheet.ts';
import { zipParts } from './make-xlsx.ts';

const transitional = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface MakeDocxOptions {
  /** Namespace and relationship types of ISO/IEC 29500 strict. */
  readonly strict?: boolean;
  /** Prefix of the main namespace; `''` makes it the default one. */
  readonly prefix?: string;
  /** Name of the main part. */
  readonly mainPart?: string;
  /** Further parts. */
  readonly parts?: Readonly<Record<string, string>>;
}

/** A .docx around the XML of a body written with the prefix `w`; the same input gives the same bytes. */
export function makeDocx(body: string, options: MakeDocxOptions = {}): Buffer {
  return zipParts(docxParts(body, options));
}

/** The parts of `makeDocx` by name, for tests that spoil one of them. */
export function docxParts(body: string, options: MakeDocxOptions = {}): Record<string, string> {
  const { prefix = 'w', mainPart = 'word/document.xml' } = options;
  const office = options.strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const others = [
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    'xmlns:v="urn:schemas-microsoft-com:vml"',
  ].join(' ');
  const main = options.strict ? strict : transitional;
  const xml = `<w:document xmlns:w="${main}" ${others}><w:body>${body}<w:sectPr/></w:body></w:document>`;
  const document =
    prefix === ''
      ? xml.replace('xmlns:w=', 'xmlns=').replace(/(<\/?)w:/g, '$1')
      : xml.replace('xmlns:w=', `xmlns:${prefix}=`).replace(/(<\/?|\s)w:/g, `$1${prefix}:`);
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${mainPart}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="${mainPart}"/></Relationships>`,
    [mainPart]: declaration + document,
    ...options.parts,
  };
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A run of text; `\n` is a line break, `\t` a tab. */
export function run(text: string, properties = ''): string {
  const content = text
    .split(/([\n\t])/)
    .map((piece) => {
      if (piece === '\n') return '<w:br/>';
      if (piece === '\t') return '<w:tab/>';
      return piece === '' ? '' : `<w:t xml:space="preserve">${escapeText(piece)}</w:t>`;
    })
    .join('');
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${content}</w:r>`;
}

/** A paragraph of one run, or of the XML given. */
export function paragraph(content: string, properties = ''): string {
  const inner = content === '' || /^<\w+:\w/.test(content) ? content : run(content);
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
}

export const centred = '<w:jc w:val="center"/>';

/** A cell with the XML of its paragraphs, or a text of one paragraph a line. */
export function cell(content: string, properties = ''): string {
  const inner = content.startsWith('<w:')
    ? content
    : content
        .split('\n')
        .map((line) => paragraph(line))
        .join('');
  return `<w:tc>${properties === '' ? '' : `<w:tcPr>${properties}</w:tcPr>`}${inner}</w:tc>`;
}

export const row = (cells: string, properties = '') =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells}</w:tr>`;

export const table = (rows: string) => `<w:tbl><w:tblPr/>${rows}</w:tbl>`;

/**
 * A table as Word writes it from values and merges (`A1:C2`) like those of `makeXlsx`: cells to the right of a
 * merge's first are left out and counted as its span, cells below continue it.
 */
export function wordTable(
  rows: readonly (readonly (string | number | null | undefined)[])[],
  merges: readonly string[] = [],
): string {
  const ranges = merges.map(parseRange).filter((range): range is CellRange => range !== undefined);
  const width = Math.max(1, ...rows.map((cells) => cells.length), ...ranges.map(({ right }) => right));
  const height = Math.max(rows.length, ...ranges.map(({ bottom }) => bottom));
  const grid = '<w:gridCol w:w="1000"/>'.repeat(width);
  const body = Array.from({ length: height }, (_, index) => {
    const number = index + 1;
    const cells: string[] = [];
    for (let column = 1; column <= width; ) {
      const range = ranges.find(
        ({ top, bottom, left, right }) =>
          number >= top && number <= bottom && column >= left && column <= right,
      );
      const span = range ? range.right - range.left + 1 : 1;
      const vertical =
        range === undefined || range.top === range.bottom
          ? ''
          : range.top === number
            ? '<w:vMerge w:val="restart"/>'
            : '<w:vMerge/>';
      const isFirst = range === undefined || range.top === number;
      const value = isFirst ? (rows[index]?.[column - 1] ?? '') : '';
      const lines = String(value)
        .split('\n')
        .map((line) => paragraph(run(line)));
      cells.push(cell(lines.join(''), `${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${vertical}`));
      column += span;
    }
    return row(cells.join(''));
  });
  return `<w:tbl><w:tblPr/><w:tblGrid>${grid}</w:tblGrid>${body.join('')}</w:tbl>`;
}
