/** How bad a finding is: an `error` rejects its row or file, a `warning` is taken but wants a look, a `notice` informs. */
export type Severity = 'error' | 'warning' | 'notice';

/** One entry of the catalogue. `{name}` in a template is replaced by the parameter of that name. */
export interface FindingDefinition {
  readonly severity: Severity;
  /** A few words for lists and the reference. */
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
  /** The remedy for who sent the file, and has no such program: where `remedy` names commands or options. */
  readonly forSender?: string;
}

/** Where a finding stands: file as the clerk named it, sheet by name, cell as `C5`. */
export interface Place {
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  readonly cell?: string | undefined;
}

/** Something a clerk should know about what was read. All of them are collected; none stops the batch. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  readonly cell?: string | undefined;
  /** What people are told instead of sheet and cell where the file knows no addresses: `表1 第3行第2列`. */
  readonly position?: string | undefined;
  /** The value as it was seen, as text. */
  readonly value?: string | undefined;
  readonly message: string;
  readonly remedy: string;
  /** The remedy for who sent the file, where it is another. */
  readonly forSender?: string;
}

export type Parameters = Readonly<Record<string, string | number | null | undefined>>;

/** Fills `{name}` from the parameters; a missing one is a programming error and stands out as `{name}`. */
export function fillTemplate(template: string, parameters: Parameters): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined || value === null ? whole : String(value);
  });
}

/** The form in which `--json` prints a finding: always the same seven keys, absent ones null. */
export function findingRecord(finding: Finding) {
  return {
    code: finding.code,
    severity: finding.severity,
    sheet: finding.sheet ?? null,
    cell: finding.cell ?? null,
    value: finding.value ?? null,
    message: finding.message,
    remedy: finding.remedy,
  };
}
