import type { ActivityWorld } from '../activities/activity-world.ts';
import { type IsoDate, isIsoDate } from '../common/dates.ts';
import { centsOf } from '../common/money.ts';
import { squeezeText } from '../common/text.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import { yuanText } from '../policy/fund/judge-fund.ts';
import type { Policy } from '../policy/schema.ts';
import type { FundEntry, NewBudget, NewEntry } from './fund.ts';
import { accountMeant, purposeMeant, rowKindMeant } from './fund-words.ts';
import { listEntries } from './funds.store.ts';

/** A budget or an entry in a clerk's words; the day is read already, the amount is in yuan. */
export interface SaidFund {
  readonly rowKind?: string | undefined;
  readonly year?: string | undefined;
  readonly group?: string | undefined;
  readonly on?: IsoDate | undefined;
  readonly purpose?: string | undefined;
  readonly summary?: string | undefined;
  readonly amount: number;
  readonly voucher?: string | undefined;
  readonly reverses?: string | undefined;
  readonly account?: string | undefined;
  readonly kindergarten?: string | undefined;
  readonly document?: string | undefined;
  readonly note?: string | undefined;
}

export interface Problem {
  readonly code: FindingCode;
  readonly field: keyof SaidFund;
  readonly parameters: Parameters;
}

export type Understood =
  | { readonly type: 'budget'; readonly budget: NewBudget; readonly holder: string }
  | { readonly type: 'entry'; readonly entry: Omit<NewEntry, 'origin'>; readonly holder: string };

/** Reads a budget or an entry under a policy; all there is to say about it is collected. */
export function understandFund(
  said: SaidFund,
  world: ActivityWorld,
  policy: Policy,
  today: IsoDate,
): { readonly said: Understood | null; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let isSound = true;
  const report = (code: FindingCode, field: keyof SaidFund, parameters: Parameters = {}, isGrave = true) => {
    problems.push({ code, field, parameters });
    if (isGrave) isSound = false;
  };
  const type = said.rowKind === undefined ? 'entry' : rowKindMeant(said.rowKind);
  if (type === undefined) {
    report('fund-word', 'rowKind', { field: '类别', value: said.rowKind ?? '', known: '支出、冲销、预算' });
  }
  if (said.on === undefined && type === 'entry') report('fund-date', 'on');
  const yearText = /^(\d{4})(?:年度?)?$/.exec(squeezeText(said.year ?? ''))?.[1];
  const year = said.year === undefined ? (said.on?.slice(0, 4) ?? today.slice(0, 4)) : yearText;
  if (year === undefined || Number(year) < 1990 || Number(year) > 2100) {
    report('fund-year', 'year', { value: said.year ?? '' });
  }
  const on = said.on ?? today;
  const named =
    said.group === undefined || world.isOwnOffice(said.group)
      ? undefined
      : lookUpGroup(world.groupsOn(isIsoDate(on) ? on : today), said.group);
  if (named?.code !== undefined) report(named.code, 'group', named.parameters);
  const group = named?.group;
  const known = policy.funds.purposes.map(({ name }) => name).join('、');
  const purpose = said.purpose === undefined ? undefined : purposeMeant(policy, said.purpose);
  if (said.purpose !== undefined && purpose === undefined) {
    report('fund-purpose-unknown', 'purpose', { value: said.purpose, known }, type === 'budget');
  } else if (said.purpose === undefined && type === 'entry') {
    report('fund-word', 'purpose', { field: '用途', value: '', known });
  }
  const cents = centsOf(said.amount) ?? 0;
  const { reverses } = said;
  const value = yuanText(cents);
  if (cents === 0 && type === 'entry') report('fund-zero', 'amount');
  if (cents < 0 && type === 'budget') report('fund-budget-negative', 'amount', { value });
  else if (cents < 0 && reverses === undefined) report('fund-negative', 'amount', { value });
  if (cents > 0 && reverses !== undefined) report('fund-reversal-positive', 'amount', { value, reverses });
  const account = said.account === undefined ? null : accountMeant(said.account);
  if (account === undefined) {
    report('fund-word', 'account', {
      field: '核算账户',
      value: said.account ?? '',
      known: '专账、日常经费账',
    });
  }
  let kindergartenId: number | null = null;
  if (said.kindergarten !== undefined) {
    const found = world.kindergarten(said.kindergarten, group ?? null, on);
    if ('memberId' in found) kindergartenId = found.memberId;
    else if (found.kindergarten) kindergartenId = found.kindergarten.id;
    else report(found.code, 'kindergarten', found.parameters);
  }
  const holder = group?.name ?? world.own.title ?? world.own.name;
  if (account === 'running') report('fund-mixed', 'account', { holder }, false);
  if (!isSound || account === undefined) return { said: null, problems };
  const base = {
    policyId: policy.id,
    year: Number(year),
    officeId: group ? null : world.own.id,
    groupId: group?.id ?? null,
    cents,
    note: said.note ?? null,
  };
  if (type === 'budget') {
    const budget = {
      ...base,
      purpose: purpose ?? '',
      approvedOn: said.on ?? null,
      document: said.document ?? null,
    };
    return { said: { type, budget, holder }, problems };
  }
  return {
    problems,
    said: {
      type: 'entry',
      holder,
      entry: {
        ...base,
        kindergartenId,
        on,
        purpose: purpose ?? said.purpose ?? '',
        voucher: said.voucher ?? null,
        reverses: reverses ?? null,
        account,
        summary: said.summary ?? null,
      },
    },
  };
}

/** The entry already in the ledger that this one is: by voucher, day and purpose; without a voucher by amount too. */
export function sameEntry(world: ActivityWorld, entry: Omit<NewEntry, 'origin'>): FundEntry | undefined {
  const { policyId, year, groupId, on } = entry;
  const plain = (text: string | null) => squeezeText(text ?? '');
  return listEntries(world.ledger, { policyId, year, groupId: groupId ?? undefined, on }).find(
    (each) =>
      each.groupId === groupId &&
      each.purpose === entry.purpose &&
      plain(each.voucher) === plain(entry.voucher) &&
      plain(each.reverses) === plain(entry.reverses) &&
      plain(each.summary) === plain(entry.summary) &&
      (entry.voucher !== null || each.cents === entry.cents),
  );
}
