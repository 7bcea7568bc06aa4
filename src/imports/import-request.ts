import { dateOption, flagOption, textOption } from '../cli/options.ts';
import type { HandMapping } from '../tables/hand-mapping.ts';
import type { OnConflict } from '../tables/import-target.ts';
import { parseMappings } from './map-option.ts';

/** What a batch's records are judged by. */
export interface ImportSettings {
  readonly policyId: string | null;
  readonly tier: string | null;
  readonly since: string | null;
  readonly today: string;
  readonly onConflict: OnConflict;
  /** --accept-shifted */
  readonly acceptShifted: boolean;
  /** The clerk sits at the terminal and is asked about near-misses. */
  readonly asks: boolean;
  readonly templateFolders: readonly string[];
}

/** The options of `import`, understood. */
export interface ImportRequest {
  readonly paths: readonly string[];
  readonly table: string | null;
  /** Headings told by hand. */
  readonly mappings: readonly HandMapping[];
  /** Columns that look shifted are as they should be. */
  readonly acceptShifted: boolean;
  readonly policy: string | null;
  readonly tier: string | null;
  readonly since: string | null;
  readonly onConflict: OnConflict;
  readonly returnDir: string | null;
  /** A sheet of doubtful names (待认园所) with the clerk's answers. */
  readonly acceptMatches: string | null;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** @throws Failure `option-value` */
export function readImportRequest(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
): ImportRequest {
  return {
    paths,
    table: textOption(options, 'table') ?? null,
    mappings: parseMappings((options.map ?? []) as string[]),
    acceptShifted: flagOption(options, 'acceptShifted'),
    policy: textOption(options, 'policy') ?? null,
    tier: textOption(options, 'tier') ?? null,
    since: dateOption(options, 'since') ?? null,
    onConflict: (textOption(options, 'onConflict') ?? 'fill') as OnConflict,
    returnDir: textOption(options, 'returnDir') ?? null,
    acceptMatches: textOption(options, 'acceptMatches') ?? null,
    dryRun: flagOption(options, 'dryRun'),
    yes: flagOption(options, 'yes'),
  };
}
