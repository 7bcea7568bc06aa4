import { pageGeometry } from '../geometry.ts';
import { type DocumentProfile, type TextElement, westernFont } from '../profile.ts';

const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** Paragraph styles by what they are for, as `w:styleId`. */
export const styleIds = {
  flush: 'Normal',
  body: 'OfficialBody',
  title: 'Title',
  addressee: 'OfficialAddressee',
  heading1: 'Heading1',
  heading2: 'Heading2',
  heading3: 'Heading3',
  heading4: 'Heading4',
  attachmentNote: 'OfficialAttachmentNote',
  attachmentLabel: 'OfficialAttachmentLabel',
  signature: 'OfficialSignature',
  caption: 'Caption',
  picture: 'OfficialPicture',
  note: 'OfficialNote',
  tableHead: 'OfficialTableHead',
  tableBody: 'OfficialTableBody',
  imprint: 'OfficialImprint',
  footerOdd: 'OfficialFooterOdd',
  footerEven: 'OfficialFooterEven',
  issuer: 'OfficialIssuer',
  number: 'OfficialNumber',
} as const;

function runFonts(profile: DocumentProfile, element: TextElement): string {
  const western = escapeXml(westernFont(profile, element));
  const own = escapeXml(profile.fonts[element].font);
  return `<w:rFonts w:ascii="${western}" w:hAnsi="${western}" w:eastAsia="${own}" w:cs="${western}"/>`;
}

/** Height of a line of the 版记, twips. */
export const imprintLine = (linePitch: number): number => Math.round(linePitch * 0.95);

/** `word/styles.xml`: what each paragraph falls back on, so that a clerk who goes on typing stays in the format. */
export function stylesPart(profile: DocumentProfile): string {
  const { linePitch, characterPitch, bodySpacing } = pageGeometry(profile);
  const run = (element: TextElement, more = '') => {
    const size = Math.round(profile.fonts[element].size * 2);
    const spacing = size === Math.round(profile.fonts.body.size * 2) ? bodySpacing : 0;
    return `<w:rPr>${runFonts(profile, element)}<w:b w:val="0"/><w:bCs w:val="0"/><w:snapToGrid w:val="0"/>${more}<w:spacing w:val="${spacing}"/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`;
  };
  const indent = (characters: number) =>
    `<w:ind w:firstLineChars="${Math.round(characters * 100)}" w:firstLine="${Math.round(characters * characterPitch)}"/>`;
  const sides = (left: number, right: number) =>
    `<w:ind w:leftChars="${left * 100}" w:left="${Math.round(left * characterPitch)}" w:rightChars="${right * 100}" w:right="${Math.round(right * characterPitch)}"/>`;
  const style = (
    id: string,
    name: string,
    paragraph: string,
    runs: string,
    options: { base?: string; next?: string } = {},
  ) =>
    `<w:style w:type="paragraph" w:styleId="${id}"${/^(?:Title|Heading|Caption)/u.test(id) ? '' : ' w:customStyle="1"'}><w:name w:val="${name}"/>` +
    `<w:basedOn w:val="${options.base ?? 'Normal'}"/>${options.next ? `<w:next w:val="${options.next}"/>` : ''}<w:qFormat/>` +
    `<w:pPr>${paragraph}</w:pPr>${runs}</w:style>`;
  const loose =
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>';
  const { indent: edge, side } = profile.pageNumber;
  const footer = Math.round(profile.fonts.pageNumber.size * 20);
  const footerLine = `<w:snapToGrid w:val="0"/><w:spacing w:line="${footer}" w:lineRule="exact"/>`;
  const after = { next: styleIds.body };
  const heading = (level: 1 | 2 | 3 | 4) =>
    style(
      styleIds[`heading${level}`],
      `heading ${level}`,
      `${indent(profile.firstLine)}<w:outlineLvl w:val="${level - 1}"/>`,
      run(`heading${level}`),
      after,
    );
  return (
    `${declaration}<w:styles xmlns:w="${namespace}"><w:docDefaults><w:rPrDefault><w:rPr>${runFonts(profile, 'body')}` +
    `<w:sz w:val="${Math.round(profile.fonts.body.size * 2)}"/><w:szCs w:val="${Math.round(profile.fonts.body.size * 2)}"/>` +
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>' +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>' +
    '<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' +
    `<w:adjustRightInd/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="${linePitch}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>` +
    `${run('body')}</w:style>` +
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>' +
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>' +
    // No line of a paragraph stands alone on a page.
    style(styleIds.body, '公文正文', `<w:widowControl/>${indent(profile.firstLine)}`, run('body')) +
    style(styleIds.title, 'Title', '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>', run('title'), after) +
    style(styleIds.addressee, '公文主送机关', '<w:jc w:val="left"/>', run('body'), after) +
    heading(1) +
    heading(2) +
    heading(3) +
    heading(4) +
    style(styleIds.attachmentNote, '公文附件说明', '<w:jc w:val="left"/>', run('body')) +
    style(styleIds.attachmentLabel, '公文附件标识', '<w:jc w:val="left"/>', run('attachmentLabel')) +
    style(styleIds.signature, '公文署名', '<w:jc w:val="right"/>', run('body')) +
    style(styleIds.caption, 'caption', '<w:keepNext/><w:jc w:val="center"/>', run('caption')) +
    style(
      styleIds.picture,
      '公文图片',
      `<w:keepLines/>${loose.replace('w:before="0"', 'w:before="120"')}<w:jc w:val="center"/>`,
      run('body'),
    ) +
    style(styleIds.note, '公文附注', `${loose}<w:jc w:val="left"/>`, run('tableBody')) +
    style(styleIds.tableHead, '公文表头', `${loose}<w:jc w:val="center"/>`, run('tableHead')) +
    style(styleIds.tableBody, '公文表格', `${loose}<w:jc w:val="left"/>`, run('tableBody')) +
    style(
      styleIds.imprint,
      '公文版记',
      `<w:snapToGrid w:val="0"/><w:spacing w:line="${imprintLine(linePitch)}" w:lineRule="exact"/>${sides(profile.imprint.indent, profile.imprint.indent)}<w:jc w:val="left"/>`,
      run('imprint'),
    ) +
    style(
      styleIds.footerOdd,
      '公文页码（单页）',
      `${footerLine}${side === 'centre' ? '' : sides(0, edge)}<w:jc w:val="${side === 'centre' ? 'center' : 'right'}"/>`,
      run('pageNumber'),
    ) +
    style(
      styleIds.footerEven,
      '公文页码（双页）',
      `${footerLine}${side === 'centre' ? '' : sides(edge, 0)}<w:jc w:val="${side === 'centre' ? 'center' : 'left'}"/>`,
      run('pageNumber'),
    ) +
    style(
      styleIds.issuer,
      '公文发文机关标志',
      `${loose}<w:jc w:val="center"/>`,
      run('issuer', `<w:color w:val="${profile.head.colour}"/>`),
    ) +
    style(styleIds.number, '公文发文字号', '<w:jc w:val="center"/>', run('body')) +
    '</w:styles>'
  );
}
