const blank = /[\s\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+/gu;

/** Text as a person would read it: compatibility forms folded (NFKC: full-width digits and letters become ASCII), every kind of blank one space, ends trimmed. */
export function tidyText(text: string): string {
  return text.normalize('NFKC').replace(blank, ' ').trim();
}

/** Text without any blank, for comparing headings and names in which clerks break lines and align by spaces. */
export function squeezeText(text: string): string {
  return text.normalize('NFKC').replace(blank, '');
}

/** A heading as it is compared: squeezed, brackets with their content dropped (`班级数（个）` → `班级数`), punctuation gone. */
export function headingKey(text: string): string {
  return squeezeText(text)
    .replace(/\([^)]*\)/g, '')
    .replace(/[:：*、,，。.；;"'“”‘’【】[\]]/g, '');
}
