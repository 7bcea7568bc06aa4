import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { type ChosenFont, missingCharacters } from './choose-font.ts';
import type { FontShelf } from './find-fonts.ts';

/** Most characters that a finding lists. */
const mostListed = 20;

/**
 * What of a document's texts no font of the machine can show: what the chosen ones lack is taken from others where
 * they have it.
 * @param subject whose document it is, for the message
 */
export function missingGlyphs(
  subject: string,
  texts: readonly string[],
  chosen: readonly ChosenFont[],
  shelf: FontShelf,
): Finding[] {
  const lacking = missingCharacters(
    texts.join('\n'),
    chosen.map(({ face }) => face),
  );
  if (lacking.length === 0) return [];
  const missing = missingCharacters(lacking.join(''), [...shelf.named, ...shelf.installed]);
  if (missing.length === 0) return [];
  const more = missing.length > mostListed ? `等 ${missing.length} 个字` : '';
  const characters = `${missing.slice(0, mostListed).join('、')}${more}`;
  return [makeFinding('glyph-missing', { value: subject, characters })];
}
