import type { Kindergarten } from '../../../roster/kindergarten.ts';

/** An invented private 普惠 kindergarten of 东湖区, the farther east the higher its id. */
export function sampleKindergarten(id: number, facts: Partial<Kindergarten> = {}): Kindergarten {
  return {
    id,
    code: String(3_799_000_000 + id),
    creditCode: null,
    name: `云溪市第${id}幼儿园`,
    district: '东湖区',
    districtId: 1,
    districtLevel: 'county',
    town: null,
    townId: null,
    address: null,
    longitude: 117 + id / 100,
    latitude: 35,
    ownership: '民办',
    inclusive: true,
    category: null,
    isNew: null,
    isWeak: null,
    buildState: null,
    classes: null,
    children: null,
    staff: null,
    teachers: null,
    preschoolTeachers: null,
    middleTitles: null,
    seniorTitles: null,
    principal: null,
    phone: null,
    validFrom: '0001-01-01',
    validTo: null,
    ...facts,
  };
}
