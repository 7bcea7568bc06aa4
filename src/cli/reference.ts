import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyReference } from '../checks/policy-reference.ts';
import { builtInTemplates } from './create-context.ts';
import { withReference } from './readme.ts';

/** Writes the reference into the README, and the rules of the policies beside it: `npm run reference`. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const path = join(root, 'README.md');

writeFileSync(path, withReference(readFileSync(path, 'utf8')));
writeFileSync(join(root, 'docs', '政策规则一览.md'), policyReference([builtInTemplates()]));
