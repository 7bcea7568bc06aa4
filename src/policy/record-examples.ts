import { z } from 'zod';
import { isIsoDate } from '../common/dates.ts';
import type { LedgerFacts } from './facts.ts';
import type { FundAccount } from './fund/judge-fund.ts';
import type { InspectionFacts } from './inspection/faults.ts';
import { rectificationSteps, severities } from './inspection/rectification.ts';
import { type PostingFacts, placeTiers, postingKinds, postingRanks } from './posting/posting.ts';

/** What examples of policy files give of postings, inspections and funds. */

const date = z.string().refine(isIsoDate, '日期，如 2021-03-16');
const text = z.string().min(1);
const oneOf = <K extends string>(names: Readonly<Record<K, string>>) =>
  z.enum(Object.keys(names) as [K, ...K[]]);
/** The lead, or the first member. */
const side = z.enum(['lead', 'member']);

export const recordGivens = {
  /** Evaluations of the group: scored unless told, and the opinion on the first member heard on a day. */
  evaluations: z
    .array(
      z.strictObject({
        year: z.int(),
        final: date.optional(),
        scored: z.boolean().default(true),
        heard: date.optional(),
      }),
    )
    .optional(),
  /** Postings: from the lead to the first member, or with `origin: member` the other way round. */
  postings: z
    .array(
      z.strictObject({
        person: text,
        kind: oneOf(postingKinds),
        rank: oneOf(postingRanks).optional(),
        origin: side.default('lead'),
        from: date,
        to: date.optional(),
        originTier: oneOf(placeTiers).optional(),
        destinationTier: oneOf(placeTiers).optional(),
        poor: z.boolean().optional(),
      }),
    )
    .optional(),
  /** Inspections of the first member; steps are `[step, date]`, a notice with its due date, a re-check with yes or no. */
  inspections: z
    .array(
      z.strictObject({
        on: date,
        filed: date.optional(),
        findings: z
          .array(
            z.strictObject({
              severity: oneOf(severities).default('ordinary'),
              steps: z
                .array(
                  z.union([
                    z.tuple([oneOf(rectificationSteps), date]),
                    z.tuple([z.literal('notice'), date, date]),
                    z.tuple([z.literal('recheck'), date, z.boolean()]),
                  ]),
                )
                .default([]),
            }),
          )
          .default([]),
      }),
    )
    .optional(),
  /** Budgets of the group in yuan, `[year, yuan]` or `[year, yuan, purpose]`. */
  budgets: z
    .array(z.union([z.tuple([z.int(), z.number()]), z.tuple([z.int(), z.number(), text])]))
    .optional(),
  /** Entries of the group in yuan; `office` ones of the office. */
  spent: z
    .array(
      z.strictObject({
        on: date,
        for: text,
        yuan: z.number(),
        voucher: text.optional(),
        reverses: text.optional(),
        account: z.enum(['separate', 'running']).optional(),
        by: z.literal('office').optional(),
      }),
    )
    .optional(),
};

type Givens = z.infer<z.ZodObject<typeof recordGivens>>;

function examplePostings(
  given: NonNullable<Givens['postings']>,
  places: { readonly lead: number | null; readonly member: number | null },
): ReadonlyMap<number, PostingFacts[]> {
  const people = new Map<string, number>();
  const byPlace = new Map<number, PostingFacts[]>();
  for (const { person, kind, rank, origin, from, to, poor, ...tiers } of given) {
    const personId = people.get(person) ?? people.size + 1;
    people.set(person, personId);
    const [originId, destinationId] =
      origin === 'lead' ? [places.lead, places.member] : [places.member, places.lead];
    const posting: PostingFacts = {
      personId,
      name: person,
      unit: '甲幼儿园',
      groupId: 1,
      kind,
      rank: rank ?? null,
      originId,
      destinationId: destinationId ?? 0,
      originTier: tiers.originTier ?? null,
      destinationTier: tiers.destinationTier ?? null,
      destinationPoor: poor ?? null,
      from,
      to: to ?? null,
    };
    for (const id of [originId, destinationId]) {
      if (id !== null) byPlace.set(id, [...(byPlace.get(id) ?? []), posting]);
    }
  }
  return byPlace;
}

function exampleInspections(given: NonNullable<Givens['inspections']>, member: number): InspectionFacts[] {
  return given.map(({ on, filed, findings }) => ({
    kindergartenId: member,
    kind: 'inspection',
    planFiledOn: filed ?? null,
    visitedOn: on,
    findings: findings.map(({ severity, steps }) => ({
      severity,
      visitedOn: on,
      steps: steps.map(([step, doneOn, more]) => ({
        step,
        doneOn,
        dueOn: typeof more === 'string' ? more : null,
        passed: step === 'recheck' ? more !== false : null,
        result: null,
        document: null,
      })),
    })),
  }));
}

function exampleFunds({ budgets = [], spent = [] }: Givens, policyId: string): Map<string, FundAccount> {
  const cents = (yuan: number) => Math.round(yuan * 100);
  const holder = (by: 'office' | undefined) => ({
    officeId: by === 'office' ? 1 : null,
    groupId: by === 'office' ? null : 1,
  });
  const entries = spent.map(({ on, for: purpose, yuan, voucher, reverses, account, by }) => ({
    policyId,
    year: Number(on.slice(0, 4)),
    ...holder(by),
    on,
    purpose,
    voucher: voucher ?? null,
    cents: cents(yuan),
    reverses: reverses ?? null,
    account: account ?? null,
  }));
  const planned = budgets.map(([year, yuan, purpose]) => ({
    policyId,
    year,
    ...holder(undefined),
    purpose: purpose ?? '',
    cents: cents(yuan),
  }));
  const accounts = new Map<string, FundAccount>();
  const ofGroup = entries.filter(({ groupId }) => groupId !== null);
  const ofOffice = entries.filter(({ officeId }) => officeId !== null);
  if (ofGroup.length + planned.length > 0) accounts.set('group 1', { budgets: planned, entries: ofGroup });
  if (ofOffice.length > 0) accounts.set('office 1', { budgets: [], entries: ofOffice });
  return accounts;
}

function exampleEvaluations(
  given: NonNullable<Givens['evaluations']>,
  policyId: string,
  member: number | null,
): LedgerFacts['evaluations'] {
  const evaluations = given.map(({ year, final, scored, heard }) => ({
    policyId,
    year,
    finalisedOn: final ?? null,
    isScored: scored,
    members: scored && member !== null ? [member] : [],
    heard: heard === undefined || member === null ? [] : [{ kindergartenId: member, heardOn: heard }],
  }));
  return evaluations.length === 0 ? new Map() : new Map([[1, evaluations]]);
}

/** The postings, inspections, funds and evaluations of an example. */
export function exampleRecordFacts(
  given: Givens,
  policyId: string,
  places: { readonly lead: number | null; readonly member: number | null },
): Pick<LedgerFacts, 'postings' | 'inspections' | 'funds' | 'evaluations'> {
  const { member } = places;
  return {
    postings: examplePostings(given.postings ?? [], places),
    inspections: new Map(
      member === null ? [] : [[member, exampleInspections(given.inspections ?? [], member)]],
    ),
    funds: exampleFunds(given, policyId),
    evaluations: exampleEvaluations(given.evaluations ?? [], policyId, member),
  };
}
