import { squeezeText } from '../common/text.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { loadPolicy, policyIds } from '../policy/load.ts';
import { findTemplate, inspectTemplate, type PlacedProblem, templateNames } from '../tables/template-file.ts';
import type { IndicatorLookup } from './formula/parse.ts';
import { lintRubric } from './lint-rubric.ts';
import { isForYear, type Rubric } from './rubric.ts';
import { rubricSchema } from './rubric-schema.ts';

/** A rubric file as it was read, and all that is to be said of it. */
export interface RubricInspection {
  /** Undefined where anything is wrong with it. */
  readonly rubric: Rubric | undefined;
  readonly findings: readonly Finding[];
}

const methods = 'given、deducted、bands、formula';

/** How formulas name the yearly figures of a policy: by name or id. Undefined where there is no such policy. */
export function indicatorLookup(policyId: string, folders: readonly string[]): IndicatorLookup | undefined {
  if (!policyIds(folders).includes(policyId)) return undefined;
  const { indicators } = loadPolicy(policyId, folders);
  const key = (text: string) => squeezeText(text).normalize('NFKC').toLowerCase();
  const known = new Map(
    indicators.flatMap(
      ({ id, name }) =>
        [
          [id, id],
          [key(name), id],
        ] as const,
    ),
  );
  return (name) => known.get(key(name));
}

/** @param id what the file should be named; undefined for a file that lies anywhere */
export function inspectRubric(
  path: string,
  folders: readonly string[],
  id: string | undefined,
): RubricInspection {
  const { value, problems } = inspectTemplate<Rubric>(
    path,
    rubricSchema,
    (rubric) => {
      const found = lintRubric(rubric, id, indicatorLookup(rubric.policy, folders));
      if (policyIds(folders).includes(rubric.policy)) return found;
      return [...found, { path: ['policy'], expected: `没有编号为“${rubric.policy}”的政策` }];
    },
    methods,
  );
  const findings = problems.map((problem) => asFinding(problem, path));
  const isBroken = findings.some(({ severity }) => severity === 'error');
  return { rubric: isBroken ? undefined : value, findings };
}

function asFinding({ line, column, expected, code }: PlacedProblem, file: string): Finding {
  return makeFinding(code ?? 'rubric-invalid', { line, column, expected }, { file });
}

/** Ids of all rubrics there are files for, in alphabetical order. */
export function rubricIds(folders: readonly string[]): string[] {
  return templateNames(folders, 'rubrics');
}

const cache = new Map<string, Rubric>();

/**
 * One rubric by id, the office's own file before the built-in one.
 * @throws Failure `rubric-unknown`; `rubric-invalid` and its like with file, line and column
 */
export function loadRubric(id: string, folders: readonly string[]): Rubric {
  const key = [...folders, id].join('\0');
  const known = cache.get(key);
  if (known) return known;
  const path = findTemplate(folders, `rubrics/${id}.yaml`);
  if (path === undefined) {
    throw new Failure('rubric-unknown', { value: id, known: rubricIds(folders).join('、') || '没有' });
  }
  const rubric = requireRubric(inspectRubric(path, folders, id));
  cache.set(key, rubric);
  return rubric;
}

/** A rubric from a file anywhere (`--rubric 细则.yaml`). @throws Failure as `loadRubric` */
export function readRubricFile(path: string, folders: readonly string[]): Rubric {
  return requireRubric(inspectRubric(path, folders, undefined));
}

function requireRubric({ rubric, findings }: RubricInspection): Rubric {
  if (rubric) return rubric;
  const [first, ...also] = findings.filter(({ severity }) => severity === 'error');
  if (first) throw new Failure(first, {}, { also });
  throw new Failure('rubric-invalid', { line: 1, column: 1, expected: '文件是空的，没有内容' });
}

/** All rubrics that can be read; a broken file is a finding and does not keep the others from being listed. */
export function listRubrics(folders: readonly string[]): { rubrics: Rubric[]; findings: Finding[] } {
  const rubrics: Rubric[] = [];
  const findings: Finding[] = [];
  for (const id of rubricIds(folders)) {
    try {
      rubrics.push(loadRubric(id, folders));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      findings.push(error.finding, ...error.also);
    }
  }
  return { rubrics, findings };
}

/** Whether the file comes with the program: it lies in the last of the folders, and none of the office's own hides it. */
export function isBuiltIn(id: string, folders: readonly string[]): boolean {
  return findTemplate(folders.slice(0, -1), `rubrics/${id}.yaml`) === undefined;
}

/** The rubrics of a policy for a year; where the office has its own, the built-in ones are left out. */
export function rubricsFor(policyId: string, year: number, folders: readonly string[]): Rubric[] {
  const fit = listRubrics(folders).rubrics.filter(
    (rubric) => rubric.policy === policyId && isForYear(rubric, year),
  );
  const own = fit.filter(({ id }) => !isBuiltIn(id, folders));
  return own.length > 0 ? own : fit;
}
