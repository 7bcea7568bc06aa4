import type { FindingDefinition } from './finding.ts';

export const committeeFindings = {} as const satisfies Record<string, FindingDefinition>;
