import type { IsoDate } from '../common/dates.ts';
import { Failure, makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Ledger } from '../store/ledger.ts';
import { fieldLabels, type LabelledField, valueInWords } from './field-labels.ts';
import type { FactKey, Kindergarten } from './kindergarten.ts';
import {
  type ApplicationRow,
  addAlias,
  applicationRows,
  type MembershipTie,
  membershipTies,
  moveAliases,
  moveApplications,
  moveConfirmations,
  moveIndicators,
  moveLeads,
  moveMemberships,
  movePackageRows,
  movePeople,
  moveProcedures,
  moveRegisterEntries,
  moveRememberedMatches,
  removeKindergarten,
} from './merge.store.ts';
import { moveActivities } from './merge-activities.store.ts';
import { moveEvaluations } from './merge-evaluations.store.ts';
import { moveRecords } from './merge-records.store.ts';
import { mergeVersions, type Side } from './merge-versions.ts';
import { nameKey } from './names.ts';
import { type Origin, originsOf, passOnOrigins } from './origins.store.ts';
import { factVersions, findKindergarten, reviseKindergarten, storeVersions } from './roster.store.ts';

/** A field of which the two entries say different things. */
export interface FactConflict {
  readonly field: LabelledField;
  readonly kept: string;
  readonly gone: string;
  readonly keptOrigin: Origin | undefined;
  readonly goneOrigin: Origin | undefined;
}

/** Two entries of the ledger that are one kindergarten: `kept` (甲) stays, `gone` (乙) goes into it. */
export interface Couple {
  readonly kept: Kindergarten;
  readonly gone: Kindergarten;
  readonly conflicts: readonly FactConflict[];
  /** Pairs of applications for the same policy and cycle, of which one can stay. */
  readonly applications: readonly { readonly kept: ApplicationRow; readonly gone: ApplicationRow }[];
  readonly findings: readonly Finding[];
}

/** Fields under which a value's origin is known: the district and the town by their offices. */
const originField = (field: LabelledField) =>
  field === 'district' ? 'districtId' : field === 'town' ? 'townId' : field;

const cannotDiffer: ReadonlySet<LabelledField> = new Set(['name']);

/**
 * What merging two entries comes to, before anything is written.
 * @throws Failure `merge-same`, `merge-blocked`
 */
export function compareEntries(ledger: Ledger, kept: Kindergarten, gone: Kindergarten, on: IsoDate): Couple {
  if (kept.id === gone.id) throw new Failure('merge-same', { value: kept.name, id: kept.id });
  const applications = applicationRows(ledger, kept.id).flatMap((own) =>
    applicationRows(ledger, gone.id)
      .filter((other) => other.policyId === own.policyId && other.cycleStart === own.cycleStart)
      .map((other) => ({ kept: own, gone: other })),
  );
  refuseContradictions(ledger, kept, gone);
  const origins = [kept, gone].map(({ id }) => originsOf(ledger, id, on));
  const conflicts = (Object.keys(fieldLabels) as LabelledField[]).flatMap((field) => {
    const [own, other] = [valueInWords(kept[field]), valueInWords(gone[field])];
    if (cannotDiffer.has(field) || own === null || other === null || own === other) return [];
    const origin = originField(field);
    return [
      {
        field,
        kept: own,
        gone: other,
        keptOrigin: origins[0]?.get(origin),
        goneOrigin: origins[1]?.get(origin),
      },
    ];
  });
  const differ = kept.code !== null && gone.code !== null && kept.code !== gone.code;
  const findings = differ
    ? [makeFinding('merge-codes-differ', { value: gone.name, kept: `${kept.code}`, gone: `${gone.code}` })]
    : [];
  return { kept, gone, conflicts, applications, findings };
}

/** Two that were in two places at once, or asked for one another, are two kindergartens. */
function refuseContradictions(ledger: Ledger, kept: Kindergarten, gone: Kindergarten): void {
  const reasons: string[] = [];
  for (const own of membershipTies(ledger, kept.id)) {
    for (const other of membershipTies(ledger, gone.id)) {
      const reason = contradiction(own, other);
      if (reason !== null) reasons.push(reason);
    }
  }
  for (const [one, other] of [
    [kept, gone],
    [gone, kept],
  ] as const) {
    if (applicationRows(ledger, one.id).some(({ leadId }) => leadId === other.id)) {
      reasons.push(`“${one.name}”（#${one.id}）的申请表申请的主导园就是“${other.name}”（#${other.id}）`);
    }
  }
  if (reasons.length === 0) return;
  const listed = [...new Set(reasons)].map((reason) => `\n      · ${reason}`).join('');
  throw new Failure('merge-blocked', { value: gone.name, kept: kept.name, reasons: listed });
}

const roleNames = { lead: '主导园', member: '联盟园' } as const;

function contradiction(one: MembershipTie, other: MembershipTie): string | null {
  if (one.groupId === other.groupId) {
    if (one.role === other.role || !overlaps(one, one.to, other, other.to)) return null;
    return `同一时间在“${one.group}”里一个是${roleNames[one.role]}，一个是${roleNames[other.role]}`;
  }
  if (!overlaps(one, one.binds, other, other.binds)) return null;
  return `同一时间一个在“${one.group}”（${roleNames[one.role]}），一个在“${other.group}”（${roleNames[other.role]}）`;
}

function overlaps(
  one: MembershipTie,
  oneEnd: IsoDate | null,
  other: MembershipTie,
  otherEnd: IsoDate | null,
) {
  return (otherEnd === null || one.from < otherEnd) && (oneEnd === null || other.from < oneEnd);
}

/** What was brought under the entry that stays. */
interface Moved {
  readonly memberships: number;
  readonly applications: number;
  readonly leads: number;
  readonly people: number;
  readonly matches: number;
  readonly aliases: number;
  readonly activities: number;
}

export interface Merged {
  readonly kept: Kindergarten;
  /** Fields that the entry that stays has otherwise than before. */
  readonly changes: readonly {
    readonly field: LabelledField;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly moved: Moved;
}

/**
 * Makes one kindergarten of two entries; call inside `perform`. Where both know something, `choose` says whose value
 * counts, on every day on which they differ. The name that goes is remembered, so that later imports know it.
 * @throws Failure as `compareEntries`
 */
export function mergeKindergartens(
  ledger: Ledger,
  couple: Couple,
  choose: (field: LabelledField) => Side,
  operation: number,
  on: IsoDate,
): Merged {
  const { kept, gone } = couple;
  const versions = { kept: factVersions(ledger, kept.id), gone: factVersions(ledger, gone.id) };
  const origins = originsOf(ledger, gone.id, on);
  const byFact = (field: FactKey): Side =>
    choose(field === 'districtId' ? 'district' : field === 'townId' ? 'town' : field);
  const merged = mergeVersions(versions.kept, versions.gone, byFact);
  const unwanted = couple.applications.map((pair) =>
    choose('name') === 'kept' ? pair.gone.id : pair.kept.id,
  );
  const names = new Map(
    versions.gone.map(({ facts }) => [`${facts.districtId}|${nameKey(facts.name)}`, facts]),
  );
  const units = new Set(versions.gone.map(({ facts }) => facts.name));

  const moved = {
    memberships: moveMemberships(ledger, gone.id, kept.id),
    applications: moveApplications(ledger, gone.id, kept.id, unwanted),
    leads: moveLeads(ledger, gone.id, kept.id),
    people: [...units].reduce(
      (sum, unit) => sum + movePeople(ledger, unit, kept.name, [kept.id, gone.id]),
      0,
    ),
    matches: moveRememberedMatches(ledger, gone.id, kept.id),
    aliases: moveAliases(ledger, gone.id, kept.id),
    activities: moveActivities(ledger, gone.id, kept.id),
  };
  moveProcedures(ledger, gone.id, kept.id);
  moveIndicators(ledger, gone.id, kept.id);
  moveConfirmations(ledger, gone.id, kept.id);
  moveRecords(ledger, gone.id, kept.id);
  moveEvaluations(ledger, gone.id, kept.id);
  moveRegisterEntries(ledger, gone.id, kept.id);
  movePackageRows(ledger, gone.id, kept.id);
  removeKindergarten(ledger, gone.id);
  storeVersions(ledger, kept.id, versions.kept, merged);
  const pick = (field: 'code' | 'creditCode') =>
    kept[field] === null || (gone[field] !== null && choose(field) === 'gone') ? gone[field] : kept[field];
  const codes = { code: pick('code'), creditCode: pick('creditCode') };
  // Codes bear no dates: whatever the mode, they are as they are now.
  reviseKindergarten(ledger, kept.id, codes, { mode: 'correct', on });

  const dropped = [kept.code, gone.code].find((code) => code !== null && code !== codes.code) ?? null;
  const bearing = new Set(merged.map(({ facts }) => `${facts.districtId}|${nameKey(facts.name)}`));
  const aliases = [...names].filter(([key]) => !bearing.has(key)).map(([, facts]) => facts);
  const latest = versions.gone.at(-1)?.facts;
  // A code that is dropped is remembered with a name, even where the name itself is no other.
  const remembered = dropped !== null && aliases.length === 0 && latest ? [latest] : aliases;
  for (const [index, { name, districtId }] of remembered.entries()) {
    addAlias(ledger, kept.id, { name, districtId, code: index === remembered.length - 1 ? dropped : null });
  }

  const after = findKindergarten(ledger, kept.id, on) ?? kept;
  const changed = (Object.keys(fieldLabels) as LabelledField[]).filter(
    (field) => kept[field] !== after[field],
  );
  passOnOrigins(
    ledger,
    operation,
    kept.id,
    new Map(
      changed.flatMap((field) => {
        const origin = origins.get(originField(field));
        return origin ? [[field, origin] as const] : [];
      }),
    ),
  );
  return {
    kept: after,
    changes: changed.map((field) => ({
      field,
      before: valueInWords(kept[field]),
      after: valueInWords(after[field]),
    })),
    moved: { ...moved, aliases: moved.aliases + remembered.length },
  };
}
