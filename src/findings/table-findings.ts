import type { FindingDefinition } from './finding.ts';

export const tableFindings = {} as const satisfies Record<string, FindingDefinition>;
