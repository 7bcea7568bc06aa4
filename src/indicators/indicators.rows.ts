import { fillersOf } from '../policy/indicator-fillers.ts';
import { figureValue, inPercent, shown } from '../policy/kinds/indicator-total.ts';
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
  /** What stands in the place of a kindergarten where the figure is of all of them: 全区. */
  readonly whole: string;
}

function figureCells(indicator: Indicator, entry: IndicatorEntry | undefined) {
  const { numerator = null, denominator = null, result = null, target = null, note = null } = entry ?? {};
  const sign = inPercent(indicator) ? '%' : '';
  const goal = target === null ? null : `${target}${sign}`;
  if (indicator.measure === 'yes-no' && entry?.kindergartenId != null && numerator !== null) {
    return { numerator: null, denominator: null, result: numerator > 0 ? '是' : '否', target: goal, note };
  }
  const value =
    numerator === null && result === null
      ? null
      : figureValue(indicator, { numerator: numerator ?? 0, denominator, result });
  const given = value === null ? null : `${result === null ? shown(value) : value}${sign}`;
  const parts =
    indicator.measure === 'number' ? { numerator: null, denominator: null } : { numerator, denominator };
  return { ...parts, result: given, target: goal, note };
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
          name: entry.kindergartenId === null ? places.whole : (kindergarten?.name ?? null),
          district: kindergarten ? places.districtName(kindergarten.districtId) : null,
          ...figureCells(indicator, entry),
        };
      }),
  );
}

/**
 * A row for each who is to fill an indicator in (the office, every kindergarten), and for whoever has; filled in as
 * far as it was entered.
 */
export function rowsToFill(
  indicators: readonly Indicator[],
  year: number,
  entries: readonly IndicatorEntry[],
  places: Places,
): IndicatorRow[] {
  return indicators.flatMap((indicator) => {
    const own = entries.filter((entry) => entry.indicator === indicator.id && entry.year === year);
    const fillers = fillersOf(indicator);
    const office = own.find(({ officeId }) => officeId !== null);
    const head: IndicatorRow = {
      year,
      indicator: indicator.name,
      name: places.whole,
      district: null,
      ...figureCells(indicator, office),
    };
    const byKindergarten = new Map(own.map((entry) => [entry.kindergartenId, entry]));
    const asked = places.kindergartens.filter(
      ({ id }) => fillers.includes('kindergarten') || byKindergarten.has(id),
    );
    return [
      ...(office || fillers.includes('office') ? [head] : []),
      ...asked.map(
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
