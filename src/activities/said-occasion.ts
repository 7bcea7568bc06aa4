import { chineseDate, type IsoDate } from '../common/dates.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import type { Group } from '../groups/group.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { Policy } from '../policy/schema.ts';
import type { ActivityWorld } from './activity-world.ts';
import { type ActivityKind, kindMeant, lineMeant } from './kinds.ts';
import type { Occasion } from './occasion.ts';
import { type ProblemAt, understandParticipants } from './said-participants.ts';

/** An activity that was held, in the words of a table's row or of a command line. Absent keys are not given. */
export interface SaidOccasion {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly group?: string | undefined;
  readonly activityKind: string;
  readonly title?: string | undefined;
  readonly line?: string | undefined;
  readonly host?: string | undefined;
  readonly venue?: string | undefined;
  readonly participants?: string | undefined;
  readonly hours?: number | undefined;
  readonly topics?: string | undefined;
  readonly outcome?: string | undefined;
  readonly outstanding?: boolean | undefined;
  readonly note?: string | undefined;
}

/** Fields of which something can be wrong: a table's keys. */
export type SaidField = 'days' | 'group' | 'activityKind' | 'line' | 'host' | 'participants';

/** Something wrong, or worth a look, about one field. */
interface Problem extends ProblemAt {
  readonly field: SaidField;
}

/** What was understood, with everything there is to say; without an occasion where an error is among it. */
export interface Understood {
  readonly occasion: Occasion | null;
  readonly group: Group | null;
  readonly problems: readonly Problem[];
}

const text = (name: string, value: string | number | boolean | undefined) =>
  value === undefined ? {} : { [name]: value };

/**
 * Tells which activity is meant: policy, holder, kind, line, host and who took part.
 * @param policyId null where it follows from the group alone
 * @throws Failure `policy-unknown`, `policy-invalid`
 */
export function understandOccasion(
  said: SaidOccasion,
  world: ActivityWorld,
  { policyId, today }: { readonly policyId: string | null; readonly today: IsoDate },
): Understood {
  const problems: Problem[] = [];
  const note = (field: SaidField, code: FindingCode, parameters: Parameters, isError = true) => {
    problems.push({ field, code, parameters, isError });
  };
  if (said.to > today) note('days', 'activity-in-future', { value: chineseDate(said.to), today });
  const group = groupMeant(said, world, policyId, note);
  const id = policyId ?? group?.policyId ?? null;
  if (id === null) {
    if (group !== undefined) note('group', 'activity-policy-unclear', { value: said.group ?? '' });
    return { occasion: null, group: null, problems };
  }
  const policy = world.policy(id);
  const kind = understandKind(said, policy, note);
  const line = understandLine(said, policy, note);
  if (kind && group !== undefined) checkHolder(said, kind, group, world, note);
  if (group) checkStanding(group, said, note);
  const hostId = understandHost(said, group ?? null, world, note);
  const taking = understandParticipants(said.participants, group ?? null, world, said.from);
  for (const problem of taking.problems) problems.push({ ...problem, field: 'participants' });
  if (!kind || group === undefined || problems.some(({ isError }) => isError)) {
    return { occasion: null, group: group ?? null, problems };
  }
  const occasion: Occasion = {
    policyId: id,
    groupId: group?.id ?? null,
    officeId: group ? null : world.own.id,
    holder: group?.name ?? world.own.title ?? world.own.name,
    kind,
    heldOn: said.from,
    heldTo: said.to === said.from ? null : said.to,
    ...text('title', said.title),
    ...text('line', line?.id),
    ...text('hostId', hostId),
    ...text('venue', said.venue),
    ...text('hours', said.hours),
    ...text('topics', said.topics),
    ...text('outcome', said.outcome),
    ...text('outstanding', said.outstanding),
    ...text('note', said.note),
    ...(taking.kindergartens ? { kindergartens: taking.kindergartens } : {}),
  };
  return { occasion, group, problems };
}

type Note = (field: SaidField, code: FindingCode, parameters: Parameters, isError?: boolean) => void;

/** The group named; null for the office, undefined where it cannot be told. */
function groupMeant(
  said: SaidOccasion,
  world: ActivityWorld,
  policyId: string | null,
  note: Note,
): Group | null | undefined {
  if (said.group === undefined || world.isOwnOffice(said.group)) return null;
  const groups = world.groupsOn(said.from).filter((each) => policyId === null || each.policyId === policyId);
  const lookup = lookUpGroup(groups, said.group);
  if (lookup.group) return lookup.group;
  note('group', lookup.code, lookup.parameters);
  return undefined;
}

function understandKind(said: SaidOccasion, policy: Policy, note: Note): ActivityKind | undefined {
  const kind = kindMeant(policy.activities, said.activityKind);
  if (!kind) {
    const known = policy.activities.map(({ name }) => name).join('、');
    note('activityKind', 'activity-kind-unknown', { value: said.activityKind, known });
  }
  return kind;
}

function understandLine(said: SaidOccasion, policy: Policy, note: Note) {
  if (said.line === undefined) return undefined;
  const line = lineMeant(policy.lines, said.line);
  if (!line) {
    const known = policy.lines.map(({ name }) => name).join('、');
    note('line', 'activity-line-unknown', { value: said.line, known });
  }
  return line;
}

/** A group's activity needs its group, and the office's has none. */
function checkHolder(
  said: SaidOccasion,
  kind: ActivityKind,
  group: Group | null,
  world: ActivityWorld,
  note: Note,
): void {
  if ((kind.of === 'group') === (group !== null)) return;
  const expected =
    kind.of === 'group'
      ? '由联盟（集团、学区）组织，请写明是哪一个'
      : `由${world.own.title ?? world.own.name}组织，不写联盟（集团、学区）`;
  note('group', 'activity-holder', { value: said.group ?? '', kind: kind.name, expected });
}

/** The group must have begun, and not ended, on all its days. */
function checkStanding(group: Group, said: SaidOccasion, note: Note): void {
  const has = group.validFrom <= said.from && (group.validTo === null || said.to < group.validTo);
  if (has) return;
  const period =
    group.validTo === null ? `${group.validFrom} 起` : `${group.validFrom} 起，${group.validTo} 前`;
  note('days', 'activity-outside-group', { value: chineseDate(said.from), group: group.name, period });
}

function understandHost(
  said: SaidOccasion,
  group: Group | null,
  world: ActivityWorld,
  note: Note,
): number | undefined {
  if (said.host === undefined) return undefined;
  const found = world.kindergarten(said.host, group, said.from);
  if ('memberId' in found) return found.memberId;
  if (!found.kindergarten) {
    note('host', found.code, found.parameters);
    return undefined;
  }
  if (group) {
    const { name } = found.kindergarten;
    note('host', 'activity-host-outside', { value: name, group: group.name, date: said.from }, false);
  }
  return found.kindergarten.id;
}
