import type { DueAccount } from '../activities/due/accounts.ts';
import { readDue } from '../activities/due/read-due.ts';
import type { IsoDate } from '../common/dates.ts';
import type { PaperKind } from '../documents/papers/paper-kind.ts';
import type { WordingValues } from '../documents/wording/values.ts';
import type { Group } from '../groups/group.ts';
import { withoutSuperseded } from '../groups/group.ts';
import { listGroups } from '../groups/groups.store.ts';
import { tierNamed } from '../groups/tier-named.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import { policiesInForce } from '../ledger/policies-in-force.store.ts';
import { enteredTerms } from '../ledger/terms.store.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Ledger } from '../store/ledger.ts';
import { roleNames, usualRoleNames } from './facts/group-facts.ts';
import { type PaperSpan, spanFacts, spanMeant } from './facts/span.ts';

export interface PaperAsked {
  readonly on: IsoDate;
  /** The day the paper bears. */
  readonly date: IsoDate;
  /** Whether the clerk said that day; else the day of what the paper is about may take its place. */
  readonly isDateGiven: boolean;
  readonly number: string | undefined;
  readonly policy: string | undefined;
  readonly tier: string | undefined;
  readonly period: string | undefined;
  readonly folders: readonly string[];
}

/** What papers are filled from, read once for all subjects of a batch. */
export class PaperWorld {
  readonly ledger: Ledger;
  readonly asked: PaperAsked;
  readonly span: PaperSpan;
  readonly #accounts = new Map<string, readonly DueAccount[]>();
  readonly #policies = new Map<string, Policy>();

  /** @throws Failure `option-value` for the period */
  constructor(ledger: Ledger, kind: Pick<PaperKind, 'period'>, asked: PaperAsked) {
    this.ledger = ledger;
    this.asked = asked;
    this.span = spanMeant(kind, asked.period, asked.on, enteredTerms(ledger));
  }

  /** The policy named, else the only one in force; undefined where none can be told. @throws Failure `policy-unknown` */
  get policy(): Policy | undefined {
    const { policy, on } = this.asked;
    if (policy !== undefined) return this.#versionOf(policy);
    const inForce = policiesInForce(this.ledger, on);
    const [only] = inForce;
    return only !== undefined && inForce.length === 1 ? this.#versionOf(only) : undefined;
  }

  policyOf(group: Pick<Group, 'policyId'>): Policy {
    return this.#versionOf(group.policyId);
  }

  /** A policy as it went on the day asked for; looked up once, for a batch may ask for it of each group. */
  #versionOf(id: string): Policy {
    const known = this.#policies.get(id) ?? loadPolicy(id, this.asked.folders, this.asked.on);
    this.#policies.set(id, known);
    return known;
  }

  /** The groups that stand, of the policy and tier asked for. */
  groups(): Group[] {
    const { on, tier } = this.asked;
    const { policy } = this;
    const wanted = tier === undefined || policy === undefined ? undefined : tierNamed(policy, tier);
    return withoutSuperseded(
      listGroups(this.ledger, on, policy === undefined ? {} : { policyId: policy.id }),
    ).filter((group) => wanted === undefined || group.tier === wanted);
  }

  /** What was due in the span under a policy, of all its groups and the office. */
  accounts(policyId: string): readonly DueAccount[] {
    let known = this.#accounts.get(policyId);
    if (!known) {
      const { on, folders } = this.asked;
      const request = {
        policies: [policyId],
        group: undefined,
        period: this.span.text,
        on,
        templateFolders: folders,
      };
      known = readDue(this.ledger, request).accounts;
      this.#accounts.set(policyId, known);
    }
    return known;
  }

  /** What every paper can name: the office, its policy, what groups are called, the span, day and number. */
  common(policy: Policy | undefined = this.policy): WordingValues {
    const own = ownOffice(this.ledger);
    return {
      单位: { 名称: own.title ?? own.name, 地区: own.name },
      政策: {
        标题: policy?.title ?? null,
        文号: policy?.number ?? null,
        发文单位: policy?.issuer ?? null,
      },
      称呼: policy ? roleNames(policy) : usualRoleNames,
      ...spanFacts(this.span),
      日期: this.asked.date,
      文号: this.asked.number ?? null,
    };
  }
}
