import type { ActivityWorld } from '../activities/activity-world.ts';
import { membersOf } from '../activities/activity-world.ts';
import { findOrAddPerson } from '../committees/committees.store.ts';
import { personName, unitOf } from '../committees/unit.ts';
import type { IsoDate } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import type { FindingCode } from '../findings/catalogue.ts';
import type { Parameters } from '../findings/finding.ts';
import { lookUpGroup } from '../groups/group-reference.ts';
import type { RectificationStepKind, Severity } from '../policy/inspection/rectification.ts';
import { rectificationSteps, severities } from '../policy/inspection/rectification.ts';
import { findKindergarten } from '../roster/roster.store.ts';
import {
  type Inspection,
  type InspectionFinding,
  type InspectionKind,
  inspectionKinds,
  type NewInspection,
} from './inspection.ts';
import { kindMeant, passedMeant, severityMeant } from './inspection-words.ts';

/** An inspection with one of its findings, in a clerk's words; dates are read already. */
export interface SaidInspection {
  readonly inspectionKind?: string | undefined;
  readonly group?: string | undefined;
  readonly name: string;
  readonly visitedOn?: IsoDate | undefined;
  readonly inspector?: string | undefined;
  readonly inspectorUnit?: string | undefined;
  readonly planFiledOn?: IsoDate | undefined;
  readonly topics?: string | undefined;
  readonly opinion?: string | undefined;
  readonly content?: string | undefined;
  readonly severity?: string | undefined;
  readonly points?: number | undefined;
  readonly feedbackOn?: IsoDate | undefined;
  readonly reportedOn?: IsoDate | undefined;
  readonly noticedOn?: IsoDate | undefined;
  readonly dueOn?: IsoDate | undefined;
  readonly recheckedOn?: IsoDate | undefined;
  readonly recheckResult?: string | undefined;
  readonly closedOn?: IsoDate | undefined;
  readonly note?: string | undefined;
}

type SaidField = keyof SaidInspection;

interface Problem {
  readonly code: FindingCode;
  readonly field: SaidField;
  readonly parameters: Parameters;
}

/** The dates of the steps of one finding, as a row gives them. */
export type SaidSteps = Readonly<
  Partial<Record<'feedbackOn' | 'reportedOn' | 'noticedOn' | 'dueOn' | 'recheckedOn' | 'closedOn', IsoDate>>
> & { readonly passed?: boolean };

/** The field in which the day of a step stands. */
export const stepFields = {
  feedback: 'feedbackOn',
  report: 'reportedOn',
  notice: 'noticedOn',
  recheck: 'recheckedOn',
  close: 'closedOn',
} as const satisfies Record<RectificationStepKind, keyof SaidSteps>;

/** What is done on the day in a field, for messages. */
const doneNames = {
  visitedOn: '督导',
  feedbackOn: rectificationSteps.feedback,
  reportedOn: rectificationSteps.report,
  noticedOn: rectificationSteps.notice,
  recheckedOn: rectificationSteps.recheck,
  closedOn: rectificationSteps.close,
} as const;

export interface UnderstoodInspection {
  readonly kindergarten: string;
  readonly inspection: Omit<NewInspection, 'inspectorId' | 'origin'>;
  readonly inspector: { readonly name: string; readonly unit: string } | null;
  readonly content: string | null;
  readonly severity: Severity | null;
  readonly points: number | null;
  readonly findingNote: string | null;
  readonly steps: SaidSteps;
}

export interface Understanding {
  readonly said: UnderstoodInspection | null;
  readonly problems: readonly Problem[];
}

/** Reads what a clerk says of an inspection and one of its findings; all there is to say about it is collected. */
export function understandInspection(
  said: SaidInspection,
  world: ActivityWorld,
  today: IsoDate,
): Understanding {
  const problems: Problem[] = [];
  const report = (code: FindingCode, field: SaidField, parameters: Parameters) => {
    problems.push({ code, field, parameters });
  };
  const on = said.visitedOn ?? said.planFiledOn ?? today;
  const word = <T>(
    field: 'inspectionKind' | 'severity',
    label: string,
    read: (text: string) => T | undefined,
    names: Readonly<Record<string, string>>,
  ): T | null => {
    const text = said[field];
    if (text === undefined) return null;
    const value = read(text);
    const known = Object.values(names).join('、');
    if (value === undefined) report('inspection-word', field, { field: label, value: text, known });
    return value ?? null;
  };
  const kind: InspectionKind | null =
    said.inspectionKind === undefined
      ? 'inspection'
      : word('inspectionKind', '类型', kindMeant, inspectionKinds);
  const severity = word('severity', '严重程度', severityMeant, severities);
  const named =
    said.group === undefined || world.isOwnOffice(said.group)
      ? undefined
      : lookUpGroup(world.groupsOn(on), said.group);
  if (named?.code !== undefined) report(named.code, 'group', named.parameters);
  const found = world.kindergarten(said.name, named?.group ?? null, on);
  const id = 'memberId' in found ? found.memberId : found.kindergarten?.id;
  if (!('memberId' in found) && found.code !== undefined) report(found.code, 'name', found.parameters);
  const name = said.name;
  if (said.visitedOn === undefined && said.planFiledOn === undefined) {
    report('inspection-date', 'visitedOn', { name });
  } else if (said.visitedOn === undefined && said.content !== undefined) {
    report('inspection-unmade', 'content', { name, value: said.content });
  }
  if (said.points !== undefined && (said.points < 0 || said.points > 100)) {
    report('inspection-points', 'points', { value: said.points });
  }
  for (const field of ['visitedOn', ...Object.values(stepFields)] as const) {
    const value = said[field];
    if (value === undefined || value <= today) continue;
    report('inspection-in-future', field, { name, what: doneNames[field], value, today });
  }
  const passed = readPassed(said, report);
  const words = { name, content: said.content ?? '' };
  if (said.dueOn !== undefined && said.noticedOn === undefined) {
    report('inspection-due', 'dueOn', { ...words, reason: '写了整改期限，没有写整改通知日期' });
  }
  if (problems.length > 0 || kind === null || id === undefined) return { said: null, problems };
  const groups = world.groupsOn(on).filter((group) => group.state === 'active' || group.state === 'expired');
  const own = groups.filter((group) => membersOf(group).some(({ kindergartenId }) => kindergartenId === id));
  const group = named?.group ?? (own.length === 1 ? own[0] : undefined);
  const inspector = said.inspector === undefined ? null : personName(said.inspector);
  const unit = said.inspectorUnit ?? world.own.title ?? world.own.name;
  return {
    problems,
    said: {
      kindergarten: findKindergarten(world.ledger, id, on)?.name ?? name,
      inspection: {
        kind,
        groupId: group?.id ?? null,
        kindergartenId: id,
        planFiledOn: said.planFiledOn ?? null,
        visitedOn: said.visitedOn ?? null,
        topics: said.topics ?? null,
        opinion: said.opinion ?? null,
        note: said.content === undefined ? (said.note ?? null) : null,
      },
      inspector: inspector === null ? null : { name: inspector, unit: unitOf(unit) },
      content: said.content ?? null,
      severity,
      points: said.points ?? null,
      findingNote: said.content === undefined ? null : (said.note ?? null),
      steps: {
        ...pick(said, ['feedbackOn', 'reportedOn', 'noticedOn', 'dueOn', 'recheckedOn', 'closedOn']),
        ...(passed === undefined ? {} : { passed }),
      },
    },
  };
}

const pick = (said: SaidInspection, keys: readonly Exclude<keyof SaidSteps, 'passed'>[]): SaidSteps =>
  Object.fromEntries(keys.flatMap((key) => (said[key] === undefined ? [] : [[key, said[key]]])));

function readPassed(
  said: SaidInspection,
  report: (code: FindingCode, field: SaidField, parameters: Parameters) => void,
): boolean | undefined {
  if (said.recheckResult !== undefined) {
    const passed = passedMeant(said.recheckResult);
    if (passed === undefined) {
      report('inspection-word', 'recheckResult', {
        field: '复查结果',
        value: said.recheckResult,
        known: '通过、未通过',
      });
    }
    return passed;
  }
  if (said.recheckedOn === undefined) return undefined;
  // What was closed was found mended.
  if (said.closedOn !== undefined) return true;
  report('inspection-recheck', 'recheckedOn', { name: said.name, content: said.content ?? '' });
  return undefined;
}

/** The finding of an inspection that a text means: blanks and widths aside. */
export function sameFinding(inspection: Inspection, content: string): InspectionFinding | undefined {
  const wanted = squeezeText(content);
  return inspection.findings.find((each) => squeezeText(each.content) === wanted);
}

/** The inspector's number, entered where the ledger lacks one (inside `perform`). */
export function inspectorIdOf(
  world: ActivityWorld,
  inspector: UnderstoodInspection['inspector'],
): number | null {
  return inspector === null ? null : findOrAddPerson(world.ledger, inspector.name, inspector.unit);
}
