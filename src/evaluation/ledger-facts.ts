import type { Activity } from '../activities/activity.ts';
import type { IsoDate } from '../common/dates.ts';
import { type Group, membershipOn } from '../groups/group.ts';
import { membershipHistory } from '../groups/memberships.store.ts';
import { indicatorFacts } from '../indicators/indicators.store.ts';
import { figureValue } from '../policy/kinds/indicator-total.ts';
import type { Policy } from '../policy/schema.ts';
import { listPostings } from '../postings/postings.store.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import {
  cadenceRate,
  evidenceRate,
  type FactScope,
  participationRate,
  readAccounts,
  readHeld,
  tookPart,
  yearStart,
} from './activity-facts.ts';
import { averageOf, count, exact, type FactValue, unknown } from './fact-value.ts';
import type { FactReference } from './facts.ts';
import { memberSubject, type Participant, yearEnd } from './participants.ts';
import { previousTotals } from './previous-totals.ts';
import {
  findingsCount,
  papersRate,
  postingsOf,
  readInspections,
  readPapers,
  readTrained,
  rectificationRate,
  trainingRate,
} from './record-facts.ts';
import type { Rubric } from './rubric.ts';

/** Everybody of a group, the lead first. */
const everyone = (group: Group): number[] =>
  [...(group.lead ? [group.lead] : []), ...group.members].map(({ kindergartenId }) => kindergartenId);

/**
 * What the ledger knows of the participants of a year, as formulas ask for it. Each kind of record is read once, when a
 * formula first asks for it; what happened after `on` does not count.
 */
export class LedgerFacts {
  readonly #ledger: Ledger;
  readonly #rubric: Rubric;
  readonly #scope: FactScope;
  readonly #kept = new Map<string, unknown>();

  constructor(
    ledger: Ledger,
    given: {
      readonly policy: Policy;
      readonly rubric: Rubric;
      /** All groups that take part. */
      readonly groups: readonly Group[];
      readonly year: number;
      readonly on: IsoDate;
    },
  ) {
    this.#ledger = ledger;
    this.#rubric = given.rubric;
    const { policy, groups, year, on } = given;
    // The last day that counts: the end of the year, or the day asked about.
    this.#scope = { policy, groups, year, until: on < yearEnd(year) ? on : yearEnd(year) };
  }

  /** A fact of a participant; live facts are not the ledger's to tell and are unknown here. */
  of(participant: Participant, fact: FactReference): FactValue {
    if (fact.kind === 'indicator') return this.#indicator(participant, fact);
    const { group, kindergartenId } = participant;
    const scope = this.#scope;
    const own = kindergartenId === null ? everyone(group) : [kindergartenId];
    switch (fact.key) {
      case 'cadence_rate':
        return cadenceRate(this.#once('due', () => readAccounts(this.#ledger, scope)).get(group.id) ?? []);
      case 'activities_held':
        return count(this.#held(group).length, `已举行的活动 ${this.#held(group).length} 次`);
      case 'activities_outstanding':
        return this.#counted(group, ({ outstanding }) => outstanding, '记录为突出的活动');
      case 'activities_hosted':
        return this.#counted(group, ({ hostId }) => hostId === kindergartenId, '承办的活动');
      case 'activities_attended':
        return this.#counted(group, (each) => tookPart(each, kindergartenId), '参加的活动');
      case 'participation_rate':
        return participationRate(this.#held(group), participant, this.#joinedOn(participant));
      case 'evidence_rate':
        return evidenceRate(this.#held(group));
      case 'training_rate':
        return trainingRate(
          own,
          this.#once('trained', () => readTrained(this.#ledger, scope)),
          (id) => this.#kindergarten(id),
        );
      case 'papers_rate': {
        const papers = this.#once('papers', () => readPapers(this.#ledger, scope.until));
        return papersRate(scope.policy, participant, papers.get(group.id) ?? []);
      }
      case 'rectification_rate':
        return rectificationRate(this.#inspections(own), scope);
      case 'findings_count':
        return findingsCount(this.#inspections(own), scope);
      case 'posting_people':
      case 'posting_days':
        return postingsOf(
          fact.key,
          own,
          this.#once('postings', () => this.#postings()),
          scope,
        );
      case 'members_count':
        return count(group.members.length, `成员园 ${group.members.length} 所`);
      case 'classes':
      case 'children': {
        const value = this.#kindergarten(kindergartenId)?.[fact.key] ?? null;
        return value === null ? unknown('台账没有登记') : count(value, '年末的园所信息');
      }
      case 'last_total': {
        const value = this.#lastTotal(participant);
        return value === null
          ? unknown('上年没有定稿的结果')
          : count(value, `${scope.year - 1} 年度定稿的总分`);
      }
      case 'members_last_average':
        return this.#lastAverage(group);
      default:
        return unknown('由本年各表即时计算');
    }
  }

  /** Read once, when first asked for. */
  #once<T>(key: string, read: () => T): T {
    if (!this.#kept.has(key)) this.#kept.set(key, read());
    return this.#kept.get(key) as T;
  }

  #held(group: Group): readonly Activity[] {
    return this.#once('held', () => readHeld(this.#ledger, this.#scope)).get(group.id) ?? [];
  }

  /** Since when a kindergarten belongs to the group; who else became responsible for it changes nothing. */
  #joinedOn({ group, kindergartenId }: Participant): IsoDate {
    const periods = this.#once(`members ${group.id}`, () => membershipHistory(this.#ledger, group.id));
    const own = periods.filter((each) => each.kindergartenId === kindergartenId);
    return membershipOn(own, yearEnd(this.#scope.year))[0]?.validFrom ?? '';
  }

  #counted(group: Group, meant: (activity: Activity) => boolean, what: string): FactValue {
    const found = this.#held(group).filter(meant).length;
    return count(found, `${what} ${found} 次`);
  }

  #kindergarten(id: number | null): Kindergarten | undefined {
    const roster = this.#once(
      'roster',
      () =>
        new Map(listKindergartens(this.#ledger, yearEnd(this.#scope.year)).map((each) => [each.id, each])),
    );
    return id === null ? undefined : roster.get(id);
  }

  #inspections(own: readonly number[]) {
    const all = this.#once('inspections', () => readInspections(this.#ledger, this.#scope.until));
    return own.flatMap((id) => all.get(id) ?? []);
  }

  #postings() {
    const { year, until } = this.#scope;
    return listPostings(this.#ledger, { since: yearStart(year), until });
  }

  #lastTotal(participant: Pick<Participant, 'group' | 'subject' | 'kindergartenId'>): number | null {
    return this.#once('last', () => previousTotals(this.#ledger, this.#scope.policy.id, this.#scope.year))(
      participant,
    );
  }

  #lastAverage(group: Group): FactValue {
    const subject = memberSubject(this.#rubric);
    if (!subject) return unknown('细则里没有成员园的考核表');
    const totals = group.members.flatMap(({ kindergartenId }) => {
      const total = this.#lastTotal({ group, subject, kindergartenId });
      return total === null ? [] : [total];
    });
    const value = averageOf(totals);
    return { value, basis: value === null ? '上年没有定稿的结果' : `上年有结果的成员园 ${totals.length} 所` };
  }

  #indicator(
    { group, kindergartenId }: Participant,
    fact: Extract<FactReference, { kind: 'indicator' }>,
  ): FactValue {
    const { policy, year: asked } = this.#scope;
    const indicator = policy.indicators.find(({ id }) => id === fact.indicator);
    const year = fact.isLastYear ? asked - 1 : asked;
    if (!indicator) return unknown('政策里没有这个指标');
    const all = this.#once('indicators', () => indicatorFacts(this.#ledger));
    const { kindergartens } = all.of(policy.id, indicator.id, year);
    const own = kindergartenId === null ? everyone(group) : [kindergartenId];
    const figures = own.map((id) => kindergartens.get(id));
    const missing = figures.filter(
      (each) => !each || (each.numerator === null && each.result === null),
    ).length;
    if (missing > 0) return unknown(`${year} 年有 ${missing} 所园没有填`);
    const known = figures.flatMap((each) => (each ? [each] : []));
    const [only] = known;
    if (known.length === 1 && only) {
      const value = figureValue(indicator, { ...only, numerator: only.numerator ?? 0 });
      return { value: value === null ? null : exact(value), basis: `${year} 年指标数据` };
    }
    if (known.some(({ result }) => result !== null)) return unknown(`${year} 年有的园只填了结果，不能合计`);
    const numerator = known.reduce((sum, each) => sum + (each.numerator ?? 0), 0);
    const denominator =
      indicator.measure === 'number' ? null : known.reduce((sum, each) => sum + (each.denominator ?? 0), 0);
    const value = figureValue(indicator, { numerator, denominator, result: null });
    return {
      value: value === null ? null : exact(value),
      basis: `${year} 年 ${known.length} 所园的指标数据合计`,
    };
  }
}
