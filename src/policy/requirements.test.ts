import { describe, expect, it } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { loadPolicy } from './load.ts';

const folders = [builtInTemplates()];

/** How many rows each document has in the requirements: every one of them stands in its policy file. */
const rows: readonly (readonly [policy: string, letter: string, count: number])[] = [
  ['zaozhuang-2021', 'Z', 15],
  ['helan-2022', 'H', 10],
  ['guangxi-2020', 'G', 19],
  ['jingan-2023', 'J', 9],
  ['shenzhen-draft', 'S', 12],
];

describe('the policy files', () => {
  it.each(rows)('%s holds every row from %s1 on (%i)', (id, letter, count) => {
    const own = loadPolicy(id, folders).rules.filter((rule) => rule.requirement !== 'common');
    const expected = Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
    expect([...new Set(own.map((rule) => rule.requirement))].sort()).toEqual(expected.sort());
    for (const rule of own) expect(rule.id.startsWith(`${rule.requirement}.`)).toBe(true);
  });

  it.each(rows)('%s says of every rule either how it is decided or why a ledger cannot', (id) => {
    for (const rule of loadPolicy(id, folders).rules) {
      if (!rule.decidable) expect(rule.reason).not.toBe('');
      expect(rule.citation.clause).not.toBe('');
    }
  });

  it('state no number and no date that a document does not show', () => {
    for (const id of ['helan-2022', 'jingan-2023']) {
      expect(loadPolicy(id, folders)).toMatchObject({ number: null, issued: null, effective: null });
    }
    expect(loadPolicy('shenzhen-draft', folders)).toMatchObject({ number: null, status: 'draft' });
    expect(loadPolicy('guangxi-2020', folders)).toMatchObject({ number: null, issued: '2020-05-26' });
  });
});
