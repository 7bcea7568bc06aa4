import type { Area, OfficeFacts } from '../policy/facts.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Office } from './office.ts';
import { listOffices, ownOffice } from './offices.store.ts';
import { seatDistricts } from './settings.store.ts';

/** The names of places by which a lead's name is read: the city the office is or belongs to, and its districts. */
export function areaFacts(ledger: Ledger): Area {
  const offices = listOffices(ledger);
  const byId = new Map(offices.map((office) => [office.id, office]));
  let city: Office | undefined = ownOffice(ledger);
  while (city && city.level !== 'city') city = city.parentId === null ? undefined : byId.get(city.parentId);
  return {
    areaName: city?.name ?? null,
    districtNames: offices.filter((office) => office.level === 'county').map((office) => office.name),
  };
}

/** What the rules look at of the office: its places, and the seat of the city where it was entered. */
export function officeFacts(ledger: Ledger): OfficeFacts {
  const seat = seatDistricts(ledger);
  const own = ownOffice(ledger);
  return {
    ...areaFacts(ledger),
    own: own ? { id: own.id, name: own.title ?? own.name } : null,
    level: own.level,
    seat: seat.length > 0 ? seat : null,
    districts: listOffices(ledger)
      .filter((office) => office.level !== 'town' && office.parentId === own.id)
      .map(({ id, name, title }) => ({ id, name, title })),
  };
}
