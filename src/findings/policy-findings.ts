import type { FindingDefinition } from './finding.ts';

export const policyFindings = {} as const satisfies Record<string, FindingDefinition>;
