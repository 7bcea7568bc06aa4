import { z } from 'zod';
import { Failure } from '../findings/catalogue.ts';
import { findTemplate, readTemplate } from '../tables/template-file.ts';

const metres = z.number().nonnegative();

const formingFile = z.strictObject({
  administrativeDistance: z.strictObject({
    // An office's own file may be older than this line.
    sameCommunity: metres.default(1_000),
    sameTown: metres,
    sameDistrict: metres,
    elsewhere: metres,
  }),
  metresPerMinute: z.number().positive().default(500),
  /** What becomes of the leads that application forms name, where --wishes does not say. */
  wishes: z.enum(['keep', 'prefer', 'ignore']).default('ignore'),
  weights: z
    .strictObject({ wish: metres.default(5_000), mix: metres.default(10_000) })
    .default({ wish: 5_000, mix: 10_000 }),
});

/** The figures of `templates/forming.yaml`: distances and weights in metres. */
export type FormingSettings = z.infer<typeof formingFile>;

/** @throws Failure `file-not-found`, and those of `readTemplate` */
export function formingSettings(folders: readonly string[]): FormingSettings {
  const path = findTemplate(folders, 'forming.yaml');
  if (path === undefined) throw new Failure('file-not-found', { value: 'forming.yaml' });
  return readTemplate(path, formingFile);
}
