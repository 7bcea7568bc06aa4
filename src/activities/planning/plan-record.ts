import type { Ledger } from '../../store/ledger.ts';
import { listActivities } from '../activities.store.ts';
import { unplaced } from './apply-draft.ts';
import type { Draft } from './draft.ts';
import type { Gathered } from './gather.ts';
import { movesOf } from './moves.ts';

/** The plan as `activity plan --json` prints it. */
export type PlanRecord = ReturnType<typeof planRecord>;

/** Reads the plan back from the ledger it was stored in, with what was left out, moved and called off. */
export function planRecord(ledger: Ledger, gathered: Gathered, draft: Draft) {
  const { calendar, span, demands } = gathered;
  const overdue = new Set(demands.overdue.map(({ id }) => id));
  const known = new Set(gathered.existing.map(({ id }) => id));
  const planned = listActivities(ledger, { states: ['planned'], from: span.from, to: span.to }).filter(
    (each) => gathered.inScope(each) && !overdue.has(each.id),
  );
  const activities = planned.map((activity) => {
    const date = activity.plannedOn ?? '';
    return {
      id: activity.id,
      group: activity.groupId === null ? null : gathered.holderName(activity),
      office: activity.groupId === null ? gathered.holderName(activity) : null,
      kind: gathered.kindName(activity),
      title: activity.title,
      rule: activity.ruleId,
      date,
      start: activity.starts,
      end: activity.ends,
      host: activity.hostId === null ? null : gathered.kindergartenName(activity.hostId),
      participants: activity.kindergartens.map(({ kindergartenId }) =>
        gathered.kindergartenName(kindergartenId),
      ),
      people: activity.people.map(({ name, unit }) => ({ name, unit })),
      venue: activity.venue,
      week: calendar.weekOf(date)?.week ?? null,
      provisional: !calendar.isCertain(date),
      fixed: activity.fixed,
      added: !known.has(activity.id),
    };
  });
  const { value, bound, gap } = draft.objective;
  return {
    activities,
    unmet: draft.unmet.map(({ wanted, reason }) => ({
      rule: wanted.ruleId,
      kind: wanted.title,
      subject: { type: wanted.subject.type, name: wanted.subject.name },
      period: wanted.due,
      reason,
    })),
    objective: { value, bound, gap },
    moved: movesOf(draft, gathered.facts, calendar).map(({ planned: each, from, reason }) => ({
      id: each.standing?.activityId ?? null,
      group: each.groupName,
      kind: each.title,
      from,
      to: each.date,
      reason,
    })),
    cancelled: [...demands.surplus, ...unplaced(draft, gathered.existing)].map((activity) => ({
      id: activity.id,
      group: activity.groupId === null ? null : gathered.holderName(activity),
      kind: activity.title,
      date: activity.plannedOn,
    })),
    overdue: demands.overdue.map((activity) => ({
      id: activity.id,
      group: activity.groupId === null ? null : gathered.holderName(activity),
      kind: activity.title,
      date: activity.plannedOn ?? '',
    })),
    vacation: demands.vacation.map(({ ruleId, kind, subject, period }) => ({
      rule: ruleId,
      kind,
      subject: { type: 'office' as const, name: subject },
      period,
    })),
    unpublishedYears: calendar.unpublishedYears(span.from, span.to),
    stopped: draft.stopped,
  };
}
