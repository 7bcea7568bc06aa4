/** What a terminal would obey instead of showing: controls but tab and line feed, and marks that turn the direction. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Somebody else's text as it may be shown: control characters become their pictures (`␛`), or `�` where they have
 * none, so that a cell cannot clear the screen, colour it or write over the lines above.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (sign) => {
    const code = sign.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** The beginning of a long text, and how long it is; text up to `length` characters stays as it is. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  // By characters, and joined anew: a mere slice would keep the long text in memory.
  const beginning = Array.from(text.slice(0, length)).join('');
  return `${beginning}…（共 ${text.length} 字）`;
}
