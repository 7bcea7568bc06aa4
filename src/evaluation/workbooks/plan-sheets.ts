import { safeFileName, uniqueNames } from '../../common/file-names.ts';
import type { Context } from '../../context.ts';
import { Failure, makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Group } from '../../groups/group.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Ledger } from '../../store/ledger.ts';
import { groupsOfYear, yearEnd } from '../participants.ts';
import { type RubricMeant, rubricMeant } from '../rubric-meant.ts';

/** What `evaluate sheets` is asked for. */
interface SheetsRequest {
  readonly year: number;
  readonly policy: string | undefined;
  readonly rubric: string | undefined;
  /** Numbers, names or leads of groups; none: all. */
  readonly groups: readonly string[];
}

/** The workbooks of one policy's groups. */
export interface PlannedPolicy extends RubricMeant {
  readonly policyId: string;
  readonly policyTitle: string;
  readonly groups: readonly { readonly group: Group; readonly file: string }[];
  /** All groups of the year, those not asked for too. */
  readonly all: readonly Group[];
  readonly officeFile: string;
}

export interface SheetsPlan {
  readonly year: number;
  readonly policies: readonly PlannedPolicy[];
  readonly findings: readonly Finding[];
}

/**
 * Which workbooks are to be made, and under which names.
 * @throws Failure `evaluation-no-groups`, `group-unknown`, `group-ambiguous`; where nothing can be made, the first reason
 */
export function planSheets(context: Context, ledger: Ledger, request: SheetsRequest): SheetsPlan {
  const { year } = request;
  const standing = listGroups(ledger, yearEnd(year), { includeEnded: true });
  const chosen =
    request.groups.length === 0
      ? undefined
      : new Set(request.groups.map((name) => resolveGroup(standing, name).id));
  const known = [...new Set(standing.map(({ policyId }) => policyId))].sort();
  const wanted = request.policy === undefined ? known : [request.policy];
  const unique = uniqueNames();
  const policies: PlannedPolicy[] = [];
  const findings: Finding[] = [];
  const covered = new Set<number>();
  for (const policyId of wanted) {
    const all = groupsOfYear(ledger, policyId, year);
    const groups = all.filter(({ id }) => chosen?.has(id) ?? true);
    for (const { id } of groups) covered.add(id);
    if (groups.length === 0) continue;
    try {
      const meant = rubricMeant(context, ledger, policyId, year, request.rubric);
      const policy = loadPolicy(policyId, context.templateFolders);
      findings.push(...meant.findings);
      policies.push({
        ...meant,
        policyId,
        policyTitle: policy.title,
        groups: groups.map((group) => ({
          group,
          file: `${unique(`考核评分册_${year}_${safeFileName(group.name)}`)}.xlsx`,
        })),
        all,
        officeFile: `${unique(`考核汇总册_${year}_${safeFileName(meant.rubric.title)}`)}.xlsx`,
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      findings.push(error.finding, ...error.also);
    }
  }
  for (const id of chosen ?? []) {
    if (covered.has(id)) continue;
    const name = standing.find((group) => group.id === id)?.name ?? String(id);
    findings.push(makeFinding('evaluation-group-not-in-year', { value: name, year }));
  }
  const [first, ...also] = findings.filter(({ severity }) => severity === 'error');
  if (policies.length === 0 && first) throw new Failure(first, {}, { also });
  if (policies.length === 0) throw new Failure('evaluation-no-groups', { value: year });
  return { year, policies, findings };
}
