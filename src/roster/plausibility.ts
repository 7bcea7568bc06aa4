import { isInChina } from '../common/geography.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { GivenField, GivenKindergarten } from './reconcile.ts';

/** A doubt about what a sheet says of a kindergarten, at the field it concerns. */
export interface Doubt {
  readonly code: FindingCode;
  readonly field: GivenField;
  /** The other field that the value does not go with. */
  readonly against: GivenField;
  readonly parameters: Parameters;
}

/** Children per class above which the figures want a look: the largest class the regulations know has 35. */
const largestClass = 45;

/** What cannot well be so, although each value alone is well formed. */
export function doubtsAbout(given: GivenKindergarten): Doubt[] {
  const doubts: Doubt[] = [];
  const { longitude, latitude, staff, teachers, preschoolTeachers, classes, children } = given;
  const hasLongitude = typeof longitude === 'number';
  const hasLatitude = typeof latitude === 'number';
  if (hasLongitude !== hasLatitude) {
    const [field, value, missing] = hasLongitude
      ? (['longitude', longitude, '纬度'] as const)
      : (['latitude', latitude ?? null, '经度'] as const);
    const against = hasLongitude ? 'latitude' : 'longitude';
    doubts.push({ code: 'coordinates-half', field, against, parameters: { value, missing } });
  } else if (hasLongitude && hasLatitude && !isInChina({ longitude, latitude })) {
    doubts.push({
      code: 'coordinates-implausible',
      field: 'longitude',
      against: 'latitude',
      parameters: { value: `${longitude}, ${latitude}` },
    });
  }
  if (typeof staff === 'number' && typeof teachers === 'number' && teachers > staff) {
    doubts.push({
      code: 'teachers-exceed-staff',
      field: 'teachers',
      against: 'staff',
      parameters: { value: teachers, staff },
    });
  }
  if (typeof preschoolTeachers === 'number' && typeof teachers === 'number' && preschoolTeachers > teachers) {
    doubts.push({
      code: 'preschool-exceed-teachers',
      field: 'preschoolTeachers',
      against: 'teachers',
      parameters: { value: preschoolTeachers, teachers },
    });
  }
  if (typeof classes === 'number' && typeof children === 'number') {
    if (classes === 0 && children > 0) {
      doubts.push({
        code: 'children-without-classes',
        field: 'classes',
        against: 'children',
        parameters: { value: classes, children },
      });
    } else if (classes > 0 && children / classes > largestClass) {
      doubts.push({
        code: 'classes-crowded',
        field: 'children',
        against: 'classes',
        parameters: { value: children, classes, average: Math.round(children / classes) },
      });
    }
  }
  return doubts;
}
