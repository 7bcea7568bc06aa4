/** Characters that Windows refuses in file names, and the full-width ones a Chinese reader takes for the same. */
const lookalikes: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  ':': '：',
  '"': '＂',
  '/': '／',
  '\\': '＼',
  '|': '｜',
  '?': '？',
  '*': '＊',
};

/** Device names of Windows, refused with any extension (`CON.xlsx` too). */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** Controls, and the invisible marks that make two names look alike. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu;

/** Bytes of UTF-8 that a name may take: with a prefix and an extension it stays under the 255 of common file systems. */
const longest = 180;

/**
 * A text (a kindergarten's name, a title) as one part of a file name that Windows, macOS and Linux all take: Chinese
 * is kept, refused characters become their full-width forms, blanks single spaces. Never empty (`未命名`), never a
 * device name, at most 180 bytes of UTF-8. The extension is not part of it.
 */
export function safeFileName(text: string): string {
  const tidy = text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(invisible, '')
    .replace(/[<>:"/\\|?*]/gu, (character) => lookalikes[character] ?? '_');
  // Windows drops dots and spaces at the end; a dot in front hides the file elsewhere.
  const name = shorten(tidy.replace(/^[. ]+/u, '')).replace(/[. ]+$/u, '');
  if (name === '') return '未命名';
  return devices.test(name) ? `_${name}` : name;
}

function shorten(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > longest) break;
    kept += segment;
  }
  return kept;
}

/**
 * Gives each name once: the second `a` becomes `a（2）`. Compared without case, as Windows and macOS do.
 * @returns a function that remembers the names it gave
 */
export function uniqueNames(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let unique = name;
    for (let number = 2; given.has(unique.toLowerCase()); number += 1) unique = `${name}（${number}）`;
    given.add(unique.toLowerCase());
    return unique;
  };
}
