import { findOrAddPerson } from '../../committees/committees.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { addActivity, changeActivity } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import type { Taking } from '../taking-part.store.ts';
import type { Demands } from './demands.ts';
import { type Draft, isMoved, type Planned } from './draft.ts';

/** What is called off because no rule asks for it any more, in the words that the record keeps. */
const surplusReason = '重新排计划时不再需要';
/** And because no day is left for it: on its old one it would collide, or there is no teaching then. */
const unplacedReason = '重新排计划时没有日子可排';

/**
 * Stores a draft (inside `perform`): what is new is entered as planned, what stood in the earlier plan keeps its
 * number and uid, what nothing asks for any more and what lost its day without finding another is called off.
 * @param reasonOf why a moved one was moved
 */
export function applyDraft(
  ledger: Ledger,
  draft: Pick<Draft, 'planned' | 'unmet'>,
  { surplus }: Pick<Demands, 'surplus'>,
  existing: readonly Activity[],
  reasonOf: (planned: Planned) => string,
): void {
  const byId = new Map(existing.map((activity) => [activity.id, activity]));
  for (const each of draft.planned) {
    const before = each.standing && byId.get(each.standing.activityId);
    const said = {
      ruleId: each.ruleId,
      due: each.due,
      plannedOn: each.date,
      starts: each.starts,
      ends: each.ends,
      hostId: each.host?.id ?? null,
      ...takingOf(ledger, each),
    };
    if (!before) {
      addActivity(ledger, {
        ...said,
        policyId: each.policyId,
        groupId: each.groupId,
        officeId: each.officeId,
        kind: each.kind,
        line: each.line,
        title: each.title,
        venue: each.venue,
        state: 'planned',
        origin: 'plan',
      });
      continue;
    }
    // A venue that was set by hand stays while the host does.
    const venue = before.hostId === said.hostId && before.venue !== null ? before.venue : each.venue;
    const reason = isMoved(each) ? { reason: reasonOf(each) } : {};
    changeActivity(ledger, before, { ...said, venue, ...reason });
  }
  for (const activity of surplus)
    changeActivity(ledger, activity, { state: 'cancelled', reason: surplusReason });
  for (const activity of unplaced(draft, existing))
    changeActivity(ledger, activity, { state: 'cancelled', reason: unplacedReason });
}

/** What stood in the earlier plan and found no day any more. */
export function unplaced(
  { unmet }: Pick<Draft, 'unmet'>,
  existing: readonly Activity[],
): readonly Activity[] {
  const ids = new Set(unmet.map(({ wanted }) => wanted.standing?.activityId));
  return existing.filter(({ id }) => ids.has(id));
}

function takingOf(
  ledger: Ledger,
  { participants, people }: Planned,
): Pick<Taking, 'kindergartens' | 'people'> {
  return {
    kindergartens: participants.map(({ id }) => ({ kindergartenId: id, people: null })),
    people: people.map(({ name, unit, role }) => ({
      personId: findOrAddPerson(ledger, name, unit),
      role,
      hours: null,
    })),
  };
}
