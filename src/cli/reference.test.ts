import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../registry.ts';
import { withReference } from './readme.ts';
import { shapes } from './shapes.ts';

it('the README carries the reference as the code has it (npm run reference)', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  expect(withReference(readme)).toBe(readme);
});

it('every JSON output has a documented shape', () => {
  const named = commands.flatMap((command) => [
    ...(command.json ? [command.json] : []),
    ...Object.values(command.jsonUnder ?? {}),
  ]);
  expect(named.filter((name) => !(name in shapes))).toEqual([]);
});
