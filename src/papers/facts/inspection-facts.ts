import type { WordingValues } from '../../documents/wording/values.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { findGroup } from '../../groups/groups.store.ts';
import type { Inspection } from '../../inspections/inspection.ts';
import { listRectifications, type Rectification } from '../../inspections/rectifications.ts';
import { severities, stateNames } from '../../policy/inspection/rectification.ts';
import type { PaperWorld } from '../paper-world.ts';
import type { ToldSubject } from '../subjects.ts';
import { factsOfKindergarten } from './kindergarten-facts.ts';
import { maskedText } from './masked-text.ts';

const isOpen = ({ state }: Rectification) => state.mendedOn === null && state.closedOn === null;

const rowOf = ({ finding, state }: Rectification) => ({
  内容: maskedText(finding.content),
  程度: severities[finding.severity],
  重大: finding.severity === 'serious',
  期限: state.dueOn,
  状态: stateNames[state.state],
  已整改: state.mendedOn !== null || state.closedOn !== null,
});

/** The day of the last notice (整改通知) of what was found, as it stood on a day. */
function noticedOn({ finding }: Rectification, on: string): string[] {
  const days = finding.steps.flatMap(({ step, doneOn }) => (step === 'notice' && doneOn <= on ? doneOn : []));
  return days.slice(-1);
}

/**
 * An inspection (督导) and what of it is still to be mended. A notice speaks of what notice was given of (整改通知),
 * each with its own date, and bears the day of the notice; before any was given, of all that is open.
 */
export function tellInspection(world: PaperWorld, inspection: Inspection): ToldSubject {
  const { ledger, asked } = world;
  const found = listRectifications(ledger, asked.on, { kindergartenId: inspection.kindergartenId }).filter(
    (each) => each.inspection.id === inspection.id,
  );
  const open = found.filter(isOpen);
  const noticed = open.filter(({ state }) => state.dueOn !== null);
  const named = noticed.length > 0 ? noticed : open;
  const dues = [...new Set(noticed.flatMap(({ state }) => state.dueOn ?? []))].sort();
  const registered = noticed
    .flatMap((each) => noticedOn(each, asked.on))
    .sort()
    .at(-1);
  const date = asked.isDateGiven ? asked.date : (registered ?? asked.date);
  const group = inspection.groupId === null ? undefined : findGroup(ledger, inspection.groupId, asked.on);
  const kindergarten = factsOfKindergarten(ledger, inspection, asked.on);
  const facts = {
    ...world.common(group ? world.policyOf(group) : world.policy),
    日期: date,
    督导: {
      编号: inspection.id,
      日期: inspection.visitedOn,
      督学: inspection.inspector,
      督学单位: inspection.inspectorUnit,
      内容: maskedText(inspection.topics),
      意见: maskedText(inspection.opinion),
      问题: found.map(rowOf),
      待整改: named.map(rowOf),
      整改期限: dues.at(-1) ?? null,
      期限不一: dues.length > 1,
      通知日期: registered ?? null,
    },
    园: kindergarten,
  } satisfies WordingValues;
  const name = String(kindergarten.名称 ?? '');
  const left = open.filter((each) => !named.includes(each));
  return { facts, date, findings: [...leftOut(name, left), ...lateFor(name, date, noticed)] };
}

function leftOut(name: string, left: readonly Rectification[]): Finding[] {
  return left.map(({ finding }) =>
    makeFinding('inspection-unnoticed', { name, content: finding.content, value: finding.id }),
  );
}

/** A notice that bears a day after what it asks for was due. */
function lateFor(name: string, date: string, noticed: readonly Rectification[]): Finding[] {
  return noticed.flatMap(({ finding, state }) =>
    state.dueOn !== null && state.dueOn < date
      ? [makeFinding('inspection-notice-late', { name, content: finding.content, date, due: state.dueOn })]
      : [],
  );
}
