import { afterAll, bench, describe } from 'vitest';
import { builtInTemplates } from '../cli/create-context.ts';
import { findFonts } from '../fonts/find-fonts.ts';
import { loadPolicy } from '../policy/load.ts';
import { Ledger } from '../store/ledger.ts';
import { makeBulletin } from './make-bulletin.ts';
import { quarterOf } from './quarter.ts';
import { bulletinDesk } from './testing/bulletin-desk.ts';
import { regularActivities } from './testing/regular-activities.ts';

/** How much more a bulletin on forty groups takes than one on ten, with and without charts: below four is in proportion. */
const templateFolders = [builtInTemplates()];
const quarter = quarterOf('2022Q4');
const fonts = findFonts({ environment: process.env });
const taken = new Map<string, number>();

for (const groups of [10, 40]) {
  const { ledgerPath } = await bulletinDesk({
    groups,
    policy: 'helan-2022',
    cycleEnd: null,
    activities: regularActivities(groups, '2021-04', '2022-12', { skip: 7 }),
  });
  const ledger = Ledger.open(ledgerPath, { readonly: true });
  const policy = loadPolicy('helan-2022', templateFolders);
  describe(`${groups} groups`, () => {
    for (const charts of [false, true]) {
      const name = `${groups} ${charts ? 'with' : 'without'} charts`;
      bench(
        name,
        async () => {
          const before = process.cpuUsage();
          await makeBulletin(ledger, {
            ...{ policy, quarter, countedOn: quarter.to, templateFolders, profile: 'standard' },
            head: {
              addressees: [],
              issuer: null,
              number: null,
              date: '2023-01-10',
              isSealed: false,
              copyTo: [],
            },
            fonts: charts ? fonts : null,
          });
          const { user, system } = process.cpuUsage(before);
          taken.set(name, Math.min(taken.get(name) ?? Infinity, (user + system) / 1000));
        },
        { iterations: 3, warmupIterations: 1, time: 0 },
      );
    }
  });
}

afterAll(() => {
  for (const charts of ['without charts', 'with charts']) {
    const [few = Number.NaN, many = Number.NaN] = [10, 40].map((groups) => taken.get(`${groups} ${charts}`));
    process.stdout.write(
      `${charts}: 40 groups ${many.toFixed(0)} ms of processor time, ratio to 10 groups ${(many / few).toFixed(2)}\n`,
    );
  }
});
