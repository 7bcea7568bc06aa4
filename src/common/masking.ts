/** A mobile number, perhaps with the country code and with blanks or hyphens between its groups. */
const mobile = /(?<!\d)((?:\+?86[-\s]?)?1\d{2})([-\s]?)\d{4}([-\s]?)(\d{4})(?!\d)/gu;
/** A fixed line: area code (kept) and seven or eight digits, of which the last two are kept. */
const fixedLine = /(?<![\d*])((?:[(（]?0\d{2,3}[)）]?[-\s]?)?)\d{5,6}(\d{2})(?!\d)/gu;

/**
 * Masks the phone numbers in a text (`13800138000` → `138****8000`, `0632-3311234` → `0632-*****34`), as everything
 * that leaves the office does. A masked value counts as "not given" when it is imported again.
 */
export function maskPhones(text: string): string {
  return text.replace(mobile, '$1$2****$3$4').replace(fixedLine, (whole, area: string, end: string) => {
    const hidden = whole.length - area.length - end.length;
    return `${area}${'*'.repeat(hidden)}${end}`;
  });
}

/** A person’s name as it is published: what stands between its first and last sign is hidden (`周岚` → `周*`, `王小明` → `王*明`). */
export function maskName(name: string): string {
  const signs = [...name];
  if (signs.length <= 2) return `${signs[0] ?? ''}*`;
  return `${signs[0]}${'*'.repeat(signs.length - 2)}${signs.at(-1)}`;
}
