import type { FindingDefinition } from './finding.ts';

export const rosterFindings = {} as const satisfies Record<string, FindingDefinition>;
