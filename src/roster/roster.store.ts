import type { Ledger } from '../store/ledger.ts';
import type { Kindergarten } from './kindergarten.ts';

type Row = Omit<Kindergarten, 'inclusive' | 'isNew' | 'isWeak'> & {
  inclusive: 0 | 1 | null;
  isNew: 0 | 1 | null;
  isWeak: 0 | 1 | null;
};

const select = `SELECT kindergarten.id, kindergarten.code, kindergarten.credit_code AS creditCode, fact.name,
  district.name AS district, fact.district_id AS districtId, district.level AS districtLevel,
  town.name AS town, fact.town_id AS townId, fact.address, fact.longitude, fact.latitude, fact.ownership,
  fact.inclusive, fact.category, fact.is_new AS isNew, fact.is_weak AS isWeak, fact.build_state AS buildState,
  fact.classes, fact.children, fact.staff, fact.teachers, fact.preschool_teachers AS preschoolTeachers,
  fact.middle_titles AS middleTitles, fact.senior_titles AS seniorTitles, fact.principal, fact.phone,
  fact.valid_from AS validFrom, fact.valid_to AS validTo
FROM kindergarten
JOIN kindergarten_fact AS fact ON fact.kindergarten_id = kindergarten.id
LEFT JOIN office AS district ON district.id = fact.district_id
LEFT JOIN office AS town ON town.id = fact.town_id
WHERE fact.valid_from <= @on AND (fact.valid_to IS NULL OR fact.valid_to > @on)`;

const asBoolean = (value: 0 | 1 | null) => (value === null ? null : value === 1);

function fromRow(row: Row): Kindergarten {
  return {
    ...row,
    inclusive: asBoolean(row.inclusive),
    isNew: asBoolean(row.isNew),
    isWeak: asBoolean(row.isWeak),
  };
}

/** All kindergartens as they were on a date, in the order of district, code, name, id. */
export function listKindergartens(ledger: Ledger, on: string): Kindergarten[] {
  return ledger
    .prepare<[{ on: string }], Row>(
      `${select} ORDER BY district.region_code, district.id, kindergarten.code, fact.name, kindergarten.id`,
    )
    .all({ on })
    .map(fromRow);
}

export function findKindergarten(ledger: Ledger, id: number, on: string): Kindergarten | undefined {
  const row = ledger
    .prepare<[{ on: string; id: number }], Row>(`${select} AND kindergarten.id = @id`)
    .get({ on, id });
  return row && fromRow(row);
}
