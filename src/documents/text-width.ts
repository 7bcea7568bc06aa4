import { cleanText } from './clean-text.ts';

/** Width of a text in characters of the body: digits and Latin letters count half, narrow stops in Times a quarter. */
export function characterWidth(text: string, isWesternOwn: boolean): number {
  let width = 0;
  for (const sign of cleanText(text).text) {
    if (sign > '\u00ff') width += 1;
    else if (isWesternOwn && /[ .,:;]/u.test(sign)) width += 0.25;
    else width += 0.5;
  }
  return width;
}
