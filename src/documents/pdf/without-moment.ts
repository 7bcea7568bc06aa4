import { createHash } from 'node:crypto';

/** Where LibreOffice writes when it made a PDF, and what it draws by lot; each of a fixed length. */
const dates = /\/(?:CreationDate|ModDate)\s*\(D:(\d{14})[^)]*\)/gu;
const xmpDates = /<xmp:(?:CreateDate|ModifyDate|MetadataDate)>([^<]*)</gu;
const numbers = /\/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]|\/DocChecksum\s*\/([0-9A-Fa-f]+)/gu;

/**
 * The same PDF with a fixed moment, and identifiers that come from its content, so that the same document gives the
 * same bytes. Nothing moves: what is replaced keeps its length. Encrypted or packed places are left as they are.
 */
export function withoutMoment(pdf: Uint8Array): Uint8Array {
  // One character a byte, and back.
  let text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  text = text
    .replace(dates, (whole, digits: string) =>
      whole.replace(digits, '20000101000000').replace(/[+-]\d\d'\d\d'/u, "+00'00'"),
    )
    .replace(xmpDates, (whole, date: string) =>
      whole.replace(date, '2000-01-01T00:00:00Z'.padEnd(date.length).slice(0, date.length)),
    );
  const blank = text.replace(numbers, (whole) =>
    whole.replace(/[0-9A-Fa-f]{8,}/gu, (number) => '0'.repeat(number.length)),
  );
  const content = createHash('sha256').update(blank, 'latin1').digest('hex').toUpperCase();
  text = blank.replace(numbers, (whole) =>
    whole.replace(/0{8,}/gu, (number) => content.repeat(2).slice(0, number.length)),
  );
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
