import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, bench, describe } from 'vitest';
import { sampleInfo, sampleLedger } from '../groups/sample-ledger.ts';
import { addKindergarten } from '../roster/roster.store.ts';
import { type Application, applicationFields } from './application.ts';
import { addApplication } from './applications.store.ts';

/**
 * Printing application forms as files, whole processes of the built program, against the same program listing them
 * (opening the ledger, reading all of them): the formats alternate, so that a busy machine slows all alike. Prints the
 * ratio, the peak of memory and how both grow from 125 forms to 500.
 */
const sizes = [125, 500] as const;
const formats = ['list', 'xlsx', 'docx', 'pdf', 'pdf --combined'] as const;
type Format = (typeof formats)[number];

const folder = mkdtempSync(join(tmpdir(), 'youlian-bench-'));
const program = join(import.meta.dirname, '../../bin/youlian.js');
const tellPeak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak='+process.resourceUsage().maxRSS))`;

for (const size of sizes) {
  const { ledger, offices } = await sampleLedger({ path: join(folder, `${size}.db`) });
  await ledger.perform(sampleInfo, () => {
    for (let number = 0; number < size; number += 1) {
      const name = `东湖区第${number}实验幼儿园`;
      const kindergartenId = addKindergarten(ledger, { name, districtId: offices.东湖区 });
      const long = `围绕园本教研第${number}题开展联合备课与观摩。`.repeat(1 + (number % 9));
      const fields = Object.fromEntries(applicationFields.map((field) => [field, `${field}${number}`]));
      addApplication(ledger, {
        ...(fields as unknown as Application),
        ...{ kindergartenId, leadId: null, policyId: 'zaozhuang-2021', cycleStart: '2021-03-01' },
        ...{ receivedOn: '2021-03-16', name, project: long, expectedEffect: long, opinion: null },
      });
    }
  });
  ledger.close();
}

interface Timed {
  readonly seconds: number;
  readonly megabytes: number;
}
const timed = new Map<string, Timed[]>();

function run(format: Format, size: number): void {
  const target = join(folder, `${format}-${size}`);
  const words =
    format === 'list'
      ? ['application', 'list', '--json']
      : ['application', 'print', '--all', '--force', '-o', target, '--format', ...format.split(' ')];
  const begun = performance.now();
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', tellPeak, program, ...words, '--ledger', join(folder, `${size}.db`)],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(stderr);
  const made = format === 'list' ? 0 : readdirSync(target).length;
  if (format !== 'list' && made !== (format.includes('combined') ? Math.ceil(size / 100) : size))
    throw new Error(`${made} files`);
  const megabytes = Number(/peak=(\d+)/u.exec(stderr)?.[1] ?? 0) / 1_000;
  const key = `${format} ${size}`;
  timed.set(key, [...(timed.get(key) ?? []), { seconds: (performance.now() - begun) / 1_000, megabytes }]);
}

describe('application forms, whole process', () => {
  bench(
    'each format in turn',
    () => {
      for (const size of sizes) for (const format of formats) run(format, size);
    },
    { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 },
  );
});

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

afterAll(() => {
  const of = (format: Format, size: number) => {
    const runs = timed.get(`${format} ${size}`) ?? [];
    return {
      seconds: median(runs.map(({ seconds }) => seconds)),
      megabytes: median(runs.map(({ megabytes }) => megabytes)),
    };
  };
  for (const format of formats) {
    const [few, many] = [of(format, 125), of(format, 500)];
    const exponent = Math.log(many.seconds / few.seconds) / Math.log(4);
    process.stdout.write(
      `${format}: 500 forms ${many.seconds.toFixed(2)} s (${(many.seconds / of('list', 500).seconds).toFixed(1)} × list), ` +
        `peak ${many.megabytes.toFixed(0)} MB (125 forms: ${few.seconds.toFixed(2)} s, ${few.megabytes.toFixed(0)} MB), growth ${exponent.toFixed(2)}\n`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
});
