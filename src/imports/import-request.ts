import { dateOption, flagOption, textOption } from '../cli/options.ts';
import { Failure } from '../findings/catalogue.ts';
import type { HandMapping } from '../tables/hand-mapping.ts';
import type { OnConflict } from '../tables/import-target.ts';
import { parseMappings } from './map-option.ts';

/** What a batch's records are judged by. */
export interface ImportSettings {
  readonly policyId: string | null;
  readonly tier: string | null;
  readonly since: string | null;
  /** --body */
  readonly bodyId?: number | null | undefined;
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
  /** Number of the body whose people the list names. */
  readonly bodyId?: number | null;
  readonly onConflict: OnConflict;
  readonly returnDir: string | null;
  /** A sheet of doubtful names (待认园所) with the clerk's answers. */
  readonly acceptMatches: string | null;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** @throws Failure `option-value` where it is no number */
function bodyNumber(options: Readonly<Record<string, unknown>>): number | null {
  const text = textOption(options, 'body');
  if (text === undefined) return null;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new Failure('option-value', {
    option: '--body',
    value: text,
    expected: '机构的编号，见 youlian committee list',
  });
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
    bodyId: bodyNumber(options),
    onConflict: (textOption(options, 'onConflict') ?? 'fill') as OnConflict,
    returnDir: textOption(options, 'returnDir') ?? null,
    acceptMatches: textOption(options, 'acceptMatches') ?? null,
    dryRun: flagOption(options, 'dryRun'),
    yes: flagOption(options, 'yes'),
  };
}
