/**
 * What XML cannot hold or a page cannot show: control characters but line breaks and tabs, surrogates without their
 * other half, noncharacters, and marks that turn the direction of what follows.
 */
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/** Text fit for a document: line breaks as `\n`, tabs as spaces, nothing unprintable; and how much was taken out. */
export function cleanText(text: string): { readonly text: string; readonly removed: number } {
  let removed = 0;
  const clean = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(unprintable, () => {
      removed++;
      return '';
    });
  return { text: clean, removed };
}
