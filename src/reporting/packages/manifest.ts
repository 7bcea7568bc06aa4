import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isIsoDate } from '../../common/dates.ts';

/** The kind of file and the version of its layout. */
export const packageFormat = 'youlian-package';
export const formatVersion = 1;

export const manifestName = 'manifest.json';
/** The manifest for people to read. */
export const listName = '清单.txt';
/** Folder of what the program itself reads. */
export const dataFolder = 'data';
export const sourcesName = `${dataFolder}/sources.json`;
/** Folder of papers that were put in: 总结.docx. */
export const papersFolder = '材料';

const text = z.string().min(1).max(1_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const entrySchema = z.object({
  name: text,
  /** 园所信息表 */
  title: text,
  sha256,
  bytes: z.number().int().min(0),
  /** Rows of a table; null of a paper. */
  rows: z.number().int().min(0).nullable(),
});

/** What a package says of itself: `manifest.json`. */
export const manifestSchema = z.object({
  format: z.literal(packageFormat),
  formatVersion: z.number().int().min(1),
  /** `report` goes up, `return` comes back with what is to be mended (退回). */
  kind: z.enum(['report', 'return']),
  office: z.object({
    level: z.enum(['province', 'city', 'county', 'town']),
    name: text,
    title: z.string().max(1_000).nullable(),
    regionCode: z.string().max(20).nullable(),
  }),
  period: text,
  periodName: text,
  /** Reports that the package is: policy and id. */
  reports: z.array(z.object({ policy: text, report: text, name: text })).max(100),
  packedOn: z.string().refine(isIsoDate),
  /** Number of the last operation in the sender's ledger. */
  stamp: z.number().int().min(0),
  programVersion: text,
  schemaVersion: z.number().int().min(1),
  masked: z.boolean(),
  /** Columns in which telephone numbers are hidden, as `kindergarten_fact.phone`. */
  maskedColumns: z.array(text).max(1_000),
  /** Why it comes back. */
  reason: z.string().max(4_000).nullable(),
  entries: z.array(entrySchema).max(2_000),
  /** Hash of all else that stands here (`sealOf`). */
  seal: sha256,
});

export type Manifest = z.infer<typeof manifestSchema>;
export type PackageEntry = Manifest['entries'][number];

export const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/**
 * Hash of a manifest as it was read, but for the seal itself, whatever the order of its keys and its blanks: who changes
 * the period or the office by hand is told so, as for the entries.
 */
export function sealOf(manifest: Readonly<Record<string, unknown>>): string {
  const { seal: _, ...rest } = manifest;
  return hashOf(JSON.stringify(inOrder(rest)));
}

/** The same value with the keys of every object in one order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}

/** What tells whether two packages of an office say the same: its data and papers, not the day on which it was packed. */
export function contentDigest({ office, period, reports, masked, entries }: Manifest): string {
  const said = entries
    .filter(({ name }) => name.startsWith(`${dataFolder}/`) || name.startsWith(`${papersFolder}/`))
    .map(({ name, sha256: hash }) => `${name} ${hash}`)
    .sort();
  return hashOf(JSON.stringify([office.level, office.name, period, reports, masked, said]));
}
