import { eastAsianWidth } from 'get-east-asian-width';

const invisible = /\p{M}|\p{Cf}|\p{Cc}/u;

/**
 * Columns a text takes where a Chinese character takes two: on a terminal, or on a sheet in characters' widths.
 * `“ ” — … ①` are two where `ambiguousIsWide`; combining and control characters take none.
 */
export function textWidth(text: string, ambiguousIsWide: boolean): number {
  let width = 0;
  for (const character of text) {
    if (invisible.test(character)) continue;
    width += eastAsianWidth(character.codePointAt(0) ?? 0, { ambiguousAsWide: ambiguousIsWide });
  }
  return width;
}
