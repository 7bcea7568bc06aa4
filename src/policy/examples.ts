import { beginning } from '../common/dates.ts';
import { exampleRegularFacts } from './cadence/example.ts';
import { evaluateOffice, evaluatePolicy, figuresOf } from './evaluate.ts';
import {
  type Bodies,
  type BodyFacts,
  type GroupFacts,
  type IndicatorFacts,
  type KindergartenFacts,
  type LedgerFacts,
  type MembershipFacts,
  type RegisterFacts,
  type TrainingFacts,
  unknownKindergarten,
} from './facts.ts';
import type { Outcome, Verdict } from './policy.ts';
import { exampleRecordFacts } from './record-examples.ts';
import type { DecidableRule, Policy, PolicyExample } from './schema.ts';
import { gravest } from './three-valued.ts';

type ExampleKindergarten = NonNullable<NonNullable<PolicyExample['given']['members']>[number]>;

/** The invented city in which examples take place where they do not say otherwise. */
const city = {
  name: '云溪市',
  districts: ['东湖区', '西岭区', '南浦区', '北原区', '河口县', '青石县'],
};

/** Ids of the offices of districts in examples begin here; that of the city's own is 1. */
const firstDistrict = 101;

/** Ids of members that left in examples begin here. */
const firstDeparted = 1001;

const defaultDate = '2022-05-01';

/** Places by name get an id each, so that the same name is the same place; the city itself is 0. */
function placeIds() {
  const ids = new Map<string, number>();
  return (name: string | undefined): number | null => {
    if (name === undefined) return null;
    const known = ids.get(name) ?? ids.size + 1;
    ids.set(name, known);
    return known;
  };
}

/** The ledger an example speaks of: one group of the rule's tier, with what is given and nothing else known. */
function exampleFacts(policy: Policy, rule: DecidableRule, example: PolicyExample): LedgerFacts {
  const { given } = example;
  const place = placeIds();
  const kindergartens = new Map<number, KindergartenFacts>();
  const cycle = given.cycle ?? { from: '2021-03-01', to: '2023-12-31' };
  const add = (
    id: number,
    name: string,
    { district, districtLevel, town, ...known }: ExampleKindergarten,
  ) => {
    const level = districtLevel ?? (district === undefined ? null : 'county');
    kindergartens.set(id, {
      ...unknownKindergarten(id, name),
      ...known,
      name,
      district: district ?? null,
      // What hangs on the city or the province itself lies in no district.
      districtId: level === 'city' ? 0 : level === 'province' ? -1 : place(district),
      districtLevel: level,
      town: town ?? null,
      townId: place(town === undefined ? undefined : `${district ?? ''}${town}`),
    });
  };
  const join = (
    role: MembershipFacts['role'],
    kindergarten: ExampleKindergarten,
    fallback: string,
  ): MembershipFacts => {
    const id = kindergartens.size + 1;
    const { name = fallback } = kindergarten;
    add(id, name, kindergarten);
    return { membershipId: id, kindergartenId: id, name, role, validFrom: cycle.from, validTo: null };
  };
  const tier = given.tier ?? rule.tier ?? policy.tiers[0]?.id ?? null;
  // Where the office's kindergartens are given, a lead of which nothing is known is not added to them.
  const someLead = given.lead ?? (given.lead === undefined && given.others === undefined ? {} : null);
  const lead = someLead && join('lead', someLead, '甲幼儿园');
  const members = (given.members ?? []).map((member, index) =>
    join('member', member, `乙${index + 1}幼儿园`),
  );
  for (const other of given.others ?? []) {
    const id = kindergartens.size + 1;
    add(id, other.name ?? `丙${id}幼儿园`, other);
  }
  const base = { policyId: policy.id, tier: tier === 'open' ? null : tier };
  const groups: GroupFacts[] = [
    {
      id: 1,
      ...base,
      name: given.named ?? '第一联盟',
      lead,
      members,
      cycleStart: cycle.from,
      cycleEnd: cycle.to,
    },
  ];
  const [first] = members;
  if (given.secondGroup && first) {
    const { from, to } = given.secondGroup;
    groups.push({
      id: 2,
      ...base,
      name: '第二联盟',
      lead: null,
      members: [{ ...first, membershipId: kindergartens.size + 1, validFrom: from }],
      cycleStart: from,
      cycleEnd: to,
    });
  }
  const on = given.on ?? defaultDate;
  const districts = given.districts ?? city.districts;
  return {
    on,
    askedOn: on,
    office: {
      own: { id: 1, name: city.name },
      level: given.level ?? 'city',
      areaName: given.area ?? city.name,
      districtNames: districts,
      seat: given.seat ?? null,
      districts:
        given.level === 'county'
          ? []
          : districts.map((name, index) => ({
              id: firstDistrict + index,
              name,
            })),
    },
    roster: { [Symbol.iterator]: () => kindergartens.values() },
    kindergartens,
    groups,
    ...exampleRecords(policy, rule, example, members[0] ?? null),
    indicators: exampleFigures(example, kindergartens),
    ...exampleRecordFacts(given, policy.id, {
      lead: lead?.kindergartenId ?? null,
      member: members[0]?.kindergartenId ?? null,
    }),
    trainings: exampleTrainings(example, members[0]?.kindergartenId),
    registers: exampleRegisters(rule, example, kindergartens),
    ...exampleRegularFacts(given, {
      policyId: policy.id,
      ruleId: rule.id,
      on,
      cycle,
      lead: lead?.kindergartenId ?? null,
      member: members[0]?.kindergartenId ?? null,
      district: (name) => firstDistrict + districts.indexOf(name),
      isOffice: (kind) => policy.activities.find(({ id }) => id === kind)?.of === 'office',
      isOfficeReport: (report) =>
        policy.reports.find(({ id }) => id === report)?.chain.every(({ from }) => from !== 'group') ?? false,
    }),
  };
}

/** The trainings of an example: those of its first member. */
function exampleTrainings({ given }: PolicyExample, member: number | undefined): TrainingFacts {
  const { trained } = given;
  return {
    isEmpty: () => trained === undefined,
    trained: (id, from, to) =>
      trained && id === member && trained.on >= from && trained.on <= to ? trained.people : 0,
  };
}

/** The registers of an example: each that it names is kept, and the rule's own. */
function exampleRegisters(
  rule: DecidableRule,
  { given }: PolicyExample,
  kindergartens: ReadonlyMap<number, KindergartenFacts>,
): RegisterFacts {
  const ofOffice = rule.kind === 'register' && rule.parameters.of === 'office';
  return {
    of: (register) => ({
      name: register,
      entries: (given.registered ?? [])
        .filter((each) => each.in === register)
        .map(({ at, values }) => ({
          groupId: at === undefined && !ofOffice ? 1 : null,
          kindergartenId: [...kindergartens.values()].find(({ name }) => name === at)?.id ?? null,
          values,
        })),
    }),
  };
}

/** The yearly figures of an example, whatever the policy. */
function exampleFigures(
  { given }: PolicyExample,
  kindergartens: ReadonlyMap<number, KindergartenFacts>,
): IndicatorFacts {
  const all = (given.figures ?? []).map(({ of, year, at, part, whole, result, target }) => {
    const figure = {
      numerator: part ?? null,
      denominator: whole ?? null,
      result: result ?? null,
      target: target ?? null,
    };
    const id = [...kindergartens.values()].find(({ name }) => name === at)?.id ?? null;
    return { of, year, at, id, figure };
  });
  return {
    years: (_, indicator) =>
      [...new Set(all.filter(({ of }) => of === indicator).map(({ year }) => year))].sort((a, b) => a - b),
    of: (_, indicator, year) => {
      const own = all.filter((each) => each.of === indicator && each.year === year);
      return {
        office: own.find(({ at }) => at === undefined)?.figure ?? null,
        kindergartens: new Map(own.flatMap(({ id, figure }) => (id === null ? [] : [[id, figure]]))),
      };
    },
  };
}

/** Steps, papers and waivers of an example: of its group, or of the first member where the policy says so. */
function exampleRecords(
  policy: Policy,
  rule: DecidableRule,
  example: PolicyExample,
  member: MembershipFacts | null,
): Pick<LedgerFacts, 'steps' | 'documents' | 'departures' | 'waivers' | 'bodies'> {
  const { given } = example;
  // Without members it is whoever left that steps and papers are of.
  const concerned = member?.kindergartenId ?? (given.left ? firstDeparted : null);
  const of = (list: readonly { id: string; of: 'group' | 'member' }[], id: string) =>
    list.find((each) => each.id === id)?.of === 'member' ? concerned : null;
  const steps = (given.steps ?? []).map(([procedureId, step, doneOn]) => ({
    groupId: 1,
    kindergartenId: of(policy.procedures, procedureId),
    procedureId,
    step,
    doneOn,
  }));
  const documents = (given.documents ?? []).map(([checklist, item, present]) => ({
    groupId: 1,
    kindergartenId: of(policy.checklists, checklist),
    checklist,
    item,
    present,
  }));
  const waiver = { policyId: policy.id, ruleId: rule.id, groupId: 1, kindergartenId: null };
  const departures = (given.left ?? []).map((left, index) => ({
    groupId: 1,
    membershipId: firstDeparted + index,
    kindergartenId: firstDeparted + index,
    name: `退出${index + 1}幼儿园`,
    leftOn: left.on,
    reason: left.reason ?? null,
  }));
  return {
    departures: new Map([[1, departures]]),
    bodies: exampleBodies(policy, example),
    steps: new Map([[1, steps]]),
    documents: new Map([[1, documents]]),
    waivers:
      given.waived === undefined
        ? []
        : [
            {
              ...waiver,
              reason: given.waived,
              by: city.name,
              date: defaultDate,
              validFrom: beginning,
              validTo: null,
            },
          ],
  };
}

/** The bodies of an example, one for each kind and place, with those who sit in them. */
function exampleBodies(policy: Policy, { given }: PolicyExample): Bodies {
  const districts = given.districts ?? city.districts;
  const people = new Map<string, number>();
  const bodies = new Map<string, BodyFacts & { seats: BodyFacts['seats'][number][] }>();
  for (const { body: kind, role, name, posts, of = '', until } of given.seats ?? []) {
    const definition = policy.bodies.find(({ id }) => id === kind);
    const isOffice = definition?.of === 'office';
    const key = `${kind} ${of}`;
    const body = bodies.get(key) ?? {
      id: bodies.size + 1,
      kind,
      policyId: policy.id,
      officeId: isOffice ? (of === '' ? 1 : firstDistrict + districts.indexOf(of)) : null,
      groupId: isOffice ? null : of === '' ? 1 : 2,
      title: definition?.name ?? kind,
      seats: [],
    };
    bodies.set(key, body);
    const unit = posts.split(' ')[0] ?? posts;
    const unitAndPosts = posts.replace(' ', '');
    const person = `${name}@${unit}`;
    const personId = people.get(person) ?? people.size + 1;
    people.set(person, personId);
    const on = given.on ?? defaultDate;
    const endedOn = until !== undefined && until <= on ? until : null;
    body.seats.push({ personId, name, unit, role, unitAndPosts, endedOn });
  }
  const all = [...bodies.values()];
  const ofGroups = new Map<number, BodyFacts[]>();
  for (const body of all) {
    if (body.groupId !== null) ofGroups.set(body.groupId, [...(ofGroups.get(body.groupId) ?? []), body]);
  }
  return { ofOffices: all.filter(({ groupId }) => groupId === null), ofGroups };
}

export interface ExampleResult {
  /** The gravest of the rule's verdicts; null where it gave none. */
  readonly outcome: Outcome | null;
  /** The other reading that goes with that verdict. */
  readonly otherReading: Outcome | undefined;
  /** The first figure of a clause that gives no verdict. */
  readonly figure: number | undefined;
  readonly verdicts: readonly Verdict[];
}

/** Judges the rule on the example's facts. */
export function runExample(policy: Policy, rule: DecidableRule, example: PolicyExample): ExampleResult {
  const facts = exampleFacts(policy, rule, example);
  const verdicts = [...evaluatePolicy(policy, facts), ...evaluateOffice(policy, facts)].filter((verdict) =>
    verdict.rule.split('/').includes(rule.id),
  );
  const figure = figuresOf(policy, facts).find((each) => each.rule === rule.id)?.value;
  if (verdicts.length === 0) return { outcome: null, otherReading: undefined, figure, verdicts };
  const outcome = gravest(verdicts.map((verdict) => verdict.outcome));
  const otherReading = verdicts.find((verdict) => verdict.outcome === outcome)?.otherReading?.outcome;
  return { outcome, otherReading, figure, verdicts };
}
