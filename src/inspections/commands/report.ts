import { ActivityWorld, membersOf } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { flagOption, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { completeTerms, termName } from '../../ledger/term.ts';
import { enteredTerms } from '../../ledger/terms.store.ts';
import { rectificationRate, stateOn } from '../../policy/inspection/rectification.ts';
import type { Ledger } from '../../store/ledger.ts';
import { findingsOf, foundOn, type Inspection } from '../inspection.ts';
import { whoseOption } from '../inspection-options.ts';
import { listInspections } from '../inspections.store.ts';

/** The term that --term names (2026-2027:1), or the one of a day, or the last before it. @throws Failure `option-value` */
function termOption(ledger: Ledger, text: string | undefined, on: string) {
  const year = Number(on.slice(0, 4));
  const terms = completeTerms(enteredTerms(ledger), `${year - 30}-01-01`, `${year + 2}-01-01`);
  const [, schoolYear, number] = /^(\d{4}-\d{4})[:：]([12])$/.exec(text?.normalize('NFKC') ?? '') ?? [];
  const term =
    text === undefined
      ? terms.filter(({ starts }) => starts <= on).at(-1)
      : terms.find((each) => each.schoolYear === schoolYear && each.number === Number(number));
  if (term) return term;
  throw new Failure('option-value', {
    option: '--term',
    value: text ?? '',
    expected: '应写成 学年:学期，如 2026-2027:1',
  });
}

const factsOf = (made: readonly Inspection[]) =>
  findingsOf(made).map((found) => ({
    severity: found.finding.severity,
    visitedOn: foundOn(found),
    steps: found.finding.steps,
  }));

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const on = today(context);
  const ledger = openLedger(context);
  try {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const term = termOption(ledger, textOption(options, 'term'), on);
    const last = term.ends < on ? term.ends : on;
    const { groupId } = whoseOption(world, options, on);
    const all = listInspections(ledger, { until: last });
    const rows = world
      .groupsOn(last)
      .filter(({ id, state }) =>
        groupId === undefined ? state !== 'ended' && state !== 'planned' : id === groupId,
      )
      .map((group) => {
        const places = new Set(membersOf(group).map(({ kindergartenId }) => kindergartenId));
        const own = all.filter((each) =>
          each.groupId === null ? places.has(each.kindergartenId) : each.groupId === group.id,
        );
        const made = own.filter(({ visitedOn }) => visitedOn !== null && visitedOn >= term.starts);
        const findings = factsOf(made);
        const { due, mended, overdue, rate } = rectificationRate(
          factsOf(own),
          { from: term.starts, to: term.ends },
          last,
        );
        const inspected = new Set(
          made.filter(({ kind }) => kind === 'inspection').map((each) => each.kindergartenId),
        );
        return {
          group: group.name,
          kindergartens: places.size,
          inspected: [...places].filter((id) => inspected.has(id)).length,
          inspections: made.filter(({ kind }) => kind === 'inspection').length,
          visits: made.filter(({ kind }) => kind === 'visit').length,
          findings: findings.length,
          serious: findings.filter(({ severity }) => severity === 'serious').length,
          closed: findings.filter((finding) => stateOn(finding, last).closedOn !== null).length,
          due,
          mended,
          overdue,
          rate,
        };
      });
    const report = {
      term: termName(term),
      from: term.starts,
      to: term.ends,
      assumed: term.assumed,
      groups: rows,
    };
    if (flagOption(options, 'json')) context.stdout.write(renderJson(report));
    else {
      context.stdout.write(`${report.term}（${term.starts} 至 ${term.ends}）督导情况\n`);
      const count = (heading: string, key: 'inspections' | 'visits' | 'findings' | 'serious' | 'closed') => ({
        heading,
        value: (row: (typeof rows)[number]) => String(row[key]),
        align: 'right' as const,
      });
      context.stdout.write(
        renderTable(
          rows,
          [
            { heading: '联盟', value: ({ group }) => group },
            {
              heading: '督导到',
              value: ({ inspected, kindergartens }) => `${inspected}/${kindergartens} 园`,
            },
            count('督导', 'inspections'),
            count('走访', 'visits'),
            count('问题', 'findings'),
            count('重大', 'serious'),
            count('销号', 'closed'),
            { heading: '到期整改', value: ({ due, mended }) => `${mended}/${due}`, align: 'right' },
            { heading: '整改率', value: ({ rate }) => (rate === null ? '—' : `${rate}%`), align: 'right' },
          ],
          context.ambiguousIsWide,
        ),
      );
    }
    if (term.assumed) context.stderr.write('这个学期没有登记起止，按通常日期计。\n');
    return 0;
  } finally {
    ledger.close();
  }
}
