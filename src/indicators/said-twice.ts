import type { Indicator } from '../policy/schema.ts';
import type { ImportRun } from '../tables/import-target.ts';
import type { TableRecord } from '../tables/record.ts';
import { describeFigure, type IndicatorGiven, nothingGiven } from './indicator.ts';
import type { ReadRow } from './read-row.ts';

/** What a row of this batch has said of an item, and where. */
interface Said {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly given: Partial<IndicatorGiven>;
}

/** The figure as one thing, the target, the note: what each says in words, by the field it stands in. */
function saidIn(indicator: Indicator, given: Partial<IndicatorGiven>) {
  const figure =
    given.numerator === undefined ? '' : describeFigure(indicator, { ...nothingGiven, ...given });
  return { result: figure, target: given.target ?? '', note: given.note ?? '' };
}

/** Whether an earlier row of the batch says otherwise of the same item; it is then reported at the cell. */
export function contradictsEarlier(
  { indicator, key, given }: ReadRow,
  record: TableRecord,
  run: ImportRun,
): boolean {
  const held = run.memory.get('indicator-said') as Map<string, Said[]> | undefined;
  const said = held ?? new Map<string, Said[]>();
  if (!held) run.memory.set('indicator-said', said);
  const mark = [key.indicator, key.year, key.officeId, key.kindergartenId].join(' ');
  const earlier = said.get(mark) ?? [];
  const own = saidIn(indicator, given);
  for (const { file, sheet, row, given: other } of earlier) {
    const theirs = saidIn(indicator, other);
    const field = (['result', 'target', 'note'] as const).find(
      (each) => own[each] !== '' && theirs[each] !== '' && own[each] !== theirs[each],
    );
    if (field === undefined) continue;
    const here = file === run.file.path;
    const place = `${here ? '' : `${file} `}${here && sheet === run.file.sheet ? '' : `工作表“${sheet}”`}第 ${row} 行`;
    const cell = field === 'result' && record.values.result === undefined ? 'numerator' : field;
    run.report('indicator-twice', record, cell, {
      place,
      other: String(theirs[field]),
      value: String(own[field]),
    });
    return true;
  }
  const { path: file, sheet } = run.file;
  said.set(mark, [...earlier, { file, sheet, row: record.row, given }]);
  return false;
}
