import { RecordSplitter, SplitFailure, type SplitLimits } from './separated-rows.ts';

/** In the order in which they are taken where nothing else decides. */
const candidates = ['\t', ',', ';', '|', '，'] as const;
export type Separator = (typeof candidates)[number];

/** Records that are looked at. */
const looked = 200;

export interface SeparatorFound {
  readonly separator: Separator;
  /** UTF-16 units of a `sep=;` line, which belongs to no row. */
  readonly skip: number;
}

/**
 * The separator of a text by its beginning: as a first line `sep=;` says, or the one that cuts most records into
 * equally many fields. A comma of full width also stands in Chinese sentences, so it must cut nearly all of them.
 *
 * @param whole the beginning is all there is
 */
export function findSeparator(beginning: string, whole: boolean, limits: SplitLimits): SeparatorFound {
  const declared = /^"?sep=([\t,;|，])"?(?:\r\n|\n|\r|$)/i.exec(beginning);
  if (declared) return { separator: declared[1] as Separator, skip: declared[0].length };
  let best: Separator = ',';
  let bestScore = 0;
  for (const separator of candidates) {
    if (!beginning.includes(separator)) continue;
    const counts = fieldCounts(beginning, separator, whole, limits);
    const { fields, records } = commonest(counts);
    if (fields < 2) continue;
    if (separator === '，' && (bestScore > 0 || records * 5 < counts.length * 4 || records < 2)) continue;
    const score = records * (fields - 1);
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return { separator: best, skip: 0 };
}

/** Fields of each of the first records that are not empty. */
function fieldCounts(beginning: string, separator: string, whole: boolean, limits: SplitLimits): number[] {
  const counts: number[] = [];
  const take = (fields: string[]) => {
    if (counts.length < looked && fields.some((field) => field !== '')) counts.push(fields.length);
  };
  const splitter = new RecordSplitter(separator, limits);
  try {
    splitter.push(beginning, take);
    // The last record of a piece is cut; one record alone must do.
    if (whole || counts.length === 0) splitter.finish(take);
  } catch (error) {
    if (!(error instanceof SplitFailure)) throw error;
  }
  return counts;
}

/** The number of fields, more than one, that most records have, and how many have it. */
function commonest(counts: readonly number[]): { fields: number; records: number } {
  const records = new Map<number, number>();
  for (const count of counts) if (count > 1) records.set(count, (records.get(count) ?? 0) + 1);
  let found = { fields: 1, records: 0 };
  for (const [fields, number] of records) {
    if (number > found.records || (number === found.records && fields > found.fields)) {
      found = { fields, records: number };
    }
  }
  return found;
}
