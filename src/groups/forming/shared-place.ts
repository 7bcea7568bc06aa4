import { squeezeText } from '../../common/text.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { SharedPlace } from '../plan.ts';

/** Province, city, district and town at the head of an address; 社区 and 小区 are no district. */
const above =
  /^(?:[\p{Script=Han}]{2,8}?(?:省|自治区))?(?:[\p{Script=Han}]{2,8}?(?:市|自治州|地区|盟))?(?:[\p{Script=Han}]{1,8}?(?:(?<![社小])区|县|旗))?(?:[\p{Script=Han}]{1,10}?(?:街道办事处|街道|镇|乡|办事处))?/u;

/** A village or community comes first then; 中心村路 and 社区路 are streets. */
const community =
  /^([\p{Script=Han}]{1,10}?)(?:社区居民委员会|社区居委会|居民委员会|居委会|村民委员会|村委会|行政村|社区|村)(?![路街道巷])/u;

/**
 * The village or community (村、社区) an address names, without its ending; undefined where it names none.
 * `东湖区湖滨街道柳堤社区 12 号` → 柳堤.
 */
export function communityOf(address: string | null): string | undefined {
  if (address === null) return undefined;
  return community.exec(squeezeText(address).replace(above, ''))?.[1];
}

type Placed = Pick<Kindergarten, 'districtId' | 'townId' | 'address'>;

/** The nearest unit that two kindergartens are known to share: village or community, town, district. */
export function sharedPlace(a: Placed, b: Placed): SharedPlace {
  if (a.townId !== null && a.townId === b.townId) {
    const [one, other] = [communityOf(a.address), communityOf(b.address)];
    return one !== undefined && one === other ? 'community' : 'town';
  }
  // Villages of the same name lie in different towns: without the towns they are not known to be one.
  return a.districtId !== null && a.districtId === b.districtId ? 'district' : 'elsewhere';
}
