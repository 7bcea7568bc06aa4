import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { policyReference } from '../checks/policy-reference.ts';
import { commands } from '../registry.ts';
import { builtInTemplates } from './create-context.ts';
import { withReference } from './readme.ts';
import { shapes } from './shapes.ts';

it('the README carries the reference as the code has it (npm run reference)', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  expect(withReference(readme)).toBe(readme);
});

it('the rules of the policies are listed as the policy files have them (npm run reference)', () => {
  const list = readFileSync(join(import.meta.dirname, '..', '..', 'docs', '政策规则一览.md'), 'utf8');
  expect(policyReference([builtInTemplates()])).toBe(list);
});

it('every JSON output has a documented shape', () => {
  const named = commands.flatMap((command) => [
    ...(command.json ? [command.json] : []),
    ...Object.values(command.jsonUnder ?? {}),
  ]);
  expect(named.filter((name) => !(name in shapes))).toEqual([]);
});
