import { chineseDate } from '../../common/dates.ts';
import type { Block, OfficialDocument, Paragraph } from '../document.ts';
import { inlineText } from '../wording/render-text.ts';
import type { PdfData } from './render-pdf.ts';

/** A document as `forms/certificate.typ` takes it. */
export interface CertificatePage {
  readonly data: PdfData;
  /** All its texts, for telling which characters a font lacks. */
  readonly texts: readonly string[];
}

const isParagraph = (block: Block): block is Paragraph => block.kind === 'paragraph';

/**
 * A certificate on a page of its own; undefined where the document says more than paragraphs can (tables, pictures,
 * headings, attachments).
 */
export function certificatePage(document: OfficialDocument): CertificatePage | undefined {
  if (!document.body.every(isParagraph) || (document.attachments ?? []).length > 0) return undefined;
  const paragraphs = document.body.filter(isParagraph).map(({ inlines, style = 'body' }) => ({
    text: inlineText(inlines),
    style,
    isBold: inlines.some((inline) => typeof inline !== 'string' && inline.isBold === true),
  }));
  const [first] = paragraphs;
  // A first line at the right is the certificate's number.
  const number = first?.style === 'right' ? first.text : document.head?.number;
  const body = first?.style === 'right' ? paragraphs.slice(1) : paragraphs;
  const data = {
    title: document.title,
    number: number ?? null,
    ...(document.addressee === undefined ? {} : { addressee: `${document.addressee}：` }),
    body,
    issuers: document.signature?.units ?? [],
    date: document.signature ? chineseDate(document.signature.date) : '',
  };
  const texts = [document.title, number ?? '', document.addressee ?? '', ...body.map(({ text }) => text)];
  return { data, texts: [...texts, ...data.issuers, data.date] };
}
