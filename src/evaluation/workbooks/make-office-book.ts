import type { Chart } from '../../charts/chart.ts';
import { drawChart } from '../../charts/draw-chart.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { findFonts } from '../../fonts/find-fonts.ts';
import type { Ledger } from '../../store/ledger.ts';
import { readSubjects } from '../evaluation.store.ts';
import { asScores, type StoredSubject } from '../evaluation.ts';
import { participantKey, participantsIn } from '../participants.ts';
import { scoreGroup } from '../score-group.ts';
import type { SubjectResult } from '../scoring.ts';
import type { Book, BookPicture } from './book/book.ts';
import { type EvaluationGround, factsNeeded } from './group-evaluation.ts';
import { officeCharts } from './layout/office-charts.ts';
import { type OfficeEntry, officeBook } from './layout/office-sheets.ts';
import type { PlannedPolicy } from './plan-sheets.ts';

/** The office's workbook (考核汇总册) over all groups of a policy, with what has come in so far. */
export async function makeOfficeBook(
  context: Context,
  ledger: Ledger,
  planned: PlannedPolicy,
  ground: EvaluationGround,
): Promise<{ readonly book: Book; readonly subjects: number; readonly findings: readonly Finding[] }> {
  const entries = officeEntries(ledger, planned, ground);
  const charts = officeCharts(ground.rubric, entries);
  const pictures: { readonly kind: string; readonly picture: Omit<BookPicture, 'row' | 'column'> }[] = [];
  const findings: Finding[] = [];
  const fonts = charts.length > 0 ? findFonts({ environment: context.environment }) : undefined;
  for (const { kind, chart } of charts) {
    try {
      pictures.push({ kind, picture: await drawn(chart, fonts!) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // The tables stand without their pictures; one word about it is enough.
      if (!findings.some(({ code }) => code === error.finding.code))
        findings.push({ ...error.finding, severity: 'warning' });
    }
  }
  return { book: officeBook(ground, entries, pictures), subjects: entries.length, findings };
}

async function drawn(
  chart: Chart,
  fonts: Parameters<typeof drawChart>[1],
): Promise<Omit<BookPicture, 'row' | 'column'>> {
  const { png, width, height } = await drawChart(chart, fonts);
  const shown = 620;
  return { png, width: shown, height: Math.round((height * shown) / width), title: chart.title };
}

function officeEntries(ledger: Ledger, { run, all }: PlannedPolicy, ground: EvaluationGround): OfficeEntry[] {
  const stored = new Map<string, StoredSubject>(
    (run ? readSubjects(ledger, run.id) : []).map((each) => [participantKey(each), each]),
  );
  return all.flatMap((group) => {
    const participants = participantsIn(ground.rubric, group);
    const known = participants.map(({ subject, kindergartenId }) =>
      stored.get(participantKey({ groupId: group.id, subject: subject.id, kindergartenId })),
    );
    const results = scoreGroup(
      ground.rubric,
      participants.map((participant, index) => {
        const { scores, gates } = asScores(known[index] ?? { scores: [], gates: [] }, {});
        const kept = new Map((known[index]?.facts ?? []).map(({ fact, value }) => [fact, value]));
        const facts = factsNeeded(participant.subject, ground.read).map((fact) => [
          fact.key,
          kept.has(fact.key) ? (kept.get(fact.key) ?? null) : ground.factOf(participant, fact).value,
        ]);
        return { subject: participant.subject, scores, gates, facts: Object.fromEntries(facts) };
      }),
      ground.read,
    );
    return participants.map(({ subject, name }, index): OfficeEntry => {
      const result: SubjectResult = results[index]!;
      const blanks = result.missing.filter(({ kind }) => kind !== 'fact').length;
      const entered = (known[index]?.scores.length ?? 0) + (known[index]?.gates.length ?? 0);
      return { group: group.name, subject, name, result: entered > 0 ? result : null, blanks };
    });
  });
}
