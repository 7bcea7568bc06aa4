const blank = /[\s\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+/gu;

/** Characters without width that copying from other programs leaves behind. */
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/gu;

/** Text without the characters that have no width. */
export function dropInvisible(text: string): string {
  return text.replace(invisible, '');
}

/**
 * Full-width letters and digits, and characters that only look like a Han character (from PDFs), in their usual
 * form; characters without width go. Punctuation stays as it was written: `，` is not `,`.
 */
export function foldWidth(text: string): string {
  return dropInvisible(text).replace(
    /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]/gu,
    (sign) => sign.normalize('NFKC'),
  );
}

/** Text as it is stored: usual width (`foldWidth`), every kind of blank one space, ends trimmed. */
export function tidyText(text: string): string {
  return foldWidth(text).replace(blank, ' ').trim();
}

/** A name as it is stored: usual width, without any blank, brackets as `（）`; other punctuation as written. */
export function tidyName(text: string): string {
  return chineseBrackets(foldWidth(text).replace(blank, ''));
}

/** `(` and `)` as `（` and `）`. */
export function chineseBrackets(text: string): string {
  return text.replaceAll('(', '（').replaceAll(')', '）');
}

/**
 * Text without any blank, every sign in its plain form (NFKC): for comparing (never for storing) headings and
 * names in which clerks break lines and align by spaces.
 */
export function squeezeText(text: string): string {
  return text.normalize('NFKC').replace(blank, '');
}

/** The number of a record as clerks write it, with or without `#`; undefined where it is none. */
export function recordNumber(text: string): number | undefined {
  const digits = /^#?(\d{1,15})$/.exec(squeezeText(text))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** A heading as it is compared: squeezed, brackets with their content dropped (`班级数（个）` → `班级数`), punctuation gone. */
export function headingKey(text: string): string {
  return squeezeText(text)
    .replace(/\([^)]*\)/g, '')
    .replace(/[:：*、,，。.；;"'“”‘’【】[\]]/g, '');
}
