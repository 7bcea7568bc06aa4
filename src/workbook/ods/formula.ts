/**
 * A formula of OpenDocument in the writing of Excel: `of:=SUM([.A1:.B2];1)` → `SUM(A1:B2,1)`. Only for people to
 * read: nothing computes with it.
 */
export function excelFormula(formula: string): string {
  const body = formula.replace(/^(?:[a-z]+:)?=/, '');
  let written = '';
  for (let at = 0; at < body.length; ) {
    const sign = body[at]!;
    if (sign === '"') {
      const close = body.indexOf('"', at + 1);
      const end = close < 0 ? body.length : close + 1;
      written += body.slice(at, end);
      at = end;
    } else if (sign === '[') {
      const close = body.indexOf(']', at + 1);
      if (close < 0) return written + body.slice(at);
      written += reference(body.slice(at + 1, close));
      at = close + 1;
    } else {
      written += sign === ';' ? ',' : sign;
      at++;
    }
  }
  return written;
}

/** `.A1:.B2` → `A1:B2`, `$表.A1` → `表!A1`. */
function reference(text: string): string {
  return text
    .split(':')
    .map((part, index) => {
      const point = part.lastIndexOf('.');
      if (point < 0) return part;
      const sheet = part.slice(0, point).replace(/^\$/, '');
      const cell = part.slice(point + 1);
      return sheet === '' || index > 0 ? cell : `${sheet}!${cell}`;
    })
    .join(':');
}
