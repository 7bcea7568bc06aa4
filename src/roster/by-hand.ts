import { beginning, type IsoDate } from '../common/dates.ts';
import { Failure, makeFinding, refuseErrors } from '../findings/catalogue.ts';
import type { Finding, Parameters } from '../findings/finding.ts';
import type { ChangeReport } from '../ledger/apply-change.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FieldValue } from '../tables/record.ts';
import { fieldLabels, type LabelledField, valueInWords } from './field-labels.ts';
import type { Kindergarten, KindergartenChanges } from './kindergarten.ts';
import { type Match, type MatchCandidate, matchKindergarten } from './matching.ts';
import { doubtsAbout } from './plausibility.ts';
import { type GivenKindergarten, insertGiven } from './reconcile.ts';
import type { Revision } from './revision.ts';
import { splitOwnership } from './roster.import.ts';
import { findKindergarten, reviseKindergarten } from './roster.store.ts';
import { RosterPass, unknownOffice, type WrittenDistrict } from './roster-run.ts';

/** Values given by hand, with the district as an office. */
export interface HandGiven {
  readonly given: GivenKindergarten;
  readonly findings: readonly Finding[];
}

function doubts(given: GivenKindergarten): Finding[] {
  return doubtsAbout(given).map(({ code, parameters }) =>
    makeFinding(code, { subject: given.name, ...parameters }),
  );
}

/** Values typed for a new kindergarten, made ready for the ledger. */
export function givenByHand(
  values: ReadonlyMap<LabelledField, FieldValue | null>,
  pass: RosterPass,
): HandGiven {
  const { district: written, ...rest } = Object.fromEntries(
    [...values].filter(([, value]) => value !== null),
  ) as Record<string, FieldValue>;
  const given: Record<string, unknown> = { ...rest };
  const findings: Finding[] = [];
  const district = pass.district(written === undefined ? undefined : String(written));
  if (district) given.district = district;
  if (district?.alias) findings.push(aliasNotice(district.alias));
  if (district?.near !== undefined) findings.push(makeFinding('district-near', nearOf(district)));
  splitOwnership(
    given,
    (ownership) => findings.push(makeFinding('inclusive-contradiction', { value: '否', ownership })),
    pass,
  );
  if (given.town !== undefined && !district) {
    findings.push(makeFinding('town-without-district', { value: String(given.town) }));
  }
  return { given: given as GivenKindergarten, findings };
}

const nearOf = ({ name, near }: WrittenDistrict) => ({ value: name, near });

const addedNotices = (pass: RosterPass) =>
  pass.takeAddedDistricts().map((value) => makeFinding('district-added', { value }));

const aliasNotice = (alias: { written: string; meant: string }) =>
  makeFinding('district-alias', { value: alias.written, meant: alias.meant });

function matchGiven(given: GivenKindergarten, pass: RosterPass): Match {
  const { name, town, code, creditCode, district } = given;
  const districtId = district ? (district.officeId ?? unknownOffice) : null;
  return matchKindergarten({ name, town, code, creditCode, districtId }, pass.index);
}

/**
 * The kindergartens that a new one might be mistaken for; only a person can say that it is another.
 * @throws Failure `kindergarten-exists`, `match-contradiction`
 */
export function similarTo(given: GivenKindergarten, pass: RosterPass): readonly MatchCandidate[] {
  const match = matchGiven(given, pass);
  if (match.kind === 'same') {
    const entry = pass.index.entry(match.id);
    const by = { code: '学校标识码', creditCode: '统一社会信用代码', name: '名称' }[match.by];
    throw new Failure('kindergarten-exists', { value: entry?.name ?? given.name, id: match.id, by });
  }
  if (match.kind === 'contradiction') {
    throw new Failure('match-contradiction', { value: given.name, reason: match.reason });
  }
  return match.kind === 'near' ? match.candidates : [];
}

/** Adds a kindergarten by hand; call inside `perform`. @throws Failure as `similarTo` */
export function addByHand(
  ledger: Ledger,
  folders: readonly string[],
  values: ReadonlyMap<LabelledField, FieldValue | null>,
  since: IsoDate | undefined,
): ChangeReport {
  const pass = new RosterPass(ledger, folders);
  const { given, findings } = givenByHand(values, pass);
  refuseErrors(findings);
  similarTo(given, pass);
  const match = matchGiven(given, pass);
  const said = [...findings, ...doubts(given)];
  if (match.kind === 'new' && match.namesake !== null) {
    const entry = pass.index.entry(match.namesake);
    said.push(makeFinding('namesake', { value: given.name, code: entry?.code ?? entry?.creditCode ?? '' }));
  }
  const { id } = insertGiven(given, ledger, pass, since ?? beginning);
  said.push(...sharedCreditCode(id, given, pass));
  said.push(...addedNotices(pass));
  const lines = Object.entries(fieldLabels).flatMap(([field, label]) => {
    const value =
      field === 'district' ? given.district?.name : given[field as Exclude<LabelledField, 'district'>];
    const words = valueInWords(value);
    return words === null || field === 'name' ? [] : [`  ${label}：${words}`];
  });
  return {
    lines: [`登记：${given.name}（编号 ${id}）${since ? `，${since} 起` : ''}`, ...lines],
    findings: said,
    record: { id, name: given.name, since: since ?? null },
  };
}

/** Changes a kindergarten by hand; call inside `perform`. @throws Failure `kindergarten-exists` */
export function editByHand(
  ledger: Ledger,
  folders: readonly string[],
  kindergarten: Kindergarten,
  values: ReadonlyMap<LabelledField, FieldValue | null>,
  revision: Revision,
): ChangeReport {
  const pass = new RosterPass(ledger, folders);
  const findings: Finding[] = [];
  const wanted: Record<string, unknown> = Object.fromEntries(values);
  splitOwnership(
    wanted,
    (ownership) => findings.push(makeFinding('inclusive-contradiction', { value: '否', ownership })),
    pass,
  );
  const { district, town, ...plain } = wanted;
  const changes: Record<string, unknown> = { ...plain };
  if (district !== undefined) {
    const written = district === null ? null : pass.district(String(district));
    if (written?.alias) findings.push(aliasNotice(written.alias));
    if (written?.near !== undefined) throw new Failure('district-near', nearOf(written));
    changes.districtId = written ? pass.enterDistrict(written) : null;
  }
  if (town !== undefined || district !== undefined) {
    const districtId = (changes.districtId ?? kindergarten.districtId) as number | null;
    const name = town === undefined ? kindergarten.town : (town as string | null);
    if (name === null) changes.townId = null;
    else if (districtId === null || changes.districtId === null) {
      findings.push(makeFinding('town-without-district', { value: name }));
      changes.townId = null;
    } else changes.townId = pass.enterTown(name, districtId);
  }
  refuseTaken(kindergarten, changes, pass);
  reviseKindergarten(ledger, kindergarten.id, changes as KindergartenChanges, revision);
  const on = revision.mode === 'since' ? revision.since : revision.mode === 'correct' ? revision.on : '';
  const after = findKindergarten(ledger, kindergarten.id, on) ?? kindergarten;
  const changed = (Object.keys(fieldLabels) as LabelledField[]).filter(
    (key) => kindergarten[key] !== after[key],
  );
  const shown = (value: Kindergarten[LabelledField]) => valueInWords(value) ?? '（空）';
  if (changed.includes('creditCode')) findings.push(...sharedCreditCode(kindergarten.id, after, pass));
  const touched = doubtsAbout(given(after)).filter(({ field, against }) =>
    changed.some((key) => key === field || key === against),
  );
  return {
    lines: [
      `${kindergarten.name}（编号 ${kindergarten.id}），${revision.mode === 'since' ? `${on} 起变为` : '改正'}：`,
      ...changed.map((key) => `  ${fieldLabels[key]}：${shown(kindergarten[key])} → ${shown(after[key])}`),
    ],
    findings: [
      ...findings,
      ...addedNotices(pass),
      ...touched.map(({ code, parameters }) =>
        makeFinding(code, { subject: after.name, ...parameters } as Parameters),
      ),
    ],
    record: {
      id: kindergarten.id,
      name: after.name,
      since: revision.mode === 'since' ? on : null,
      changes: changed.map((field) => ({ field, before: kindergarten[field], after: after[field] })),
    },
  };
}

/** Says so where others bear the credit code too. */
function sharedCreditCode(
  id: number,
  { name, creditCode }: { readonly name: string; readonly creditCode?: string | null },
  pass: RosterPass,
): Finding[] {
  const others = creditCode ? pass.index.idsByCreditCode(creditCode).filter((each) => each !== id) : [];
  const known = others.map((each) => `“${pass.index.entry(each)?.name ?? ''}”`).join('、');
  return known === '' ? [] : [makeFinding('credit-code-shared', { subject: name, value: creditCode, known })];
}

/** A kindergarten's facts as a sheet would give them, for the doubts about them. */
function given(kindergarten: Kindergarten): GivenKindergarten {
  const { longitude, latitude, staff, teachers, preschoolTeachers, classes, children, name } = kindergarten;
  return { name, longitude, latitude, staff, teachers, preschoolTeachers, classes, children };
}

/** A code, or a name within a district, that already is another kindergarten's. */
function refuseTaken(kindergarten: Kindergarten, changes: Record<string, unknown>, pass: RosterPass): void {
  const refuse = (id: number | undefined, by: string) => {
    if (id === undefined || id === kindergarten.id) return;
    throw new Failure('kindergarten-exists', { value: pass.index.entry(id)?.name ?? '', id, by });
  };
  if (typeof changes.code === 'string') refuse(pass.index.idByCode(changes.code), '学校标识码');
  if (typeof changes.creditCode === 'string') {
    // One legal person may run several, each with an identity code of its own.
    const code = changes.code ?? kindergarten.code;
    const taken = pass.index.idsByCreditCode(changes.creditCode).find((id) => {
      const other = pass.index.entry(id)?.code;
      return id !== kindergarten.id && !(code && other && code !== other);
    });
    refuse(taken, '统一社会信用代码');
  }
}
