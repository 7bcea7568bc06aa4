import { shortened, visibleText } from '../common/visible-text.ts';
import { activityFindings } from './activity-findings.ts';
import { applicationFindings } from './application-findings.ts';
import { archiveFindings } from './archive-findings.ts';
import { bulletinFindings } from './bulletin-findings.ts';
import { calendarFindings } from './calendar-findings.ts';
import { commandFindings } from './command-findings.ts';
import { committeeFindings } from './committee-findings.ts';
import { dispatchFindings } from './dispatch-findings.ts';
import { documentFindings } from './document-findings.ts';
import { evaluationFindings } from './evaluation-findings.ts';
import { evaluationSheetFindings } from './evaluation-sheet-findings.ts';
import { evidenceFindings } from './evidence-findings.ts';
import {
  type Finding,
  type FindingDefinition,
  fillTemplate,
  type Parameters,
  type Place,
} from './finding.ts';
import { fontFindings } from './font-findings.ts';
import { formingFindings } from './forming-findings.ts';
import { fundFindings } from './fund-findings.ts';
import { groupFindings } from './group-findings.ts';
import { importFindings } from './import-findings.ts';
import { indicatorFindings } from './indicator-findings.ts';
import { inspectionFindings } from './inspection-findings.ts';
import { ledgerFindings } from './ledger-findings.ts';
import { paperFindings } from './paper-findings.ts';
import { pdfFindings } from './pdf-findings.ts';
import { planFindings } from './plan-findings.ts';
import { planningFindings } from './planning-findings.ts';
import { policyFindings } from './policy-findings.ts';
import { postingFindings } from './posting-findings.ts';
import { registerFindings } from './register-findings.ts';
import { reportingFindings } from './reporting-findings.ts';
import { rosterFindings } from './roster-findings.ts';
import { rubricFindings } from './rubric-findings.ts';
import { scheduleFindings } from './schedule-findings.ts';
import { tableFindings } from './table-findings.ts';
import { textFindings } from './text-findings.ts';
import { valueFindings } from './value-findings.ts';
import { wordFindings } from './word-findings.ts';
import { wordingFindings } from './wording-findings.ts';
import { workbookFindings } from './workbook-findings.ts';
import { workflowFindings } from './workflow-findings.ts';

/**
 * Every finding and failure the program can utter, by code. One file a theme; codes are kebab-case,
 * stable for other programs, and each has a fixture in `fixtures/findings/<code>/` that triggers it.
 */
export const catalogue = {
  ...commandFindings,
  ...workbookFindings,
  ...textFindings,
  ...wordFindings,
  ...wordingFindings,
  ...paperFindings,
  ...archiveFindings,
  ...valueFindings,
  ...tableFindings,
  ...rosterFindings,
  ...groupFindings,
  ...formingFindings,
  ...planFindings,
  ...committeeFindings,
  ...applicationFindings,
  ...importFindings,
  ...registerFindings,
  ...reportingFindings,
  ...dispatchFindings,
  ...documentFindings,
  ...workflowFindings,
  ...policyFindings,
  ...ledgerFindings,
  ...indicatorFindings,
  ...calendarFindings,
  ...bulletinFindings,
  ...scheduleFindings,
  ...activityFindings,
  ...evidenceFindings,
  ...evaluationSheetFindings,
  ...planningFindings,
  ...fontFindings,
  ...rubricFindings,
  ...evaluationFindings,
  ...pdfFindings,
  ...postingFindings,
  ...inspectionFindings,
  ...fundFindings,
} as const satisfies Record<string, FindingDefinition>;

export type FindingCode = keyof typeof catalogue;

/** Most characters of one parameter that a finding repeats: cells may hold a hundred thousand. */
const longestParameter = 1_000;

/**
 * Makes a finding from the catalogue. `parameters.value` also becomes the finding's `value`. Whatever comes from a file
 * is made fit to be shown: cut where it is endless, and without what a terminal would obey.
 */
export function makeFinding(code: FindingCode, given: Parameters = {}, place: Place = {}): Finding {
  const definition: FindingDefinition = catalogue[code];
  const parameters = shownParameters(given);
  const value = parameters.value;
  return {
    code,
    severity: definition.severity,
    file: place.file,
    sheet: place.sheet,
    cell: place.cell,
    value: value === undefined || value === null ? undefined : String(value),
    message: fillTemplate(definition.message, parameters),
    remedy: fillTemplate(definition.remedy, parameters),
    ...(definition.forSender === undefined
      ? {}
      : { forSender: fillTemplate(definition.forSender, parameters) }),
  };
}

function shown(text: string): string {
  return visibleText(shortened(text, longestParameter));
}

/** The same object where nothing has to change, as nearly always. */
function shownParameters(parameters: Parameters): Parameters {
  let changed: Record<string, Parameters[string]> | undefined;
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'string') continue;
    const fit = shown(value);
    if (fit === value) continue;
    changed ??= { ...parameters };
    changed[name] = fit;
  }
  return changed ?? parameters;
}

/**
 * The operation cannot go on: carries a catalogue entry and the exit code (2 unless the work was done
 * but must be refused, 1). Thrown anywhere, turned into words and an exit code in `main.ts` only.
 */
export class Failure extends Error {
  readonly finding: Finding;
  /** What the finding's words were filled with. */
  readonly parameters: Parameters;
  /** What else stands in the way, where several things do. */
  readonly also: readonly Finding[];
  readonly exitCode: 1 | 2;

  constructor(
    reason: FindingCode | Finding,
    parameters: Parameters = {},
    options: { place?: Place; exitCode?: 1 | 2; also?: readonly Finding[] } = {},
  ) {
    const finding = typeof reason === 'string' ? makeFinding(reason, parameters, options.place) : reason;
    super(finding.message);
    this.name = 'Failure';
    this.finding = finding;
    this.parameters = parameters;
    this.also = options.also ?? [];
    this.exitCode = options.exitCode ?? 2;
  }
}

/** Refuses where any of the findings is an error: all the errors at once. @throws Failure */
export function refuseErrors(findings: readonly Finding[]): void {
  const [first, ...also] = findings.filter(({ severity }) => severity === 'error');
  if (first) throw new Failure(first, {}, { also });
}

/** The clerk pressed Ctrl+C or answered no: exit code 130. */
export class Cancelled extends Error {
  constructor(message = '已取消，台账没有改动。') {
    super(message);
    this.name = 'Cancelled';
  }
}
