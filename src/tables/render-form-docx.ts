import { strToU8, zipSync } from 'fflate';
import { repackDeterministically } from '../workbook/pack.ts';
import type { CellRange } from '../workbook/sheet.ts';
import type { FormDefinition } from './definition.ts';
import {
  type FormContent,
  type LaidOutCell,
  type LaidOutForm,
  layOutForm,
  sealWords,
} from './form-layout.ts';
import { indentPoints, pageMargins, type TitleLine } from './sheet-style.ts';

/** Lines are given their exact height, so that another font than ours moves nothing off the page. */
const lineHeight = 1.3;
/** Twentieths of a point, in which Word measures. */
const twips = (points: number) => Math.round(points * 20);
const a4 = { width: 11_906, height: 16_838 };
/** Points left free at the sides of a cell, and above and below its text. */
const side = 1.875;

const fonts = { attachment: '黑体', title: '方正小标宋简体', label: '黑体', value: '宋体' } as const;
/** Known to every machine by its widths; what stands in for a missing 宋体 may have far wider digits. */
const latinFont = 'Times New Roman';
type Face = keyof typeof fonts;

/**
 * Official forms as a Word document, each on one A4 portrait page: the grid exactly as defined, with its merges. The
 * import reads it back. `cut` holds for each form the keys of the fields that are not seen whole. Equal content gives
 * equal bytes.
 */
export function renderFormsAsWord(
  definition: FormDefinition,
  forms: readonly FormContent[],
): { readonly bytes: Uint8Array; readonly cut: readonly (readonly string[])[] } {
  const laidOut = forms.map((content) =>
    layOutForm(definition, content, { isScaled: false, keepsSeal: true }),
  );
  const body = laidOut.map((form, index) => formXml(form, index > 0)).join('');
  const { left, right, top, bottom } = pageMargins(definition.print);
  const inches = (value: number) => Math.round(value * 1_440);
  const section =
    `<w:sectPr><w:pgSz w:w="${a4.width}" w:h="${a4.height}"/>` +
    `<w:pgMar w:top="${inches(top)}" w:right="${inches(right)}" w:bottom="${inches(bottom)}"` +
    ` w:left="${inches(left)}" w:header="${inches(0.3)}" w:footer="${inches(0.3)}" w:gutter="0"/></w:sectPr>`;
  return {
    bytes: pack(`<w:document xmlns:w="${wordSpace}"><w:body>${body}${section}</w:body></w:document>`),
    cut: laidOut.map(({ cut }) => cut),
  };
}

function formXml(form: LaidOutForm, isFollowing: boolean): string {
  const title = form.title.map((line, index) => titleXml(line, isFollowing && index === 0)).join('');
  // Word wants a paragraph after a table; one of a point stays on the page.
  const end =
    '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>';
  return `${title}${tableXml(form)}${end}`;
}

function titleXml({ text, kind, size, height }: TitleLine, breaksPage: boolean): string {
  const count = kind === 'title' && height > size * 1.4 + 15 ? 2 : 1;
  const line = (height - (kind === 'title' ? 14 : 0)) / count;
  const after = kind === 'title' ? 14 : 0;
  const properties =
    `${breaksPage ? '<w:pageBreakBefore/>' : ''}` +
    `<w:spacing w:before="0" w:after="${twips(after)}" w:line="${twips(line)}" w:lineRule="exact"/>` +
    `<w:jc w:val="${kind === 'title' ? 'center' : 'left'}"/>`;
  return paragraphXml(text, properties, kind, size);
}

function tableXml(form: LaidOutForm): string {
  const width = form.columns.reduce((sum, each) => sum + each, 0);
  const grid = form.columns.map((each) => `<w:gridCol w:w="${twips(each)}"/>`).join('');
  const edge = (name: string) => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
  const rows = form.rows.map((height, index) => rowXml(form, index + 1, height)).join('');
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${twips(width)}" w:type="dxa"/><w:jc w:val="center"/>` +
    `<w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="${twips(side)}" w:type="dxa"/>` +
    `<w:right w:w="${twips(side)}" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    `<w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>`
  );
}

function rowXml(form: LaidOutForm, row: number, height: number): string {
  const cells = form.cells
    .filter(({ range }) => range.top <= row && row <= range.bottom)
    .sort((a, b) => a.range.left - b.range.left)
    .map((cell) => cellXml(form, cell, row))
    .join('');
  return `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="${twips(height)}" w:hRule="exact"/></w:trPr>${cells}</w:tr>`;
}

function cellXml(form: LaidOutForm, cell: LaidOutCell, row: number): string {
  const { range } = cell;
  const sum = (values: readonly number[], from: number, to: number) =>
    values.slice(from - 1, to).reduce((total, each) => total + each, 0);
  const width = sum(form.columns, range.left, range.right);
  const span = range.right - range.left + 1;
  const isFirst = row === range.top;
  const vertical = cell.align === 'top-left' ? 'top' : 'center';
  const properties =
    `<w:tcPr><w:tcW w:w="${twips(width)}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}` +
    `${mergeXml(range, isFirst)}` +
    `${cell.part === 'label' ? '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' : ''}` +
    `<w:vAlign w:val="${vertical}"/></w:tcPr>`;
  if (!isFirst) return `<w:tc>${properties}<w:p/></w:tc>`;
  const height = sum(form.rows, range.top, range.bottom);
  return `<w:tc>${properties}${contentXml(cell, height)}</w:tc>`;
}

function mergeXml(range: CellRange, isFirst: boolean): string {
  if (range.bottom === range.top) return '';
  return isFirst ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
}

function contentXml(cell: LaidOutCell, height: number): string {
  const line = cell.size * lineHeight;
  const spacing = (before: number, each: number) =>
    `<w:spacing w:before="${twips(before)}" w:after="0" w:line="${twips(each)}" w:lineRule="exact"/>`;
  const isIndented = cell.align !== 'centre';
  const properties = (before: number) =>
    spacing(before, line) +
    (isIndented ? `<w:ind w:left="${twips(indentPoints)}"/>` : '') +
    `<w:jc w:val="${isIndented ? 'left' : 'center'}"/>`;
  const paragraphs = cell.text.split(/\r\n?|\n/u).map((text, index) => {
    const before = cell.align === 'top-left' && index === 0 ? 3 : 0;
    return paragraphXml(text, properties(before), cell.part, cell.size);
  });
  if (!cell.isForSeal) return paragraphs.join('');
  // At the foot of the cell: what its text leaves free stands above them.
  const sealLine = 18;
  const text = cell.text === '' ? 0 : cell.textHeight;
  const free = Math.max(0, height - text - 2 * sealLine - 8);
  const right = (before: number, indent: number) =>
    `${spacing(before, sealLine)}<w:ind w:right="${twips(indent)}"/><w:jc w:val="right"/>`;
  const seal = sealWords.map((words, index) =>
    paragraphXml(words, right(index === 0 ? free : 0, index === 0 ? 48 : 20), 'value', 12),
  );
  return [...(cell.text === '' ? [] : paragraphs), ...seal].join('');
}

function paragraphXml(text: string, properties: string, face: Face, size: number): string {
  const run =
    `<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="${latinFont}" w:hAnsi="${latinFont}"` +
    ` w:eastAsia="${fonts[face]}" w:cs="${latinFont}"/><w:sz w:val="${Math.round(size * 2)}"/></w:rPr>`;
  const content = text === '' ? '' : `<w:r>${run}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  return `<w:p><w:pPr>${properties}${run}</w:pPr>${content}</w:p>`;
}

/** Without the characters that XML forbids. */
function escapeXml(text: string): string {
  return text
    .replace(/\t/gu, ' ')
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;');
}

const wordSpace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const packageSpace = 'http://schemas.openxmlformats.org/package/2006';
const officeSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const wordTypes = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const styles =
  `<w:styles xmlns:w="${wordSpace}"><w:docDefaults><w:rPrDefault><w:rPr>` +
  '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="24"/>' +
  '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>' +
  '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style></w:styles>';

// Without it Word opens the file as one of 2007, with other rules for lines.
const settings =
  `<w:settings xmlns:w="${wordSpace}"><w:compat><w:compatSetting w:name="compatibilityMode"` +
  ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>';

const relationship = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;
const relationships = (...all: string[]) =>
  `<Relationships xmlns="${packageSpace}/relationships">${all.join('')}</Relationships>`;

const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="${packageSpace}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/word/document.xml" ContentType="${wordTypes}.document.main+xml"/>` +
    `<Override PartName="/word/styles.xml" ContentType="${wordTypes}.styles+xml"/>` +
    `<Override PartName="/word/settings.xml" ContentType="${wordTypes}.settings+xml"/>` +
    `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
  '_rels/.rels': relationships(
    relationship(1, `${officeSpace}/officeDocument`, 'word/document.xml'),
    relationship(2, `${packageSpace}/relationships/metadata/core-properties`, 'docProps/core.xml'),
  ),
  'word/_rels/document.xml.rels': relationships(
    relationship(1, `${officeSpace}/styles`, 'styles.xml'),
    relationship(2, `${officeSpace}/settings`, 'settings.xml'),
  ),
  'word/styles.xml': styles,
  'word/settings.xml': settings,
  'docProps/core.xml':
    `<cp:coreProperties xmlns:cp="${packageSpace}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    '<dc:creator>幼联</dc:creator></cp:coreProperties>',
};

function pack(document: string): Uint8Array {
  const all = { ...parts, 'word/document.xml': document };
  const packed = Object.entries(all).map(([name, xml]) => [
    name,
    strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`),
  ]);
  return repackDeterministically(zipSync(Object.fromEntries(packed), { level: 0 }));
}
