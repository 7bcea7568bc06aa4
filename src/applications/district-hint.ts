/** Names of areas as the ledger has them. */
export interface KnownAreas {
  readonly cities: readonly string[];
  readonly districts: readonly string[];
}

/** Words that end like a district and are none. */
const noDistrict = /(?:小区|社区|校区|园区|新区|片区|库区|景区|城区|[东西南北中]区)$/u;

/**
 * The district (区县) that an address or the name of a bureau tells: the known one that stands first in the text;
 * else, only where the text begins with a known city, the 区 or 县 that follows it. Null where none can be told.
 */
export function districtIn(text: string | null, areas: KnownAreas): string | null {
  if (text === null) return null;
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const known = areas.districts
    .map((name) => ({ name, at: plain.indexOf(name) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at || other.name.length - one.name.length)[0];
  if (known) return known.name;
  for (const city of areas.cities) {
    const at = plain.indexOf(city);
    if (at < 0) continue;
    const next = /^\p{Script=Han}{2,4}?[区县旗]/u.exec(plain.slice(at + city.length))?.[0];
    if (next && !noDistrict.test(next)) return next;
  }
  return null;
}
