import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The house has floors: imports only go down, and slices stand beside one another without a circle. Read from the
 * import statements themselves, so that no wall moves unnoticed.
 */

interface Import {
  readonly from: string;
  readonly to: string;
  /** Loaded when it is called for (`await import`), not with the module. */
  readonly isLazy: boolean;
  readonly isType: boolean;
}

/** From the ground up; what stands on one line does not see its neighbours, but for slices. */
const floors: readonly (readonly string[])[] = [
  ['common'],
  ['findings'],
  ['store', 'workbook', 'fonts'],
  ['tables'],
  ['documents', 'charts'],
  ['policy'],
  ['cli'],
  [
    'activities',
    'applications',
    'archive',
    'bulletins',
    'calendar',
    'checks',
    'committees',
    'evaluation',
    'exports',
    'funds',
    'groups',
    'imports',
    'indicators',
    'inspections',
    'ledger',
    'papers',
    'postings',
    'registers',
    'reporting',
    'roster',
    'workflow',
  ],
  ['registry.ts'],
  // The reference is made from the registry and everything under it.
  ['reference'],
  ['program.ts'],
  ['main.ts'],
];
const sliceFloor = floors.findIndex((names) => names.includes('roster'));

const referenceFiles = /^cli\/(?:cli\.commands|readme|reference|reference-text|commands\/reference)\.ts$/;

const source = import.meta.dirname;
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter(
    (file) =>
      file.endsWith('.ts') && !/\.(?:test|bench)\.ts$|\/testing\/|sample-ledger|test-context/.test(file),
  );

const texts = new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]));

/** Folder of the file, or what stands at the top by itself; the context goes with `cli`, which makes it. */
function placeOf(file: string): string {
  if (referenceFiles.test(file)) return 'reference';
  return file === 'context.ts' ? 'cli' : (file.split('/')[0] ?? '');
}

const floorOf = (place: string) => floors.findIndex((names) => names.includes(place));

function importsOf(file: string): Import[] {
  const text = texts.get(file) ?? '';
  const found = [
    ...text.matchAll(
      /(?:^(?:import|export)(?<type>\s+type)?[^'";]*?from\s+|^import\s+|(?<lazy>import\())'(?<to>[^']+)'/gms,
    ),
  ];
  return found.map(({ groups }) => {
    const to = groups?.to ?? '';
    return {
      from: file,
      to: to.startsWith('.')
        ? relative(source, resolve(source, dirname(file), to)).replaceAll('\\', '/')
        : to,
      isLazy: groups?.lazy !== undefined,
      isType: groups?.type !== undefined,
    };
  });
}

const all = files.flatMap(importsOf);
const inside = all.filter(({ to }) => texts.has(to));
const between = inside.filter(({ from, to }) => placeOf(from) !== placeOf(to));
const say = ({ from, to }: Import) => `${from} → ${to}`;

describe('the floors', () => {
  it('has a place for every file', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(inside.length).toBeGreaterThan(500);
    expect(files.filter((file) => floorOf(placeOf(file)) < 0)).toEqual([]);
  });

  it('lets imports only go down', () => {
    const upwards = between.filter(({ from, to }) => {
      const [above, below] = [floorOf(placeOf(from)), floorOf(placeOf(to))];
      return below > above || (below === above && above !== sliceFloor);
    });
    // One of the registry's own definitions, whose command is made from the registry.
    const known = ['registry.ts → cli/cli.commands.ts'];
    expect(upwards.map(say).filter((each) => !known.includes(each))).toEqual([]);
  });

  it('has no two slices that import each other in a circle', () => {
    const slices = floors[sliceFloor] ?? [];
    const below = new Map(
      slices.map((slice) => [
        slice,
        new Set(
          between
            .filter(({ from, to }) => placeOf(from) === slice && slices.includes(placeOf(to)))
            .map(({ to }) => placeOf(to)),
        ),
      ]),
    );
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
      if (seen.has(from)) return false;
      seen.add(from);
      return [...(below.get(from) ?? [])].some((next) => next === to || reaches(next, to, seen));
    };
    expect(slices.filter((slice) => reaches(slice, slice))).toEqual([]);
  });

  it("lets no slice use another's commands", () => {
    const taken = between.filter(
      ({ from, to }) => from !== 'registry.ts' && /(?:^|\/)commands\/|\.commands\.ts$/.test(to),
    );
    expect(taken.map(say)).toEqual([]);
  });
});

describe('what a file may touch', () => {
  it('keeps SQL to the stores', () => {
    const speaking = [...texts].filter(
      ([file, text]) => /\.prepare[<(]/.test(text) && !/^store\/|\.store\.ts$/.test(file),
    );
    expect(speaking.map(([file]) => file)).toEqual([]);
  });

  it('keeps files and terminals out of what is pure', () => {
    const pure = /^(?:policy|common)\/|^groups\/forming\//;
    const unclean = all.filter(
      ({ from, to }) =>
        pure.test(from) &&
        /^node:(?:fs|child_process|os)|^(?:better-sqlite3|exceljs|commander|chalk|inquirer)$/.test(to),
    );
    expect(unclean.map(say)).toEqual([]);
  });

  it('reads the clock, chance and the environment only where a context is made', () => {
    const reading = [...texts].filter(([, text]) =>
      /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/.test(text),
    );
    expect(reading.map(([file]) => file)).toEqual(['context.ts']);
  });

  it('loads heavy libraries only when they are called for', () => {
    const heavy =
      /^(?:docx|easy-template-x|echarts(?:\/.*)?|exceljs|highs|inquirer|@resvg\/.*|@myriaddreamin\/.*)$/;
    // A file that is itself loaded only when called for may name what it takes of a library: the bundle holds no more.
    const isLoadedLate = (file: string) => {
      const importers = inside.filter(({ to, isType }) => to === file && !isType);
      return importers.length > 0 && importers.every(({ isLazy }) => isLazy);
    };
    const eager = all.filter(
      ({ from, to, isLazy, isType }) => heavy.test(to) && !isLazy && !isType && !isLoadedLate(from),
    );
    expect(eager.map(say)).toEqual([]);
  });
});
