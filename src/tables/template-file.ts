import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ErrorCode, LineCounter, parseDocument } from 'yaml';
import type { core, ZodType } from 'zod';
import { Failure, type FindingCode } from '../findings/catalogue.ts';

type Issue = core.$ZodIssue;

/** Where in the data something is wrong, and what was expected there. */
export interface TemplateProblem {
  readonly path: readonly PropertyKey[];
  /** Chinese: what should stand there. */
  readonly expected: string;
  /** Where it is a finding of its own, not the kind's usual one. */
  readonly code?: FindingCode;
}

const kinds: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  boolean: 'true 或 false',
  array: '列表',
  object: '带名称的各项',
  record: '带名称的各项',
};

/** Mistakes of the notation, by the YAML library's code, in words an office can act on. */
const notationMistakes: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: '缩进不对：同一级的各项应左端对齐，括号要成对',
  TAB_AS_INDENT: '行首不能用制表符（Tab），请改用空格',
  MISSING_CHAR: '缺少符号：引号或括号没有成对，或冒号、逗号漏写（冒号应是半角“:”，后面空一格）',
  MULTILINE_IMPLICIT_KEY: '缺少半角冒号“:”（不能用全角“：”），或引号、缩进不对',
  BLOCK_AS_IMPLICIT_KEY: '同一行里多写了一个“: ”；文字里有冒号时，请用引号括起来',
  BLOCK_IN_FLOW: '括号 [ ] 或 { } 里不能这样换行写，请检查括号是不是成对',
  BAD_SCALAR_START: '文字不能以这个符号开头，请用引号括起来',
  UNEXPECTED_TOKEN: '这里多了符号，或缺少引号、括号、逗号',
  DUPLICATE_KEY: '这一项写了两次，请只留一次',
};

/** What a schema's complaint asks for, in words an office can act on. */
function expectation(issue: Issue, choices: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `缺少“${String(issue.path.at(-1) ?? '')}”，应为${kinds[issue.expected] ?? issue.expected}`
        : `应为${kinds[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `没有“${issue.keys.join('、')}”这一项，请核对拼写`;
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')} ${issue.values.length > 1 ? '之一' : ''}`.trim();
    case 'invalid_union':
      return `应为 ${choices} 之一`;
    case 'too_small':
      return issue.origin === 'number' ? `应大于 ${issue.minimum}` : '不能为空';
    case 'too_big':
      return `不能超过 ${issue.maximum}`;
    default:
      return `应为${issue.message}`;
  }
}

/** Path of a template file in the first folder that holds it; undefined where none does. */
export function findTemplate(folders: readonly string[], file: string): string | undefined {
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

/** Base names without `.yaml` of all files of a kind, over all folders, in alphabetical order. */
export function templateNames(folders: readonly string[], kind: string): string[] {
  const names = new Set<string>();
  for (const folder of folders) {
    const path = join(folder, kind);
    if (!existsSync(path)) continue;
    for (const entry of readdirSync(path)) if (entry.endsWith('.yaml')) names.add(basename(entry, '.yaml'));
  }
  return [...names].sort();
}

/** How a kind of template speaks of its mistakes. */
export interface TemplateWording {
  /** Code of the failure; its template knows {file}, {line}, {column} and {expected}. */
  readonly code: FindingCode;
  /** The values that tell the shapes of a part apart. */
  readonly choices: string;
}

const tableWording: TemplateWording = { code: 'template-invalid', choices: 'list、form' };

/** A problem with its place in the file, 1-based. */
export interface PlacedProblem {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly code?: FindingCode;
}

/** What a template file holds, or everything that is wrong with it, in the order of the lines. */
export interface Inspection<T> {
  readonly value: T | undefined;
  readonly problems: readonly PlacedProblem[];
}

/** Reads a YAML template and finds all that is wrong with it. `check` looks for what a schema cannot say. */
export function inspectTemplate<T>(
  path: string,
  schema: ZodType<T>,
  check: (value: T) => TemplateProblem[],
  choices: string,
): Inspection<T> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const place = (offset: number, expected: string, code?: FindingCode): PlacedProblem => {
    const { line, col } = lines.linePos(offset);
    const placed = { line: Math.max(line, 1), column: Math.max(col, 1), expected };
    return code === undefined ? placed : { ...placed, code };
  };
  const broken = document.errors[0];
  // What follows a mistake of the notation means nothing.
  if (broken) {
    const problem = place(
      broken.pos[0],
      `YAML 写法有误：${notationMistakes[broken.code] ?? '这里的标点或缩进不对'}`,
    );
    return { value: undefined, problems: [problem] };
  }
  if (document.contents === null) {
    return { value: undefined, problems: [{ line: 1, column: 1, expected: '文件是空的，没有内容' }] };
  }
  const offsetOf = (wanted: readonly PropertyKey[]): number => {
    for (let depth = wanted.length; depth > 0; depth--) {
      const node = document.getIn(wanted.slice(0, depth) as (string | number)[], true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range) return range[0];
    }
    return document.contents?.range?.[0] ?? 0;
  };
  const result = schema.safeParse(document.toJS(), { reportInput: true });
  const found: TemplateProblem[] = result.success
    ? check(result.data)
    : result.error.issues.map((issue) => ({ path: issue.path, expected: expectation(issue, choices) }));
  const problems = found
    .map(({ path: wanted, expected, code }) => place(offsetOf(wanted), expected, code))
    .sort((one, other) => one.line - other.line || one.column - other.column);
  return { value: result.data, problems };
}

/**
 * Reads and validates one YAML template.
 * Failure `template-invalid` (or the wording's code) with file, line, column and what was expected.
 */
export function readTemplate<T>(
  path: string,
  schema: ZodType<T>,
  check: (value: T) => TemplateProblem[] = () => [],
  wording: TemplateWording = tableWording,
): T {
  const { value, problems } = inspectTemplate(path, schema, check, wording.choices);
  const [first] = problems;
  if (first || value === undefined) {
    const { line, column, expected } = first ?? { line: 1, column: 1, expected: '内容不能为空' };
    const parameters = { file: path, line, column, expected, value: null };
    throw new Failure(wording.code, parameters, { place: { file: path } });
  }
  return value;
}
