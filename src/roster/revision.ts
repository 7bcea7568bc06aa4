import type { IsoDate } from '../common/dates.ts';

/** How new values enter a kindergarten's dated facts. */
export type Revision =
  /** Knowledge gained: values go wherever the field is empty, in every version. */
  | { readonly mode: 'fill' }
  /** A wrong record put right: the value in force on `on` is replaced for as long as it was held. */
  | { readonly mode: 'correct'; readonly on: IsoDate }
  /** The world changed: the values hold from `since` until the next change the ledger knows of. */
  | { readonly mode: 'since'; readonly since: IsoDate };

type Values = Readonly<Record<string, string | number | boolean | null>>;

/** One version of dated facts, half-open; `id` is null for one not yet stored. */
export interface Version<F extends Values = Values> {
  readonly id: number | null;
  readonly validFrom: IsoDate;
  readonly validTo: IsoDate | null;
  readonly facts: F;
}

/** What a revision changed, with the value before and after, by field. */
export interface Revised<F extends Values> {
  readonly versions: readonly Version<F>[];
  readonly changes: readonly {
    readonly field: keyof F & string;
    readonly before: F[keyof F] | null;
    readonly after: F[keyof F] | null;
  }[];
}

/** Position of the version in force on a date: -1 before the first, the length where the last has ended. */
function versionAt(versions: readonly Version[], on: IsoDate): number {
  if (on < (versions[0]?.validFrom ?? '')) return -1;
  const at = versions.findIndex((version) => version.validTo === null || on < version.validTo);
  return at < 0 ? versions.length : at;
}

/** Cuts the version that holds on `since` in two, unless it begins there. */
function splitAt<F extends Values>(versions: readonly Version<F>[], since: IsoDate): Version<F>[] {
  return versions.flatMap((version) =>
    version.validFrom < since && (version.validTo === null || since < version.validTo)
      ? [
          { ...version, validTo: since },
          { ...version, id: null, validFrom: since },
        ]
      : [version],
  );
}

/**
 * Applies changes to the versions of one kindergarten (in order, without gaps) and gives the versions after it:
 * in order, without gaps, covering the same days. Each field is followed on its own: a value reaches as far as the
 * value it replaces reached, so a change recorded later, or earlier, stays what it was. `undefined` is "not given".
 */
export function reviseVersions<F extends Values>(
  versions: readonly Version<F>[],
  changes: Partial<F>,
  revision: Revision,
): Revised<F> {
  const fields = (Object.keys(changes) as (keyof F & string)[]).filter((key) => changes[key] !== undefined);
  const reported: Revised<F>['changes'][number][] = [];
  const write = (made: Version<F>[], at: number, field: keyof F & string) => {
    const version = made[at];
    if (version) made[at] = { ...version, facts: { ...version.facts, [field]: changes[field] } };
  };

  if (revision.mode === 'fill') {
    const made = [...versions];
    for (const field of fields) {
      const value = changes[field];
      if (value === null || value === undefined) continue;
      let filled = false;
      for (const [at, version] of versions.entries()) {
        if (version.facts[field] !== null) continue;
        write(made, at, field);
        filled = true;
      }
      if (filled) reported.push({ field, before: null, after: value });
    }
    return { versions: made, changes: reported };
  }

  let on = revision.mode === 'since' ? revision.since : revision.on;
  // What is said of a time before the kindergarten was known can only hold from when it was.
  if (versionAt(versions, on) === -1) on = versions[0]?.validFrom ?? on;
  const held = versions[versionAt(versions, on)];
  if (!held) return { versions, changes: [] };
  const differing = fields.filter((field) => held.facts[field] !== changes[field]);
  if (differing.length === 0) return { versions, changes: [] };
  const made = revision.mode === 'since' ? splitAt(versions, on) : [...versions];
  const start = versionAt(made, on);
  for (const field of differing) {
    const old = held.facts[field];
    reported.push({ field, before: old, after: changes[field] ?? null });
    let left = start;
    let right = start;
    if (revision.mode === 'correct') while (left > 0 && made[left - 1]?.facts[field] === old) left -= 1;
    while (right + 1 < made.length && made[right + 1]?.facts[field] === old) right += 1;
    for (let at = left; at <= right; at += 1) write(made, at, field);
  }
  return { versions: made, changes: reported };
}
