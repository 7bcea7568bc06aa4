import { dateMeant, type IsoDate } from '../../common/dates.ts';
import type { OfficialDocument } from '../document.ts';
import type { RenderedWording } from './render-wording.ts';

/**
 * What a filled-in template says, as a document. Where the template names no title or no day, or a day that cannot be
 * read, those of `usual` stand.
 */
export function asDocument(
  rendered: RenderedWording,
  usual: { readonly date: IsoDate; readonly title: string },
): OfficialDocument {
  const { particulars, title, body, attachments, isSealed } = rendered;
  const { addressee, signedBy, copyTo } = particulars;
  const issuer = particulars.issuer?.[0];
  const number = particulars.number?.[0];
  const printedBy = particulars.printedBy?.[0];
  const day = (said: string | undefined) => (said === undefined ? undefined : dateMeant(said)) ?? usual.date;
  return {
    ...(issuer === undefined ? {} : { head: { issuer, ...(number === undefined ? {} : { number }) } }),
    title: title === '' ? usual.title : title,
    ...(addressee === undefined ? {} : { addressee: addressee.join('，') }),
    body,
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(signedBy === undefined
      ? {}
      : { signature: { units: signedBy, date: day(particulars.signedOn?.at(-1)), isSealed } }),
    ...(printedBy === undefined
      ? {}
      : {
          imprint: {
            ...(copyTo === undefined ? {} : { copyTo }),
            issuedBy: printedBy,
            issuedOn: day(particulars.printedOn?.[0]),
          },
        }),
  };
}
