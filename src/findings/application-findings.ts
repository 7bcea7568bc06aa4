import type { FindingDefinition } from './finding.ts';

export const applicationFindings = {} as const satisfies Record<string, FindingDefinition>;
