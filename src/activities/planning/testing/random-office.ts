import { addDays, type IsoDate, weekdayOf } from '../../../common/dates.ts';
import { assignHosts } from '../hosts.ts';
import type { PlanningFacts } from '../options.ts';
import type { PlanningSettings } from '../settings.ts';
import { type Seated, staff } from '../staff.ts';
import type { Block, Participant, PlanningDay, Wanted } from '../wanted.ts';

/** A stream of numbers from 0 to 1, the same for the same seed. */
function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface OfficeShape {
  readonly groups: number;
  /** Members of a group at most, its lead not counted. */
  readonly members: number;
  /** Experts of the office, and inspectors shared by the groups. */
  readonly experts: number;
  readonly seed: number;
  readonly settings: PlanningSettings;
  /** Share of days that are blocked for somebody. */
  readonly blocked?: number;
}

/** School days of an invented year: two terms, weekends and two holidays off. */
export function inventedDays(): PlanningDay[] {
  const days: PlanningDay[] = [];
  for (let date = '2026-09-01'; date <= '2027-07-09'; date = addDays(date, 1)) {
    const isVacation = date > '2027-01-20' && date < '2027-02-22';
    const isHoliday =
      (date >= '2026-10-01' && date <= '2026-10-07') || (date >= '2027-05-01' && date <= '2027-05-05');
    const isWorkday = !isHoliday && weekdayOf(date) < 6;
    days.push({ date, isSchoolDay: !isVacation && isWorkday, mayBeOff: false });
  }
  return days;
}

const months = [9, 10, 11, 12, 1, 3, 4, 5, 6];
const terms = [
  ['2026-09-01', '2027-01-20'],
  ['2027-02-22', '2027-07-09'],
] as const;

/** An office with groups that want research, training, meetings, showcases and family days, as the documents do. */
export function randomOffice(shape: OfficeShape): PlanningFacts {
  const random = stream(shape.seed);
  const wanted: Wanted[] = [];
  const leads: Participant[] = [];
  for (let group = 1; group <= shape.groups; group += 1) {
    const size = 1 + Math.ceil(random() * shape.members);
    const participants: Participant[] = Array.from({ length: size }, (_, index) => ({
      id: group * 100 + index,
      name: `第${group}集团${index}号幼儿园`,
      // Some head two kindergartens of different groups under one name and unit: never on the same day.
      principal: random() < 0.05 ? null : `园长${group}-${index}`,
      isLead: index === 0,
      stays: [{ from: '2020-01-01', to: null }],
    }));
    if (participants[0]) leads.push(participants[0]);
    wanted.push(...ofGroup(group, participants));
  }
  wanted.push(...months.map((month) => ofOffice(month, leads)));
  const seats: Seated[] = Array.from({ length: shape.experts }, (_, index) => ({
    name: `专家${index}`,
    unit: '云溪市教研室',
    body: 'expert-team',
    groupId: null,
    role: '成员',
    from: '2020-01-01',
    to: null,
  }));
  for (let group = 1; group <= shape.groups; group += 1) {
    seats.push({
      name: `督学${Math.floor(random() * shape.experts)}`,
      unit: '云溪市督导室',
      body: 'district-staff',
      groupId: group,
      role: '专职责任督学',
      from: '2020-01-01',
      to: null,
    });
  }
  const days = inventedDays();
  const blocks: Block[] = days
    .filter(({ isSchoolDay }) => isSchoolDay && random() < (shape.blocked ?? 0))
    .map(({ date }) => {
      const group = 1 + Math.floor(random() * shape.groups);
      return { from: date, to: date, groupId: group, kindergartenId: null, person: null, reason: '另有安排' };
    });
  const hosts = assignHosts(wanted, [], blocks);
  return {
    days,
    wanted: staff(wanted, hosts, seats, shape.settings),
    kept: [],
    blocks,
    settings: shape.settings,
  };
}

function monthDays(month: number): { from: IsoDate; to: IsoDate } {
  const year = month > 8 ? 2026 : 2027;
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return { from: `${year}-${String(month).padStart(2, '0')}-01`, to: addDays(next, -1) };
}

const base = {
  policyId: 'invented',
  line: null,
  officeId: null,
  turn: 0,
  priority: 2,
  standing: null,
} as const;

function ofGroup(group: number, participants: readonly Participant[]): Wanted[] {
  const want = (
    kind: string,
    window: { from: IsoDate; to: IsoDate },
    changes: Partial<Wanted> = {},
  ): Wanted => ({
    ...base,
    ruleId: `X.${kind}`,
    kind,
    title: kind,
    subject: { type: 'group', id: group, name: `第${group}集团` },
    groupId: group,
    groupName: `第${group}集团`,
    due: window,
    window,
    periodName: window.from.slice(0, 7),
    participants,
    hosts: participants,
    ...changes,
  });
  return [
    ...months.flatMap((month) => ['research', 'training'].map((kind) => want(kind, monthDays(month)))),
    ...terms.flatMap(([from, to]) => [
      ...[0, 1].map((turn) => want('principals', { from, to }, { turn })),
      want('inspection', { from, to }),
      want('closing', { from, to }),
      ...participants.map((host) =>
        want(
          'family',
          { from, to },
          {
            participants: [host],
            hosts: [host],
            subject: { type: 'kindergarten', id: host.id, name: host.name },
          },
        ),
      ),
    ]),
    want('showcase', { from: '2026-09-01', to: '2027-07-09' }),
  ];
}

function ofOffice(month: number, leads: readonly Participant[]): Wanted {
  const window = monthDays(month);
  return {
    ...base,
    ruleId: 'X.dispatch',
    kind: 'dispatch',
    title: 'dispatch',
    subject: { type: 'office', id: 1, name: '云溪市' },
    groupId: null,
    groupName: null,
    officeId: 1,
    due: window,
    window,
    periodName: window.from.slice(0, 7),
    participants: leads,
    hosts: [],
  };
}
