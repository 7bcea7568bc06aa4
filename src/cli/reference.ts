import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withReference } from './readme.ts';

/** Writes the reference into the README: `npm run reference`. */
const path = join(fileURLToPath(new URL('../..', import.meta.url)), 'README.md');

writeFileSync(path, withReference(readFileSync(path, 'utf8')));
