/** What an attachment is called (附件标识), counted from nought: one alone bears no number. */
export function attachmentLabel(index: number, count: number): string {
  return count > 1 ? `附件${index + 1}` : '附件';
}
