import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import type { FindingDefinition } from './finding.ts';
import { tableFindings } from './table-findings.ts';
import { textFindings } from './text-findings.ts';
import { valueFindings } from './value-findings.ts';
import { wordFindings } from './word-findings.ts';
import { workbookFindings } from './workbook-findings.ts';

const sources = join(import.meta.dirname, '..');

/** Codes that an import reports of a file's rows, tables and cells: all that can stand in a return copy. */
function codesInCopies(): Set<string> {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(sources, path), 'utf8'));
  const reported = files.flatMap((text) =>
    [...text.matchAll(/\breport\(\s*'([a-z-]+)'/g)].map(([, code]) => code!),
  );
  const themes = [tableFindings, textFindings, valueFindings, wordFindings, workbookFindings];
  const shifted = Object.keys(catalogue).filter((code) => /^(?:columns|rows)-/.test(code));
  // Looked up by name: their codes come from the look-ups.
  const lookedUp = ['group-unknown', 'group-ambiguous', 'kindergarten-unknown', 'kindergarten-ambiguous'];
  return new Set([...lookedUp, ...reported, ...shifted, ...themes.flatMap((theme) => Object.keys(theme))]);
}

const command = /youlian|--[a-z]|终端|撤销/;

it('tells senders, who have no such program, what they can do themselves', () => {
  const codes = codesInCopies();
  expect(codes).toContain('near-miss');
  expect(codes).toContain('table-unknown');
  const unfit = [...codes].filter((code) => {
    const finding = (catalogue as Readonly<Record<string, FindingDefinition>>)[code];
    if (!finding || finding.severity === 'notice') return false;
    return command.test(finding.forSender ?? finding.remedy) || command.test(finding.message);
  });
  expect(unfit).toEqual([]);
});

it('does not call a value taken whose row may be rejected for another', () => {
  const claims = Object.entries<FindingDefinition>(valueFindings).filter(([, { message }]) =>
    /已照收|已收下/.test(message),
  );
  expect(claims).toEqual([]);
});
