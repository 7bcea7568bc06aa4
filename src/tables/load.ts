import { basename } from 'node:path';
import { Failure } from '../findings/catalogue.ts';
import type { TableDefinition } from './definition.ts';
import type { Dictionaries, Dictionary, DistrictNames } from './dictionary.ts';
import {
  checkRegister,
  choicesOfField,
  type RegisterDefinition,
  registerSchema,
  registerTable,
} from './register.ts';
import { dictionarySchema, districtsSchema, tableSchema } from './schemas.ts';
import { findTemplate, readTemplate, type TemplateProblem, templateNames } from './template-file.ts';

const cache = new Map<string, unknown>();

/**
 * Reads each template once a process: folders and file name are the key.
 * @param otherwise gives what stands for a file that no folder has
 */
function cached<T>(
  folders: readonly string[],
  file: string,
  kind: string,
  read: (path: string) => T,
  otherwise: () => T | undefined = () => undefined,
): T {
  const key = [...folders, file].join('\0');
  const known = cache.get(key);
  if (known !== undefined) return known as T;
  const path = findTemplate(folders, file);
  const value = path === undefined ? otherwise() : read(path);
  if (value === undefined) {
    throw new Failure('template-missing', { kind, id: basename(file, '.yaml'), folders: folders.join('、') });
  }
  cache.set(key, value);
  return value;
}

/** What the schema cannot say: keys are unique, terms have dictionaries, groups and parents exist. */
function checkTable(table: TableDefinition, id: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (table.id !== id) problems.push({ path: ['id'], expected: `应与文件名一致，即 ${id}` });
  const fields = table.kind === 'list' ? table.columns : table.fields;
  const part = table.kind === 'list' ? 'columns' : 'fields';
  const keys = new Set<string>();
  fields.forEach((field, index) => {
    if (keys.has(field.key)) {
      problems.push({ path: [part, index, 'key'], expected: `“${field.key}”重复，每一栏的 key 应不同` });
    }
    keys.add(field.key);
    if ((field.type === 'term') !== (field.dictionary !== undefined)) {
      problems.push({ path: [part, index], expected: 'type 为 term 的栏应写明 dictionary，其他栏不写' });
    }
  });
  if (table.kind === 'form') {
    const groups = new Set(table.groups.map((group) => group.label));
    table.fields.forEach((field, index) => {
      if (field.group !== '' && !groups.has(field.group)) {
        problems.push({
          path: ['fields', index, 'group'],
          expected: `应为 groups 中的一个：${[...groups].join('、')}`,
        });
      }
    });
  } else {
    const heads = new Set(
      table.columns.filter((column) => column.path.length > 1).map(({ path }) => path[0]),
    );
    for (const parent of Object.keys(table.parents)) {
      if (!heads.has(parent)) {
        problems.push({ path: ['parents', parent], expected: '应为某一栏 path 中的上层名称' });
      }
    }
  }
  return problems;
}

/**
 * One official table's definition by id (`roster`), or that of a register (登记簿).
 * Failure `template-missing` or `template-invalid`.
 */
export function loadTable(id: string, folders: readonly string[]): TableDefinition {
  return cached<TableDefinition>(
    folders,
    `tables/${id}.yaml`,
    '表样',
    (path) => readTemplate<TableDefinition>(path, tableSchema, (table) => checkTable(table, id)),
    () => (isRegister(id, folders) ? registerTable(loadRegister(id, folders)) : undefined),
  );
}

/** A table of its own goes before a register of the same name. */
function isRegister(id: string, folders: readonly string[]): boolean {
  return (
    findTemplate(folders, `tables/${id}.yaml`) === undefined &&
    findTemplate(folders, `registers/${id}.yaml`) !== undefined
  );
}

/** One register (登记簿) by id. Failure `template-missing` or `template-invalid`. */
export function loadRegister(id: string, folders: readonly string[]): RegisterDefinition {
  return cached(folders, `registers/${id}.yaml`, '登记簿', (path) =>
    readTemplate<RegisterDefinition>(path, registerSchema, (register) => checkRegister(register, id)),
  );
}

/** Ids of all registers, in alphabetical order. */
export function registerIds(folders: readonly string[]): string[] {
  return templateNames(folders, 'registers').filter((id) => isRegister(id, folders));
}

/** All official tables in the order of their ids, then the registers; of two files of the same name the first folder's counts. */
export function loadTables(folders: readonly string[]): TableDefinition[] {
  return [...templateNames(folders, 'tables'), ...registerIds(folders)].map((id) => loadTable(id, folders));
}

/**
 * One dictionary by id (`ownership`), or the choices of a register's field (`typical-cases.level`). Not for
 * `districts`, which has its own shape.
 */
export function loadDictionary(id: string, folders: readonly string[]): Dictionary {
  const [register = '', key] = id.split('.');
  if (key !== undefined) {
    const field = loadRegister(register, folders).fields.find((each) => each.key === key);
    if (field) return choicesOfField(field, id);
  }
  return cached(folders, `dictionaries/${id}.yaml`, '词表', (path) =>
    readTemplate<Dictionary>(path, dictionarySchema, (dictionary) => {
      const problems: TemplateProblem[] = [];
      if (dictionary.id !== id) problems.push({ path: ['id'], expected: `应与文件名一致，即 ${id}` });
      const seen = new Set<string>();
      dictionary.terms.forEach(({ term, synonyms }, index) => {
        for (const wording of [term, ...synonyms]) {
          if (seen.has(wording)) {
            problems.push({
              path: ['terms', index],
              expected: `“${wording}”出现了两次，每种写法只能属于一个词`,
            });
          }
          seen.add(wording);
        }
      });
      return problems;
    }),
  );
}

/** The dictionaries that the terms of a table need, by id. */
export function loadDictionaries(table: TableDefinition, folders: readonly string[]): Dictionaries {
  const fields = table.kind === 'list' ? table.columns : table.fields;
  const ids = new Set(fields.flatMap((field) => (field.dictionary === undefined ? [] : [field.dictionary])));
  return new Map([...ids].map((id) => [id, loadDictionary(id, folders)]));
}

/** How districts are written in other ways (`dictionaries/districts.yaml`). */
export function loadDistrictNames(folders: readonly string[]): DistrictNames {
  return cached(folders, 'dictionaries/districts.yaml', '词表', (path) =>
    readTemplate<DistrictNames>(path, districtsSchema),
  );
}
