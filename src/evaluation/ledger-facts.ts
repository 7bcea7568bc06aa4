import { listActivities } from '../activities/activities.store.ts';
import type { Activity } from '../activities/activity.ts';
import { attendances } from '../activities/attendance.store.ts';
import { type DueAccount, dueAccounts, within } from '../activities/due/accounts.ts';
import { factsOn, indexHistory } from '../checks/facts.ts';
import { readHistory } from '../checks/history.store.ts';
import { daysBetween, type IsoDate } from '../common/dates.ts';
import type { Group } from '../groups/group.ts';
import { indicatorFacts } from '../indicators/indicators.store.ts';
import { inspectionYear } from '../inspections/rectifications.ts';
import { officeFacts } from '../ledger/office-facts.ts';
import { figureValue } from '../policy/kinds/indicator-total.ts';
import type { Policy } from '../policy/schema.ts';
import { listPostings } from '../postings/postings.store.ts';
import type { Kindergarten } from '../roster/kindergarten.ts';
import { kindergartensByName } from '../roster/names-borne.store.ts';
import { listKindergartens } from '../roster/roster.store.ts';
import type { Ledger } from '../store/ledger.ts';
import { concerning } from '../workflow/procedure.ts';
import { allDocuments } from '../workflow/workflow.store.ts';
import type { FactReference } from './facts.ts';
import { add, divide, fractionOf, numberOf, roundFraction } from './formula/fraction.ts';
import { memberSubject, type Participant, yearEnd } from './participants.ts';
import { previousTotals } from './previous-totals.ts';
import type { Rubric } from './rubric.ts';

/** A fact of a participant: null where the ledger cannot tell; `basis` says what it was counted from. */
export interface FactValue {
  readonly value: number | null;
  readonly basis: string;
}

/** Facts are used and shown with so many decimals. */
const factPlaces = 2;

const exact = (value: number) => numberOf(roundFraction(fractionOf(value), factPlaces));
const count = (value: number, basis: string): FactValue => ({ value: exact(value), basis });
const unknown = (basis: string): FactValue => ({ value: null, basis });

function rate(part: number, whole: number, basis: string): FactValue {
  if (whole === 0) return unknown(basis);
  return {
    value: numberOf(roundFraction(divide(fractionOf(part * 100), fractionOf(whole)), factPlaces)),
    basis,
  };
}

/** The mean of totals, rounded as facts are: what AVERAGE of the same cells gives. */
export function averageOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sum = values.map(fractionOf).reduce(add, fractionOf(0));
  return numberOf(roundFraction(divide(sum, fractionOf(values.length)), factPlaces));
}

/** Everybody of a group, the lead first. */
const everyone = (group: Group): number[] =>
  [...(group.lead ? [group.lead] : []), ...group.members].map(({ kindergartenId }) => kindergartenId);

/**
 * What the ledger knows of the participants of a year, as formulas ask for it. Each kind of record is read once, when a
 * formula first asks for it; what happened after `on` does not count.
 */
export class LedgerFacts {
  readonly #ledger: Ledger;
  readonly #policy: Policy;
  readonly #rubric: Rubric;
  readonly #groups: readonly Group[];
  readonly #year: number;
  /** The last day that counts: the end of the year, or the day asked about. */
  readonly #until: IsoDate;
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
    this.#policy = given.policy;
    this.#rubric = given.rubric;
    this.#groups = given.groups;
    this.#year = given.year;
    this.#until = given.on < yearEnd(given.year) ? given.on : yearEnd(given.year);
  }

  /** A fact of a participant; live facts are not the ledger's to tell and are unknown here. */
  of(participant: Participant, fact: FactReference): FactValue {
    if (fact.kind === 'indicator') return this.#indicator(participant, fact);
    const { group, kindergartenId } = participant;
    const own = kindergartenId === null ? everyone(group) : [kindergartenId];
    switch (fact.key) {
      case 'cadence_rate':
        return this.#cadence(group);
      case 'activities_held':
        return count(this.#held(group).length, `已举行的活动 ${this.#held(group).length} 次`);
      case 'activities_outstanding':
        return this.#counted(group, ({ outstanding }) => outstanding, '记录为突出的活动');
      case 'activities_hosted':
        return this.#counted(group, ({ hostId }) => hostId === kindergartenId, '承办的活动');
      case 'activities_attended':
        return this.#counted(group, (each) => tookPart(each, kindergartenId), '参加的活动');
      case 'participation_rate':
        return this.#participation(participant);
      case 'evidence_rate': {
        const held = this.#held(group);
        const proven = held.filter(({ evidence }) => evidence.length > 0).length;
        return rate(proven, held.length, `有佐证材料的 ${proven} 次，已举行 ${held.length} 次`);
      }
      case 'training_rate':
        return this.#training(own);
      case 'papers_rate':
        return this.#papers(participant);
      case 'rectification_rate':
      case 'findings_count':
        return this.#inspections(own, fact.key);
      case 'posting_people':
      case 'posting_days':
        return this.#postings(own, fact.key);
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
          : count(value, `${this.#year - 1} 年度定稿的总分`);
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
    const byGroup = this.#once('held', () => {
      const found = new Map<number, Activity[]>();
      const from = `${this.#year}-01-01`;
      for (const activity of listActivities(this.#ledger, {
        policyId: this.#policy.id,
        states: ['done'],
        from,
        to: this.#until,
      })) {
        if (activity.groupId === null || (activity.heldOn ?? '') < from) continue;
        found.set(activity.groupId, [...(found.get(activity.groupId) ?? []), activity]);
      }
      return found;
    });
    return byGroup.get(group.id) ?? [];
  }

  #counted(group: Group, meant: (activity: Activity) => boolean, what: string): FactValue {
    const found = this.#held(group).filter(meant).length;
    return count(found, `${what} ${found} 次`);
  }

  #participation({ group, kindergartenId }: Participant): FactValue {
    const since = [group.lead, ...group.members].find(
      (each) => each?.kindergartenId === kindergartenId,
    )?.validFrom;
    const held = this.#held(group).filter(({ heldOn }) => (heldOn ?? '') >= (since ?? ''));
    const attended = held.filter((each) => tookPart(each, kindergartenId)).length;
    return rate(attended, held.length, `参加 ${attended} 次，联盟举行 ${held.length} 次`);
  }

  #cadence(group: Group): FactValue {
    const accounts = this.#once('due', () => this.#dueByGroup());
    let due = 0;
    let owed = 0;
    for (const { periods } of accounts.get(group.id) ?? []) {
      for (const period of periods) {
        if (period.open) continue;
        due += period.due;
        owed += period.owed;
      }
    }
    return rate(due - owed, due, `到期应办 ${due} 次，已完成 ${due - owed} 次`);
  }

  #dueByGroup(): Map<number, DueAccount[]> {
    const on = this.#until;
    const history = indexHistory(readHistory(this.#ledger));
    const judged = { on, groups: new Set(this.#groups.map(({ id }) => id)) };
    const facts = factsOn(history, officeFacts(this.#ledger), judged, on);
    const found = new Map<number, DueAccount[]>();
    const days = { from: `${this.#year}-01-01`, to: this.#until };
    for (const account of within(dueAccounts(this.#policy, facts), days)) {
      if (account.group === null) continue;
      // A period belongs to the year in which it ends.
      const periods = account.periods.filter(({ to }) => to <= yearEnd(this.#year));
      const settled = periods.map((each) => (each.to === yearEnd(this.#year) ? closed(each) : each));
      found.set(account.group.id, [...(found.get(account.group.id) ?? []), { ...account, periods: settled }]);
    }
    return found;
  }

  #kindergarten(id: number | null): Kindergarten | undefined {
    const roster = this.#once(
      'roster',
      () => new Map(listKindergartens(this.#ledger, yearEnd(this.#year)).map((each) => [each.id, each])),
    );
    return id === null ? undefined : roster.get(id);
  }

  #training(own: readonly number[]): FactValue {
    const trained = this.#once('trained', () => {
      const units = kindergartensByName(this.#ledger);
      const found = new Map<number, Set<number>>();
      for (const { unit, personId } of attendances(this.#ledger, `${this.#year}-01-01`, this.#until)) {
        const id = units.get(unit);
        if (id !== undefined) found.set(id, (found.get(id) ?? new Set()).add(personId));
      }
      return found;
    });
    let [people, staff] = [0, 0];
    for (const id of own) {
      const known = this.#kindergarten(id)?.staff ?? null;
      if (known === null) return unknown(`${this.#kindergarten(id)?.name ?? '本园'}没有登记教职工数`);
      staff += known;
      // More names than staff: people who left since; the staff as it is was trained at most.
      people += Math.min(known, trained.get(id)?.size ?? 0);
    }
    return rate(people, staff, `参加过培训 ${people} 人，教职工 ${staff} 人`);
  }

  #papers({ group, kindergartenId }: Participant): FactValue {
    const byGroup = this.#once('papers', () => {
      const found = new Map<number, ReturnType<typeof allDocuments>>();
      for (const paper of allDocuments(this.#ledger)) {
        if (paper.dated > this.#until) continue;
        found.set(paper.groupId, [...(found.get(paper.groupId) ?? []), paper]);
      }
      return found;
    });
    const members =
      kindergartenId === null ? group.members.map((each) => each.kindergartenId) : [kindergartenId];
    const wanted = concerning(this.#policy.checklists, group.tier).flatMap(({ id, of, items }) => {
      const owners: (number | null)[] = of === 'member' ? members : kindergartenId === null ? [null] : [];
      return owners.flatMap((owner) => items.map((item) => `${id} ${item.id} ${owner ?? ''}`));
    });
    const known = new Map(
      (byGroup.get(group.id) ?? []).map((paper) => [
        `${paper.checklist} ${paper.item} ${paper.kindergartenId ?? ''}`,
        paper.present,
      ]),
    );
    const recorded = wanted.filter((key) => known.has(key)).length;
    const present = wanted.filter((key) => known.get(key) === true).length;
    if (recorded === 0) return unknown('一件也没有登记');
    return rate(present, wanted.length, `应有 ${wanted.length} 件，已有 ${present} 件`);
  }

  #inspections(own: readonly number[], key: 'rectification_rate' | 'findings_count'): FactValue {
    const years = own.map((kindergartenId) =>
      this.#once(`inspection ${kindergartenId}`, () =>
        inspectionYear(this.#ledger, this.#year, this.#until, { kindergartenId }),
      ),
    );
    const sum = (of: (year: (typeof years)[number]) => number) =>
      years.reduce((total, each) => total + of(each), 0);
    if (key === 'rectification_rate') {
      const [due, mended] = [sum((each) => each.due), sum((each) => each.mended)];
      return rate(mended, due, `到期应整改 ${due} 项，已复查合格 ${mended} 项`);
    }
    const visits = sum(({ inspections, visits: visited }) => inspections + visited);
    if (visits === 0) return unknown('当年没有督导记录');
    const found = sum(({ findings }) => findings);
    return count(found, `督导 ${visits} 次，发现问题 ${found} 项`);
  }

  #postings(own: readonly number[], key: 'posting_people' | 'posting_days'): FactValue {
    const from = `${this.#year}-01-01`;
    const all = this.#once('postings', () => listPostings(this.#ledger, { since: from, until: this.#until }));
    const mine = all.filter(({ originId }) => originId !== null && own.includes(originId));
    if (key === 'posting_people') {
      const people = new Set(mine.map(({ personId }) => personId)).size;
      return count(people, `派出 ${people} 人`);
    }
    const days = mine.reduce((sum, posting) => {
      const first = posting.from < from ? from : posting.from;
      const last = posting.to === null || posting.to > this.#until ? this.#until : posting.to;
      return sum + Math.max(0, daysBetween(first, last) + 1);
    }, 0);
    return count(days, `派出共 ${days} 天`);
  }

  #lastTotal(participant: Pick<Participant, 'group' | 'subject' | 'kindergartenId'>): number | null {
    return this.#once('last', () => previousTotals(this.#ledger, this.#policy.id, this.#year))(participant);
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
    const indicator = this.#policy.indicators.find(({ id }) => id === fact.indicator);
    const year = fact.isLastYear ? this.#year - 1 : this.#year;
    if (!indicator) return unknown('政策里没有这个指标');
    const all = this.#once('indicators', () => indicatorFacts(this.#ledger));
    const { kindergartens } = all.of(this.#policy.id, indicator.id, year);
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

function tookPart(activity: Activity, kindergartenId: number | null): boolean {
  return (
    activity.hostId === kindergartenId ||
    activity.kindergartens.some((each) => each.kindergartenId === kindergartenId)
  );
}

/** A period that ends with the year is over when the year is: what lacks is owed. */
function closed<
  T extends { readonly due: number; readonly done: number; readonly open: boolean; readonly owed: number },
>(period: T): T {
  return period.open ? { ...period, open: false, owed: Math.max(0, period.due - period.done) } : period;
}
