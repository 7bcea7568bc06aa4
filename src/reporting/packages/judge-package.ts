import { addDays, chineseDate, type IsoDate } from '../../common/dates.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { levelName, type Office } from '../../ledger/office.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { contentDigest, type Manifest } from './manifest.ts';
import type { ReceivedPackage } from './packages.store.ts';
import { type PackagePeriod, readPeriod } from './period.ts';

/** Days after its end for which a period's package is still taken without being asked for by name. */
const openDays = 400;

/** The option of `office set` that enters an office of a level. */
function addOption(level: Office['level']): string {
  return level === 'city' ? '--add-city' : level === 'town' ? '--add-town' : '--add-district';
}

/** The office below this one that a package says it comes from. */
export function senderOf(
  ledger: Ledger,
  { office }: Manifest,
): { readonly office: Office } | { readonly finding: Finding } {
  const own = ownOffice(ledger);
  const below = listOffices(ledger).filter(({ parentId }) => parentId === own.id);
  const found =
    below.find(({ level, name }) => level === office.level && name === office.name) ??
    below.find(
      ({ level, regionCode }) =>
        level === office.level && regionCode !== null && regionCode === office.regionCode,
    );
  const value = office.title ?? office.name;
  const region = office.regionCode ?? '未写';
  if (!found) {
    const finding = makeFinding('package-office-unknown', {
      value,
      level: levelName(office.level),
      region,
      name: office.name,
      option: addOption(office.level),
    });
    return { finding };
  }
  if (found.regionCode !== null && office.regionCode !== null && found.regionCode !== office.regionCode) {
    return { finding: makeFinding('package-office-differs', { value, region, known: found.regionCode }) };
  }
  return { office: found };
}

/** What stands against taking a package at all, once its sender is known. */
export interface Judged {
  readonly period: PackagePeriod | undefined;
  readonly finding: Finding | undefined;
  /** The same was taken before. */
  readonly repeated: ReceivedPackage | undefined;
}

/** @param asked the period of `--period` */
export function judgePackage(
  ledger: Ledger,
  manifest: Manifest,
  sender: Office,
  taken: readonly ReceivedPackage[],
  given: { readonly file: string; readonly asked: PackagePeriod | undefined; readonly receivedOn: IsoDate },
): Judged {
  const period = readPeriod(manifest.period, enteredTerms(ledger));
  const own = taken.filter(({ officeId }) => officeId === sender.id);
  const digest = contentDigest(manifest);
  const repeated = own.findLast((each) => each.content === digest && each.period === manifest.period);
  const last = own.at(-1);
  const value = given.file;
  const wrong = (expected: string) =>
    makeFinding('package-period', { value, period: manifest.periodName, expected, key: manifest.period });
  let finding: Finding | undefined;
  if (!period) finding = wrong('认不出是哪一期');
  else if (given.asked && given.asked.key !== period.key) finding = wrong(`要收的是${given.asked.name}的`);
  else if (!given.asked && period.firstDay > given.receivedOn) finding = wrong('这一期还没有开始');
  else if (!given.asked && addDays(period.lastDay, openDays) < given.receivedOn)
    finding = wrong('这一期早已过去');
  else if (repeated && repeated === last) finding = undefined;
  else if (last && manifest.stamp < last.stamp) {
    finding = makeFinding('package-older', {
      value,
      packed: chineseDate(manifest.packedOn),
      taken: chineseDate(last.packedOn),
    });
  }
  return { period, finding, repeated: repeated === last ? repeated : undefined };
}
