import { listActivities } from '../activities/activities.store.ts';
import { activityDay } from '../activities/activity.ts';
import { ActivityWorld } from '../activities/activity-world.ts';
import { plannedActivity } from '../activities/planned-activity.ts';
import { textOption } from '../cli/options.ts';
import type { IsoDate } from '../common/dates.ts';
import type { Block } from '../documents/document.ts';
import { type PaperKind, type PaperSubject, paperSubjects } from '../documents/papers/paper-kind.ts';
import type { WordingValues } from '../documents/wording/values.ts';
import { Failure } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { standingGroup } from '../groups/by-hand.ts';
import type { Group, Member } from '../groups/group.ts';
import type { Inspection } from '../inspections/inspection.ts';
import { findInspection, listInspections } from '../inspections/inspections.store.ts';
import { findPosting, listPostings } from '../postings/postings.store.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import { indicatorFacts } from './facts/indicator-facts.ts';
import { tellInspection } from './facts/inspection-facts.ts';
import { groupListFacts, officeActivityFacts } from './facts/office-facts.ts';
import { factsOfActivity, factsOfGroup, factsOfMember, factsOfPosting } from './facts/subject-facts.ts';
import type { PaperWorld } from './paper-world.ts';

type Options = Readonly<Record<string, unknown>>;

/** What the ledger tells of a subject. */
export interface ToldSubject {
  readonly facts: WordingValues;
  readonly inserts?: Readonly<Record<string, Block | null>>;
  /** The day the paper bears, where the subject has one. */
  readonly date?: IsoDate;
  /** What the clerk should know of: warnings and notices only. */
  readonly findings?: readonly Finding[];
}

/** What one paper is about, with what the ledger tells of it. */
export interface Subject {
  /** As findings and file names call it; empty for the office itself. */
  readonly name: string;
  /** May throw a Failure: then this paper is not made, and the others are. */
  tell(): ToldSubject;
}

/** The option that names a subject. */
export const subjectOptions = {
  group: '--group',
  member: '--member',
  posting: '--posting',
  inspection: '--inspection',
  activity: '--activity',
} as const satisfies Record<Exclude<PaperSubject, 'office'>, string>;

/** How what cannot be found is entered. */
const remedies: Readonly<Record<keyof typeof subjectOptions, string>> = {
  group: '请先导入联盟名单（youlian import），或用 youlian group create 登记。',
  member: '请先导入联盟名单（youlian import），或用 youlian group add 登记成员。',
  posting: '请先导入跟岗派驻台账，或用 youlian posting record 登记。',
  inspection: '请先导入督导整改台账，或用 youlian inspection record 登记。',
  activity: '请先用 youlian activity plan 排出计划，或导入活动计划表。',
};

/**
 * The subjects that the options name: one, or with --all every one there is.
 * @throws Failure `paper-subject-missing`, `paper-subject-none`, `option-value`, `group-unknown`, `kindergarten-unknown` …
 */
export function subjectsMeant(world: PaperWorld, kind: PaperKind, options: Options): Subject[] {
  const { subject } = kind;
  refuseOthers(kind, options);
  if (subject === 'office') return [officeSubject(world, kind)];
  const option = subjectOptions[subject];
  const text = textOption(options, subject);
  const found = subjectFinders[subject](world, text, options);
  if (text === undefined && options.all !== true) {
    throw new Failure('paper-subject-missing', { kind: kind.name, subject: paperSubjects[subject], option });
  }
  if (found.length === 0) {
    throw new Failure('paper-subject-none', {
      ...{ kind: kind.name, subject: paperSubjects[subject], remedy: remedies[subject] },
    });
  }
  return found;
}

/** An option for another subject would be overlooked. */
function refuseOthers(kind: PaperKind, options: Options): void {
  for (const [subject, option] of Object.entries(subjectOptions)) {
    const value = textOption(options, subject);
    if (value === undefined || subject === kind.subject) continue;
    if (subject === 'group' && kind.subject === 'member') continue;
    const expected = `“${kind.name}”按${paperSubjects[kind.subject]}生成，不用 ${option}`;
    throw new Failure('option-value', { option, value, expected });
  }
}

function officeSubject(world: PaperWorld, kind: PaperKind): Subject {
  return {
    name: '',
    tell: () => {
      const wanted = new Set(kind.facts);
      const indicators = wanted.has('indicators') ? indicatorFacts(world) : undefined;
      return {
        facts: {
          ...world.common(),
          ...(wanted.has('groups') ? groupListFacts(world) : {}),
          ...(wanted.has('activities') ? officeActivityFacts(world) : {}),
          ...indicators?.facts,
        },
        ...(indicators ? { inserts: indicators.inserts } : {}),
      };
    },
  };
}

type Finder = (world: PaperWorld, text: string | undefined, options: Options) => Subject[];

const groupSubject = (world: PaperWorld, group: Group): Subject => ({
  name: group.name,
  tell: () => {
    if (group.members.length === 0) throw new Failure('paper-group-empty', { value: group.name });
    return { facts: factsOfGroup(world, group) };
  },
});

const memberSubject = (world: PaperWorld, group: Group, member: Member): Subject => ({
  name: member.name,
  tell: () => ({ facts: factsOfMember(world, group, member) }),
});

/** A number as the lists give it. @throws Failure `option-value` */
function numberMeant(option: string, text: string): number {
  const number = /^#?(\d{1,9})$/.exec(text.normalize('NFKC'))?.[1];
  if (number !== undefined) return Number(number);
  throw new Failure('option-value', { option, value: text, expected: '应是编号，如 3' });
}

function numbered<T>(option: string, text: string, find: (id: number) => T | undefined, what: string): T {
  const found = find(numberMeant(option, text));
  if (found) return found;
  throw new Failure('option-value', { option, value: text, expected: `台账里没有这个编号的${what}` });
}

const nameOfInspection = (inspection: Inspection, name: string) =>
  `${name} ${inspection.visitedOn ?? `督导${inspection.id}`}`;

const subjectFinders: Readonly<Record<Exclude<PaperSubject, 'office'>, Finder>> = {
  group: (world, text) => {
    const { ledger, asked } = world;
    const groups = text === undefined ? world.groups() : [standingGroup(ledger, text, asked.on, '--on')];
    return groups.map((group) => groupSubject(world, group));
  },
  member: (world, text, options) => {
    const { ledger, asked } = world;
    const named = textOption(options, 'group');
    const groups = named === undefined ? world.groups() : [standingGroup(ledger, named, asked.on, '--on')];
    const all = groups.flatMap((group) => group.members.map((member) => ({ group, member })));
    if (text === undefined) return all.map(({ group, member }) => memberSubject(world, group, member));
    const { id, name } = resolveKindergarten(ledger, text, asked.on);
    const [own, ...others] = all.filter(({ member }) => member.kindergartenId === id);
    if (!own) {
      const expected = `“${name}”在 ${asked.on} 不是成员园`;
      throw new Failure('option-value', { option: '--member', value: text, expected });
    }
    if (others.length > 0) {
      const expected = `“${name}”在几个联盟里，请加 --group 写明是哪一个`;
      throw new Failure('option-value', { option: '--member', value: text, expected });
    }
    return [memberSubject(world, own.group, own.member)];
  },
  posting: (world, text) => {
    const { ledger, asked } = world;
    const postings =
      text === undefined
        ? listPostings(ledger, { until: asked.on })
        : [numbered('--posting', text, (id) => findPosting(ledger, id), '派驻记录')];
    return postings.map((posting) => ({
      name: posting.name,
      tell: () => ({ facts: factsOfPosting(world, posting) }),
    }));
  },
  inspection: (world, text) => {
    const { ledger, asked } = world;
    const inspections =
      text === undefined
        ? listInspections(ledger, { kind: 'inspection', until: asked.on }).filter(
            ({ visitedOn }) => visitedOn !== null,
          )
        : [numbered('--inspection', text, (id) => findInspection(ledger, id), '督导记录')];
    return inspections
      .map((inspection) => ({ inspection, told: tellInspection(world, inspection) }))
      .filter(
        ({ told }) =>
          text !== undefined || (told.facts.督导 as { 待整改: readonly unknown[] }).待整改.length > 0,
      )
      .map(({ inspection, told }) => ({
        name: nameOfInspection(inspection, String((told.facts.园 as WordingValues).名称 ?? '')),
        tell: () => told,
      }));
  },
  activity: (world, text) => {
    const { ledger, asked } = world;
    const activities =
      text === undefined
        ? listActivities(ledger, { states: ['planned'], from: asked.on })
        : [plannedActivity(new ActivityWorld(ledger, asked.folders), text, '发会议通知')];
    return activities.map((activity) => ({
      name: `${activity.title} ${activityDay(activity)}`.trim(),
      tell: () => ({ facts: factsOfActivity(world, activity) }),
    }));
  },
};
