import type { Indicator, Policy } from '../policy/schema.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import type { IndicatorEntry } from './indicator.ts';

/** A row of the table of yearly figures (指标数据表) by column key. */
export type IndicatorRow = Readonly<
  Record<
    'year' | 'indicator' | 'name' | 'district' | 'numerator' | 'denominator' | 'result' | 'target' | 'note',
    string | number | null
  >
>;

interface Places {
  readonly kindergartens: readonly Kindergarten[];
  districtName(id: number | null): string | null;
}

function figureCells(indicator: Indicator, entry: IndicatorEntry | undefined) {
  const { numerator = null, denominator = null, result = null, target = null, note = null } = entry ?? {};
  const percent = indicator.measure === 'ratio' || indicator.measure === 'yes-no';
  const goal = target === null ? null : `${target}${percent ? '%' : ''}`;
  if (indicator.measure === 'yes-no' && entry?.kindergartenId != null && numerator !== null) {
    return { numerator: null, denominator: null, result: numerator > 0 ? '是' : '否', target: goal, note };
  }
  if (indicator.measure === 'number') {
    return {
      numerator: null,
      denominator: null,
      result: numerator === null ? null : String(numerator),
      target: goal,
      note,
    };
  }
  const given = result === null ? null : `${result}${percent ? '%' : ''}`;
  return { numerator, denominator, result: given, target: goal, note };
}

/** What was entered, as rows of the table: by indicator in the policy's order, year, the office's own first. */
export function enteredRows(
  policy: Policy,
  entries: readonly IndicatorEntry[],
  places: Places,
): IndicatorRow[] {
  const byId = new Map(places.kindergartens.map((each) => [each.id, each]));
  return policy.indicators.flatMap((indicator) =>
    entries
      .filter((entry) => entry.indicator === indicator.id)
      .map((entry): IndicatorRow => {
        const kindergarten = entry.kindergartenId === null ? undefined : byId.get(entry.kindergartenId);
        return {
          year: entry.year,
          indicator: indicator.name,
          name: kindergarten?.name ?? null,
          district: kindergarten ? places.districtName(kindergarten.districtId) : null,
          ...figureCells(indicator, entry),
        };
      }),
  );
}

/** One row for the office and for every kindergarten, for each indicator: filled in as far as it was entered. */
export function rowsToFill(
  indicators: readonly Indicator[],
  year: number,
  entries: readonly IndicatorEntry[],
  places: Places,
): IndicatorRow[] {
  return indicators.flatMap((indicator) => {
    const own = entries.filter((entry) => entry.indicator === indicator.id && entry.year === year);
    const office = own.find(({ officeId }) => officeId !== null);
    const head: IndicatorRow = {
      year,
      indicator: indicator.name,
      name: null,
      district: null,
      ...figureCells(indicator, office),
    };
    const byKindergarten = new Map(own.map((entry) => [entry.kindergartenId, entry]));
    return [
      head,
      ...places.kindergartens.map(
        (kindergarten): IndicatorRow => ({
          year,
          indicator: indicator.name,
          name: kindergarten.name,
          district: places.districtName(kindergarten.districtId),
          ...figureCells(indicator, byKindergarten.get(kindergarten.id)),
        }),
      ),
    ];
  });
}
