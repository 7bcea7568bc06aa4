import { addDays, beginning, type IsoDate } from '../common/dates.ts';
import { completeTerms } from '../ledger/term.ts';
import type { ActivityFacts, GroupSpan, RegularFacts } from '../policy/cadence/facts.ts';
import type { GroupRow, History } from './history.store.ts';
import { postingsAsHeld } from './postings-as-held.ts';
import { visitsAsHeld } from './visits-as-held.ts';

function spanOf({ policyId, validFrom, validTo, cycleStart, cycleEnd }: GroupRow): GroupSpan {
  const over = cycleEnd === null ? null : addDays(cycleEnd, 1);
  const ends = [validTo, over].filter((day) => day !== null).sort();
  return { policyId, from: validFrom === beginning ? cycleStart : validFrom, to: ends[0] ?? null };
}

function by(held: readonly ActivityFacts[], key: 'groupId' | 'officeId'): Map<number, ActivityFacts[]> {
  const own = new Map<number, ActivityFacts[]>();
  for (const activity of held) {
    const id = activity[key];
    if (id === null) continue;
    const list = own.get(id);
    if (list) list.push(activity);
    else own.set(id, [activity]);
  }
  return own;
}

const known = new WeakMap<History['held'], Map<IsoDate, RegularFacts>>();

/** What was held and handed in until the day asked about, and the terms of that time; made once for each day. */
export function regularFacts(history: History, askedOn: IsoDate): RegularFacts {
  const own = known.get(history.held) ?? new Map<IsoDate, RegularFacts>();
  known.set(history.held, own);
  const made = own.get(askedOn);
  if (made) return made;
  const spans = history.groups
    .map(spanOf)
    .filter(({ from, to }) => from <= askedOn && (to === null || from < to));
  const first = spans.map(({ from }) => from).sort()[0] ?? askedOn;
  // Whoever looks ahead finds the terms of the year that follows.
  const terms = completeTerms(history.terms, first, addDays(askedOn, 400));
  const done = history.held.filter(({ heldOn }) => heldOn <= askedOn);
  const derived = [
    ...postingsAsHeld(history.postings, { ...history, held: done, terms }, askedOn),
    ...visitsAsHeld(history.inspections, { ...history, held: done }, askedOn),
  ];
  const held = derived.length === 0 ? done : [...done, ...derived];
  const facts: RegularFacts = {
    activities: {
      ofGroups: by(held, 'groupId'),
      ofOffices: by(
        held.filter(({ groupId }) => groupId === null),
        'officeId',
      ),
    },
    submissions: history.submissions.filter(({ submittedOn }) => submittedOn <= askedOn),
    terms,
    spans,
  };
  own.set(askedOn, facts);
  return facts;
}
