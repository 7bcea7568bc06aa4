import type { FindingDefinition } from './finding.ts';

export const workbookFindings = {} as const satisfies Record<string, FindingDefinition>;
