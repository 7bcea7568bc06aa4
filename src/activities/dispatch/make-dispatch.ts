import { join } from 'node:path';
import { type IsoDate, laterDay } from '../../common/dates.ts';
import { safeFileName, uniqueNames } from '../../common/file-names.ts';
import { wordingOf } from '../../exports/wording.ts';
import { ownOffice } from '../../ledger/offices.store.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { loadTable } from '../../tables/load.ts';
import { listActivities } from '../activities.store.ts';
import { type DueAccount, dueAccounts } from '../due/accounts.ts';
import { readDue } from '../due/read-due.ts';
import { askedIn, type GroupDispatch, groupDispatch } from './dispatch-rows.ts';
import { groupSheet, officeSheet } from './dispatch-sheet.ts';
import { type DispatchMonth, dispatchMonth } from './month-option.ts';
import { type ToBeMended, toBeMended } from './to-be-mended.ts';

export interface DispatchRequest {
  readonly month: string;
  readonly group: string | undefined;
  readonly policies: readonly string[];
  readonly on: IsoDate;
  readonly templateFolders: readonly string[];
}

/** What each group is told of a month, in the order of their numbers. @throws Failure as `readDue`, `option-value` */
export function readDispatches(
  ledger: Ledger,
  request: DispatchRequest,
): {
  readonly month: DispatchMonth;
  readonly dispatches: readonly GroupDispatch[];
  /** What the office itself, and its districts, have to do; nothing where one group is asked about. */
  readonly own: ReturnType<typeof askedIn>;
  /** What inspections of the groups' kindergartens found and is not mended by the day. */
  readonly mending: readonly ToBeMended[];
} {
  const month = dispatchMonth(request.month);
  const { facts, groups, policies } = readDue(ledger, { ...request, period: undefined });
  const last = laterDay(request.on, month.to);
  const until = (accounts: readonly DueAccount[]) =>
    accounts.map((account) => ({
      ...account,
      periods: account.periods.filter(({ whole }) => whole.from <= month.to),
    }));
  const asked = facts.groups
    .filter(({ id }) => groups.has(id))
    .filter(({ policyId }) => request.policies.length === 0 || request.policies.includes(policyId));
  const dispatches = asked.map((group) => {
    const policy = loadPolicy(group.policyId, request.templateFolders, request.on);
    const own = until(dueAccounts(policy, facts, group.id, last));
    const planned = listActivities(ledger, {
      groupIds: [group.id],
      policyId: policy.id,
      states: ['planned'],
      from: month.from,
      to: month.nextTo,
    });
    return groupDispatch(group, policy, own, planned, month);
  });
  const office =
    request.group === undefined
      ? policies.flatMap((policy) =>
          dueAccounts(policy, facts, undefined, last).filter(({ type }) => type === 'office'),
        )
      : [];
  const mending = toBeMended(asked, facts, request.on);
  return { month, dispatches, own: askedIn(until(office), month), mending };
}

/** A file of a dispatch, made when it is asked for; the office's own has no group. */
export interface DispatchFile {
  readonly dispatch: GroupDispatch | null;
  readonly path: string;
  bytes(): Promise<Uint8Array>;
}

/** The files of a dispatch: one for each group that has a row, and the office's. */
export function dispatchFiles(
  ledger: Ledger,
  { month, dispatches, own: office, mending }: ReturnType<typeof readDispatches>,
  folder: string,
  templateFolders: readonly string[],
): DispatchFile[] {
  const definition = loadTable('dispatch', templateFolders);
  if (definition.kind !== 'list') throw new TypeError('dispatch is a list');
  const area = ownOffice(ledger).name;
  const unique = uniqueNames();
  const own = dispatches
    .filter(({ rows }) => rows.length > 0)
    .map((dispatch): DispatchFile => {
      const name = unique(safeFileName(`${month.month} 调度表 ${dispatch.group}`));
      return {
        dispatch,
        path: join(folder, `${name}.xlsx`),
        bytes: () => groupSheet(definition, dispatch, month, wordingOf('dispatch', area, dispatch.policy)),
      };
    });
  return [
    ...own,
    {
      dispatch: null,
      path: join(folder, `${safeFileName(`${month.month} 调度汇总表`)}.xlsx`),
      bytes: () => officeSheet(dispatches, month, area, { own: office, mending }),
    },
  ];
}
