import { createHash } from 'node:crypto';

/** Word takes names of at most this length, and tells no capitals from small letters. */
const longestName = 40;

const escapes: Readonly<Record<string, string>> = { '-': '_m', '.': '_p', ':': '_c', '/': '_s', _: '_l' };
const signs = new Map(Object.entries(escapes).map(([sign, written]) => [written[1], sign]));

/**
 * The name of the bookmark that holds a figure in a document: `fig_`, the figure's id, and which of its occurrences
 * this is, counted from 1. Small letters and digits stand for themselves; `-` is `_m`, `.` `_p`, `:` `_c`, `/` `_s`,
 * `_` `_l`, a capital `_u` and its small letter, anything else `_x`, its code point in hexadecimal and `_`. An id that
 * is too long for a bookmark stands as `figh_` and the start of its SHA-256: whoever reads it back has to know the ids.
 */
export function bookmarkOf(figure: string, occurrence: number): string {
  const name = `fig_${encodeId(figure)}_${occurrence}`;
  return name.length <= longestName ? name : `figh_${hashOf(figure)}_${occurrence}`;
}

/** The name of the bookmark around the title, which tells the version of a document. */
export const bookmarkOfVersion = (version: string): string => `ver_${version}`;

/** The version of a bookmark's name; undefined where the name is no such one. */
export const versionOf = (bookmark: string): string | undefined =>
  /^ver_([a-z0-9]{1,32})$/u.exec(bookmark.toLowerCase())?.[1];

/** The figure of a bookmark's name; undefined where the name is none of ours, or stands for none of the `known` ids. */
export function figureOf(
  bookmark: string,
  known: Iterable<string> = [],
): { readonly figure: string; readonly occurrence: number } | undefined {
  const match = /^fig(?<hashed>h?)_(?<id>.*)_(?<occurrence>[1-9]\d*)$/u.exec(bookmark.toLowerCase());
  if (!match?.groups) return undefined;
  const { hashed, id = '', occurrence } = match.groups;
  const figure = hashed ? [...known].find((each) => hashOf(each) === id) : decodeId(id);
  return figure === undefined ? undefined : { figure, occurrence: Number(occurrence) };
}

function encodeId(id: string): string {
  return [...id]
    .map((sign) => {
      if (/[a-z0-9]/u.test(sign)) return sign;
      if (/[A-Z]/u.test(sign)) return `_u${sign.toLowerCase()}`;
      return escapes[sign] ?? `_x${sign.codePointAt(0)!.toString(16)}_`;
    })
    .join('');
}

function decodeId(id: string): string | undefined {
  const whole = /^(?:[a-z0-9]|_[mpcsl]|_u[a-z]|_x[0-9a-f]{1,6}_)*$/u;
  if (!whole.test(id)) return undefined;
  return id.replace(
    /_x([0-9a-f]+)_|_u([a-z])|_([mpcsl])/gu,
    (_, code?: string, letter?: string, sign?: string) => {
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : '';
      }
      return letter === undefined ? (signs.get(sign ?? '') ?? '') : letter.toUpperCase();
    },
  );
}

function hashOf(figure: string): string {
  return createHash('sha256').update(figure).digest('hex').slice(0, 24);
}
