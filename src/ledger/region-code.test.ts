import { expect, it } from 'vitest';
import { readRegionCode } from './region-code.ts';

it.each([
  ['370000', 'province'],
  ['37', 'province'],
  ['370400', 'city'],
  ['3704', 'city'],
  ['310000', 'city'],
  ['370402', 'county'],
  ['370402000000', 'county'],
  ['441900', 'county'],
  ['370402001', 'town'],
  ['370402001000', 'town'],
  ['370402', 'town'],
  [' ３７０４００ ', 'city'],
] as const)('%s is a code of level %s', (text, level) => {
  expect(readRegionCode(text, level)).toEqual({ code: text.normalize('NFKC').trim() });
});

it.each([
  ['370400', 'province'],
  ['370402', 'city'],
  ['370000', 'county'],
  ['370402001', 'county'],
  ['370400', 'town'],
  ['37040', 'city'],
  ['990000', 'province'],
  ['三七', 'province'],
  ['', 'city'],
] as const)('“%s” is none of level %s', (text, level) => {
  expect(readRegionCode(text, level)).toHaveProperty('problem');
});
