import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const readings = new Map<string, readonly string[]>();

/**
 * Every reading (读音) of a character, without tones: 重 → chong, zhong; ü is v. None for what is no Chinese
 * character. The dictionary is only loaded when the first reading is asked for.
 */
export function readingsOf(character: string): readonly string[] {
  let known = readings.get(character);
  if (!known) {
    const { pinyin } = load('pinyin-pro') as typeof import('pinyin-pro');
    const all = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true });
    known = [...new Set(all.filter((each) => /^[a-z]+$/u.test(each) && each !== character))];
    readings.set(character, known);
  }
  return known;
}
