import type { DocumentProfile } from './profile.ts';
import { measureDocument } from './reading/measure-document.ts';
import { openDocument } from './reading/open-document.ts';
import { CheckList, type ClauseCheck } from './verify/check.ts';
import { checkClosing } from './verify/closing-checks.ts';
import { outlineOf } from './verify/outline.ts';
import { checkPageNumbers, checkPages } from './verify/page-checks.ts';
import { checkTexts } from './verify/text-checks.ts';

export type { ClauseCheck } from './verify/check.ts';

/**
 * Measures a Word file against a document profile (公文版式), clause by clause: also one that Word, WPS or LibreOffice
 * made. What the document does not have (attachments, 版记) is not asked for; what cannot be told from a file without
 * laying it out is left out. `file` is what findings call it. Failures as of `openDocument`.
 */
export async function verifyDocument(
  bytes: Uint8Array,
  profile: DocumentProfile,
  file = '',
): Promise<ClauseCheck[]> {
  const document = measureDocument(await openDocument(bytes, file));
  const outline = outlineOf(document);
  const list = new CheckList(profile);
  checkPages(list, document, outline);
  checkTexts(list, document, outline);
  checkClosing(list, document, outline);
  checkPageNumbers(list, document);
  return list.checks;
}
