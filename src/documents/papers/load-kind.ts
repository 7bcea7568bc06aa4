import { squeezeText } from '../../common/text.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { nearTexts } from '../../tables/hand-mapping.ts';
import {
  findTemplate,
  readTemplate,
  type TemplateProblem,
  templateNames,
} from '../../tables/template-file.ts';
import { type PaperKind, paperKindSchema } from './paper-kind.ts';

/** A kind of paper with where its template lies. */
export interface LoadedKind extends PaperKind {
  readonly file: string;
  readonly templatePath: string;
}

function check(kind: PaperKind, id: string, folders: readonly string[]): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (kind.id !== id) problems.push({ path: ['id'], expected: `应与文件名一致，即 ${id}` });
  if (findTemplate(folders, `papers/${kind.template}`) === undefined) {
    problems.push({
      path: ['template'],
      expected: `papers 文件夹里没有“${kind.template}”这个模板，请放进去或改正文件名`,
    });
  }
  const names = new Set<string>();
  for (const [index, field] of kind.fields.entries()) {
    if (names.has(field.name)) {
      problems.push({
        path: ['fields', index, 'name'],
        expected: `“${field.name}”重复，每个字段的名称应不同`,
      });
    }
    names.add(field.name);
    if (field.from === undefined && field.ask === undefined && field.default === undefined) {
      problems.push({
        path: ['fields', index],
        expected: 'from（台账里的哪一项）、ask（问什么）和 default 至少写一个',
      });
    }
  }
  return problems;
}

const cache = new Map<string, LoadedKind>();

/** One kind by its id. @throws Failure `paper-unknown`, `paper-invalid` */
function loadById(id: string, folders: readonly string[]): LoadedKind {
  const key = [...folders, id].join('\0');
  const known = cache.get(key);
  if (known) return known;
  const file = findTemplate(folders, `papers/${id}.yaml`) ?? '';
  const kind = readTemplate<PaperKind>(file, paperKindSchema as never, (each) => check(each, id, folders), {
    code: 'paper-invalid',
    choices: '',
  });
  const templatePath = findTemplate(folders, `papers/${kind.template}`) ?? '';
  const loaded = { ...kind, file, templatePath };
  cache.set(key, loaded);
  return loaded;
}

/** All kinds; a broken file of the office is a finding and does not keep the others from being listed. */
export function listKinds(folders: readonly string[]): { kinds: LoadedKind[]; findings: Finding[] } {
  const kinds: LoadedKind[] = [];
  const findings: Finding[] = [];
  for (const id of templateNames(folders, 'papers')) {
    try {
      kinds.push(loadById(id, folders));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      findings.push(error.finding);
    }
  }
  return { kinds, findings };
}

/**
 * The kind a clerk means: by id, name or another word for it.
 * @throws Failure `paper-unknown` with what is nearest; `paper-invalid` where its file is broken
 */
export function kindMeant(text: string, folders: readonly string[]): LoadedKind {
  const wanted = squeezeText(text).toLowerCase();
  if (templateNames(folders, 'papers').includes(wanted)) return loadById(wanted, folders);
  const { kinds } = listKinds(folders);
  const words = ({ id, name, aliases }: LoadedKind) => [id, name, ...aliases];
  const meant = kinds.find((kind) => words(kind).some((word) => squeezeText(word).toLowerCase() === wanted));
  if (meant) return meant;
  const near = nearTexts(text, kinds.flatMap(words));
  const names = near.length > 0 ? near : kinds.map(({ name }) => name);
  throw new Failure('paper-unknown', { value: text, known: names.join('、') || '没有' });
}
