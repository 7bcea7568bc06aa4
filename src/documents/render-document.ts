import type { FileChild, ISectionOptions } from 'docx';
import { repackDeterministically } from '../workbook/pack.ts';
import { attachmentLabel } from './attachment-label.ts';
import { bookmarkOfVersion } from './bookmarks.ts';
import { cleanText } from './clean-text.ts';
import type { Attachment, OfficialDocument } from './document.ts';
import { pageGeometry } from './geometry.ts';
import type { DocumentProfile } from './profile.ts';
import { renderBlocks } from './render/blocks.ts';
import { attachmentNote, oneLine, signatureLines } from './render/closing.ts';
import { imprintBlocks, wrapTextBoxes } from './render/imprint.ts';
import { pageNumberFooters } from './render/page-numbers.ts';
import { blankLines, makeParagraph, paragraphOf, rewriteIndents } from './render/paragraphs.ts';
import { redHead } from './render/red-head.ts';
import { fontTablePart, settingsPart } from './render/settings-parts.ts';
import { IdGiver, type Layout } from './render/sheet.ts';
import { stylesPart } from './render/styles-part.ts';
import { inBookmark, inlineRuns } from './render/text-runs.ts';

interface Part {
  readonly isLandscape: boolean;
  readonly children: FileChild[];
}

/**
 * Lays out an official document (公文) as .docx under a document profile (公文版式). The same document and profile
 * give the same bytes, on any day and in any time zone. Text that a page cannot show (control characters, halves of
 * characters) is left out; `unprintableTexts` tells where.
 */
export async function renderDocument(
  document: OfficialDocument,
  profile: DocumentProfile,
): Promise<Uint8Array> {
  const docx = await import('docx');
  const ids = new IdGiver();
  const layoutOf = (isLandscape: boolean): Layout => ({
    docx,
    profile,
    geometry: pageGeometry(profile, isLandscape),
    ids,
  });
  const parts = divideIntoParts(document, layoutOf);
  const file = new docx.Document({
    title: cleanText(oneLine(document.title)).text,
    creator: '幼联',
    lastModifiedBy: '幼联',
    description: '',
    evenAndOddHeaderAndFooters: profile.pageNumber.side === 'outside',
    sections: parts.map((part, index) => section(layoutOf(part.isLandscape), part.children, index === 0)),
  });
  const packed = await docx.Packer.toBuffer(file);
  const { characterPitch } = pageGeometry(profile);
  return repackDeterministically(packed, {
    rewrite: {
      'word/document.xml': (xml) => wrapTextBoxes(shrinkSectionEnds(rewriteIndents(xml, characterPitch))),
      'word/styles.xml': () => stylesPart(profile),
      'word/settings.xml': () => settingsPart(profile.pageNumber.side === 'outside'),
      'word/fontTable.xml': () => fontTablePart(profile),
    },
  });
}

/** Pages that lie the same way stand in one part; 版记 never lies across. */
function divideIntoParts(document: OfficialDocument, layoutOf: (isLandscape: boolean) => Layout): Part[] {
  const { attachments = [], imprint } = document;
  const parts: Part[] = [{ isLandscape: false, children: mainPart(layoutOf(false), document) }];
  attachments.forEach((attachment, index) => {
    const isLandscape = attachment.isLandscape ?? false;
    let part = parts.at(-1)!;
    const isOnNewSection = part.isLandscape !== isLandscape;
    if (isOnNewSection) {
      part = { isLandscape, children: [] };
      parts.push(part);
    }
    const label = attachmentLabel(index, attachments.length);
    part.children.push(...attachmentPart(layoutOf(isLandscape), attachment, label, !isOnNewSection));
  });
  if (imprint) {
    if (parts.at(-1)!.isLandscape) parts.push({ isLandscape: false, children: [] });
    parts.at(-1)!.children.push(...imprintBlocks(layoutOf(false), imprint));
  }
  return parts;
}

function mainPart(layout: Layout, document: OfficialDocument): FileChild[] {
  const { head, title, addressee, body, attachments = [], signature } = document;
  const isFollowed = attachments.length > 0 || signature !== undefined;
  return [
    ...(head ? redHead(layout, head) : []),
    titleParagraph(layout, title, document.version),
    ...blankLines(layout, 1),
    ...(addressee === undefined
      ? []
      : [
          makeParagraph(layout, { style: 'addressee', element: 'body' }, [
            `${oneLine(addressee).replace(/[:：]+$/u, '')}：`,
          ]),
        ]),
    ...renderBlocks(layout, body, isFollowed),
    ...attachmentNote(layout, attachments),
    ...(signature ? signatureLines(layout, signature) : []),
  ];
}

function titleParagraph(layout: Layout, title: string, version?: string) {
  const { docx } = layout;
  const runs = inlineRuns(layout, [title], 'title');
  return paragraphOf(
    layout,
    { style: 'title', element: 'title', options: { alignment: docx.AlignmentType.CENTER } },
    version === undefined ? runs : inBookmark(layout, bookmarkOfVersion(version), runs),
  );
}

/** An attachment on a page of its own: its label on line 1, its title on line 3. */
function attachmentPart(
  layout: Layout,
  attachment: Attachment,
  label: string,
  breaksPage: boolean,
): FileChild[] {
  return [
    makeParagraph(
      layout,
      {
        style: 'attachmentLabel',
        element: 'attachmentLabel',
        options: { pageBreakBefore: breaksPage, keepNext: true },
      },
      [label],
    ),
    ...blankLines(layout, 1, { keepNext: true }),
    titleParagraph(layout, attachment.title),
    ...blankLines(layout, 1, { keepNext: true }),
    ...renderBlocks(layout, attachment.blocks),
  ];
}

function section(layout: Layout, children: FileChild[], isFirst: boolean): ISectionOptions {
  const { docx, geometry } = layout;
  const isLandscape = geometry.width > geometry.height;
  // docx turns the sides of a landscape page by itself.
  const [width, height] = isLandscape ? [geometry.height, geometry.width] : [geometry.width, geometry.height];
  return {
    properties: {
      ...(isFirst ? {} : { type: docx.SectionType.NEXT_PAGE }),
      page: {
        size: {
          width,
          height,
          orientation: isLandscape ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
        },
        margin: { ...geometry.margins, header: 851, footer: geometry.footer, gutter: 0 },
      },
      grid: {
        type: docx.DocumentGridType.LINES_AND_CHARS,
        linePitch: geometry.linePitch,
        charSpace: geometry.characterSpace,
      },
    },
    footers: pageNumberFooters(layout),
    children,
  };
}

/** A section ends with a paragraph of its own, which may not start a page where a table fills the one before. */
function shrinkSectionEnds(xml: string): string {
  const small =
    '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>';
  return xml.replaceAll('<w:p><w:pPr><w:sectPr', `<w:p><w:pPr>${small}<w:sectPr`);
}
