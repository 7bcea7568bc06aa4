import { z } from 'zod';
import { Failure } from '../findings/catalogue.ts';
import {
  findTemplate,
  readTemplate,
  type TemplateProblem,
  type TemplateWording,
  templateNames,
} from '../tables/template-file.ts';
import { pageGeometry } from './geometry.ts';
import type { DocumentProfile } from './profile.ts';
import { profileSchema, variantSchema } from './profile-schema.ts';

const wording: TemplateWording = { code: 'profile-invalid', choices: '' };
const cache = new Map<string, DocumentProfile>();
/** Profiles that stand on one another; more is a circle. */
const deepest = 8;

type Variant = z.infer<typeof variantSchema>;
const looseSchema = z.looseObject({ extends: z.unknown().optional() });

/** Ids of all document profiles, over all folders. */
export function profileIds(folders: readonly string[]): string[] {
  return templateNames(folders, 'documents');
}

/**
 * One document profile (公文版式) by id; of two files of the same name the first folder's counts.
 * Failure `profile-missing` or `profile-invalid` with file, line, column and what was expected.
 */
export function loadProfile(id: string, folders: readonly string[]): DocumentProfile {
  const key = [...folders, id].join('\0');
  const known = cache.get(key);
  if (known) return known;
  const profile = readProfile(id, folders, []);
  cache.set(key, profile);
  return profile;
}

function readProfile(id: string, folders: readonly string[], above: readonly string[]): DocumentProfile {
  const path = /^[\w-]+$/u.test(id) ? findTemplate(folders, `documents/${id}.yaml`) : undefined;
  if (path === undefined) {
    throw new Failure('profile-missing', { value: id, known: profileIds(folders).join('、') });
  }
  const isVariant = readTemplate(path, looseSchema, () => [], wording).extends !== undefined;
  if (!isVariant) {
    return readTemplate(path, profileSchema, (profile) => problemsOf(profile, id), wording);
  }
  let made: DocumentProfile | undefined;
  readTemplate(
    path,
    variantSchema,
    (variant) => {
      const base = variant.extends;
      if (base === id || above.includes(base) || above.length >= deepest) {
        return [{ path: ['extends'], expected: '不能绕回自己，应为另一份版式的编号' }];
      }
      const others = profileIds(folders).filter((each) => each !== id);
      if (!others.includes(base)) {
        return [{ path: ['extends'], expected: `应为 ${others.join('、')} 之一` }];
      }
      made = combine(readProfile(base, folders, [...above, id]), variant);
      return problemsOf(made, id);
    },
    wording,
  );
  return made!;
}

function combine(base: DocumentProfile, variant: Variant): DocumentProfile {
  const { extends: _, ...own } = variant;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    if (value === undefined) continue;
    const below = merged[key];
    merged[key] = typeof value === 'object' && typeof below === 'object' ? { ...below, ...value } : value;
  }
  // A grid of its own lines takes the pitch that they give.
  const { grid } = variant;
  if (grid?.lines !== undefined && grid.linePitch === undefined) {
    merged.grid = { ...base.grid, ...grid, linePitch: undefined };
  }
  return merged as unknown as DocumentProfile;
}

/** What the schema cannot say: the type area holds its lines and characters. */
function problemsOf(profile: DocumentProfile, id: string): TemplateProblem[] {
  if (profile.id !== id) return [{ path: ['id'], expected: `应与文件名一致，即 ${id}` }];
  const { page, margins, grid, fonts } = profile;
  const [width, height] = [
    page.width - margins.left - margins.right,
    page.height - margins.top - margins.bottom,
  ];
  if (width < 50 || height < 50) {
    return [{ path: ['margins'], expected: `版心只有 ${width} mm × ${height} mm，应减小页边或加大纸张` }];
  }
  const { linePitch, characterPitch, margins: made } = pageGeometry(profile);
  const problems: TemplateProblem[] = [];
  const bottom = (made.bottom / 1440) * 25.4;
  if (Math.abs(bottom - margins.bottom) > 1) {
    problems.push({
      path: ['grid'],
      expected: `${grid.lines} 行 × ${linePitch / 20} 磅超出了版心高度 ${height} mm，应减少行数或行距`,
    });
  }
  if (linePitch < fonts.body.size * 20) {
    problems.push({
      path: ['grid', 'lines'],
      expected: `行距只有 ${linePitch / 20} 磅，小于正文的字号，应减少行数`,
    });
  }
  if (characterPitch < fonts.body.size * 20 * 0.85) {
    problems.push({
      path: ['grid', 'characters'],
      expected: `每字只有 ${(characterPitch / 20).toFixed(1)} 磅宽，字会叠在一起，应减少每行的字数`,
    });
  }
  return problems;
}
