import type { IsoDate } from '../../common/dates.ts';
import type { GroupFacts, LedgerFacts } from '../../policy/facts.ts';
import {
  type RectificationState,
  type Severity,
  severities,
  stateNames,
  stateOn,
} from '../../policy/inspection/rectification.ts';
import type { ListColumn } from '../../tables/list-layout.ts';

/** Something found in an inspection (督导) that is not mended yet. */
export interface ToBeMended {
  readonly group: string;
  readonly kindergarten: string;
  readonly visitedOn: IsoDate;
  readonly severity: Severity;
  readonly state: RectificationState;
}

/** What the kindergartens of the groups still have to mend on a day, the longest overdue first, then by date. */
export function toBeMended(groups: readonly GroupFacts[], facts: LedgerFacts, on: IsoDate): ToBeMended[] {
  const open = groups.flatMap((group) =>
    [...(group.lead ? [group.lead] : []), ...group.members].flatMap(({ kindergartenId, name }) =>
      (facts.inspections.get(kindergartenId) ?? [])
        .filter(({ visitedOn }) => visitedOn <= on)
        .flatMap(({ findings, visitedOn }) =>
          findings.map(
            (finding): ToBeMended => ({
              group: group.name,
              kindergarten: name,
              visitedOn,
              severity: finding.severity,
              state: stateOn(finding, on),
            }),
          ),
        )
        .filter(({ state }) => state.mendedOn === null && state.closedOn === null),
    ),
  );
  return open.sort(
    (one, other) =>
      other.state.daysOverdue - one.state.daysOverdue ||
      (one.visitedOn < other.visitedOn ? -1 : one.visitedOn > other.visitedOn ? 1 : 0),
  );
}

export const mendingColumns: readonly ListColumn<ToBeMended>[] = [
  { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
  { heading: '联盟', width: 28, value: ({ group }) => group },
  { heading: '园所', width: 28, value: ({ kindergarten }) => kindergarten },
  { heading: '督导日期', width: 13, centred: true, value: ({ visitedOn }) => visitedOn },
  { heading: '程度', width: 8, centred: true, value: ({ severity }) => severities[severity] },
  { heading: '办到哪一步', width: 14, centred: true, value: ({ state }) => stateNames[state.state] },
  { heading: '整改期限', width: 13, centred: true, value: ({ state }) => state.dueOn ?? '没有通知' },
  {
    heading: '逾期天数',
    width: 10,
    centred: true,
    value: ({ state }) => (state.isOverdue ? String(state.daysOverdue) : ''),
  },
];
