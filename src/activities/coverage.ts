import type { Attendance } from './attendance.store.ts';

/** A kindergarten whose staff is to be trained. */
export interface StaffedKindergarten {
  readonly id: number;
  readonly name: string;
  readonly district: string | null;
  /** 教职工数; null where the roster does not say. */
  readonly staff: number | null;
}

/** Somebody at a kindergarten, trained within the period or not. */
interface TrainedPerson {
  readonly personId: number;
  readonly name: string;
  readonly unit: string;
  /** Class hours altogether; null where no sheet says any. */
  readonly hours: number | null;
  readonly activities: number;
}

/** How far one kindergarten's staff was trained. */
export interface KindergartenCoverage extends StaffedKindergarten {
  readonly trained: readonly TrainedPerson[];
  /** People the ledger knows at it that were not trained. */
  readonly untrained: readonly { readonly name: string; readonly unit: string }[];
  /** Staff that was not trained, named or not; null where nobody knows how many there are. */
  readonly missing: number | null;
  /** 0–1; null where the staff is not known, is none, or is fewer than were trained. */
  readonly share: number | null;
  readonly state: 'counted' | 'staff-unknown' | 'more-than-staff';
}

export interface Coverage {
  readonly kindergartens: readonly KindergartenCoverage[];
  /** Of the kindergartens that count: staff, trained, share. */
  readonly staff: number;
  readonly trained: number;
  readonly share: number | null;
  /** People trained whose unit is no kindergarten of the scope. */
  readonly elsewhere: readonly TrainedPerson[];
}

/** Adds up what each person attended. */
function peopleOf(attendances: readonly Attendance[]): TrainedPerson[] {
  const people = new Map<number, { person: TrainedPerson; activities: Set<number> }>();
  for (const { personId, name, unit, hours, activityId } of attendances) {
    const known = people.get(personId);
    const activities = known?.activities ?? new Set<number>();
    activities.add(activityId);
    const sum = hours === null ? (known?.person.hours ?? null) : (known?.person.hours ?? 0) + hours;
    people.set(personId, {
      activities,
      person: { personId, name, unit, hours: sum, activities: activities.size },
    });
  }
  return [...people.values()].map(({ person }) => person);
}

function coverageOf(
  kindergarten: StaffedKindergarten,
  trained: readonly TrainedPerson[],
  untrained: KindergartenCoverage['untrained'],
): KindergartenCoverage {
  const { staff } = kindergarten;
  const state =
    staff === null ? 'staff-unknown' : trained.length > staff ? 'more-than-staff' : ('counted' as const);
  const counts = state === 'counted' && staff !== null;
  return {
    ...kindergarten,
    trained,
    untrained,
    missing: counts ? staff - trained.length : null,
    share: counts && staff > 0 ? trained.length / staff : null,
    state,
  };
}

/**
 * How far the staff of kindergartens was trained: the people of each that attended something, against its staff. A
 * person counts once, under the kindergarten whose name the unit bears.
 * @param unitsOf kindergartens by the names they have or had
 */
export function trainingCoverage(
  kindergartens: readonly StaffedKindergarten[],
  attendances: readonly Attendance[],
  everybody: readonly { readonly personId: number; readonly name: string; readonly unit: string }[],
  unitsOf: ReadonlyMap<string, number>,
): Coverage {
  const scope = new Set(kindergartens.map(({ id }) => id));
  const trained = new Map<number, TrainedPerson[]>();
  const elsewhere: TrainedPerson[] = [];
  const people = peopleOf(attendances);
  for (const person of people) {
    const id = unitsOf.get(person.unit);
    if (id === undefined || !scope.has(id)) {
      if (id === undefined) elsewhere.push(person);
      continue;
    }
    trained.set(id, [...(trained.get(id) ?? []), person]);
  }
  const attended = new Set(people.map(({ personId }) => personId));
  const untrained = new Map<number, { name: string; unit: string }[]>();
  for (const { personId, name, unit } of everybody) {
    const id = unitsOf.get(unit);
    if (id === undefined || attended.has(personId)) continue;
    untrained.set(id, [...(untrained.get(id) ?? []), { name, unit }]);
  }
  const all = kindergartens.map((each) =>
    coverageOf(each, trained.get(each.id) ?? [], untrained.get(each.id) ?? []),
  );
  const counted = all.filter(({ state }) => state === 'counted');
  const staff = counted.reduce((sum, each) => sum + (each.staff ?? 0), 0);
  const sum = counted.reduce((total, each) => total + each.trained.length, 0);
  return { kindergartens: all, staff, trained: sum, share: staff > 0 ? sum / staff : null, elsewhere };
}
