import { isIsoDate } from '../common/dates.ts';
import { Failure } from '../findings/catalogue.ts';
import type { OnConflict } from '../tables/import-target.ts';

/** What a batch's records are judged by. */
export interface ImportSettings {
  readonly policyId: string | null;
  readonly tier: string | null;
  readonly since: string | null;
  readonly today: string;
  readonly onConflict: OnConflict;
  readonly templateFolders: readonly string[];
}

/** The options of `import`, understood. */
export interface ImportRequest {
  readonly paths: readonly string[];
  readonly table: string | null;
  readonly policy: string | null;
  readonly tier: string | null;
  readonly since: string | null;
  readonly onConflict: OnConflict;
  readonly returnDir: string | null;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly force: boolean;
}

const word = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** @throws Failure `option-value` */
export function readImportRequest(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
): ImportRequest {
  const since = word(options.since);
  if (since !== null && !isIsoDate(since)) {
    throw new Failure('option-value', {
      option: '--since',
      value: since,
      expected: '应是日期，写成 2021-03-01 的样子',
    });
  }
  return {
    paths,
    table: word(options.table),
    policy: word(options.policy),
    tier: word(options.tier),
    since,
    onConflict: (word(options.onConflict) ?? 'fill') as OnConflict,
    returnDir: word(options.returnDir),
    dryRun: options.dryRun === true,
    yes: options.yes === true,
    force: options.force === true,
  };
}
