import { join } from 'node:path';

/** Where the templates that come with the program lie. */
export const builtInFolder = join(import.meta.dirname, '../../../templates');
