/** A piece of a formula. `sheet` is a sheet's name before a reference, already without quotes. */
export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text' | 'word' | 'sheet' | 'error' | 'sign'; readonly value: string };

/** What a formula is made of, in the order in which it is tried; null is passed over. */
const pieces: readonly (readonly [RegExp, (match: RegExpExecArray) => Token | null])[] = [
  [/[\s\u00a0\u3000]+/y, () => null],
  [/\$?'((?:[^']|'')+)'[!.]/y, ([, name]) => ({ kind: 'sheet', value: name!.replaceAll("''", "'") })],
  // An unquoted sheet's name may be Chinese; nothing that is an operator stands in it.
  [/\$?([^\s'"!#$%&()*+,\-/:;<=>@[\\\]^{|}]+)!/y, ([, name]) => ({ kind: 'sheet', value: name! })],
  [/"((?:[^"]|"")*)"/y, ([, inner]) => ({ kind: 'text', value: inner!.replaceAll('""', '"') })],
  [/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y, ([digits]) => ({ kind: 'number', value: Number(digits) })],
  [
    /#(?:REF!|DIV\/0!|VALUE!|NAME\?|NUM!|N\/A|NULL!)/iy,
    ([whole]) => ({ kind: 'error', value: whole.toUpperCase() }),
  ],
  [/\$?[\p{L}_][\p{L}\p{N}_.$?]*/uy, ([whole]) => ({ kind: 'word', value: whole })],
  [/<>|<=|>=|[-+*/^&=<>(),;:%]/y, ([whole]) => ({ kind: 'sign', value: whole === ';' ? ',' : whole })],
];

/**
 * Takes a formula apart, in the writing of Excel or of OpenDocument (`of:=SUM([.A1:.A3];1)`); null where it holds what
 * neither has.
 */
export function tokenise(formula: string): Token[] | null {
  const written = formula.trim();
  let rest = written.replace(/^(?:[a-z]+:)?=+/, '').replace(/^\{=([\s\S]*)\}$/, '$1');
  if (/^[a-z]+:=/.test(written)) rest = withoutBrackets(rest);
  const tokens: Token[] = [];
  let at = 0;
  while (at < rest.length) {
    const found = pieceAt(rest, at);
    if (!found) return null;
    if (found.token) tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function pieceAt(text: string, at: number): { token: Token | null; end: number } | null {
  for (const [pattern, make] of pieces) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { token: make(match), end: pattern.lastIndex };
  }
  return null;
}

/** `[.A1:.A3]` → `A1:A3`, `[$'表 1'.A1]` → `'表 1'!A1`; texts stay as they are. */
function withoutBrackets(formula: string): string {
  return formula.replace(/"(?:[^"]|"")*"|\[([^\]]*)\]/g, (whole, inside: string | undefined) => {
    if (inside === undefined) return whole;
    return inside.replace(/(^|:)\$?('(?:[^']|'')+'|[^'.:]*)\./g, (_, start: string, sheet: string) =>
      sheet === '' || start === ':' ? start : `${start}${sheet}!`,
    );
  });
}
