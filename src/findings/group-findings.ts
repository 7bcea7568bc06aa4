import type { FindingDefinition } from './finding.ts';

export const groupFindings = {} as const satisfies Record<string, FindingDefinition>;
