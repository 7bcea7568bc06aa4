import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { workbookBytes } from '../tables/sheet-style.ts';
import type { YearEvaluation } from './evaluation-meant.ts';
import { missingRemarks } from './missing-words.ts';
import { isScored, type Outcome } from './outcomes.ts';
import type { RubricSubject } from './rubric.ts';

/** In the order of the ranks; those of whom nothing came in stand last. */
export function byRank(outcomes: readonly Outcome[]): Outcome[] {
  return [...outcomes].sort((one, other) => (one.rank ?? 1e9) - (other.rank ?? 1e9));
}

const figure = (value: number | null) => (value === null ? '' : String(value));
const signed = (value: number) => (value > 0 ? `+${value}` : String(value));

/** Excel allows 31 characters in a sheet's name, and not these. */
const sheetName = (name: string) => name.replace(/[\\/?*[\]:]/gu, ' ').slice(0, 31);

/**
 * 年度考核汇总表: a sheet for each kind of subject, ranked. Equal content gives equal bytes.
 * @param previous the total of the year before, null where there is none
 */
export async function summaryWorkbook(
  evaluation: YearEvaluation,
  office: string,
  previous: (outcome: Outcome) => number | null,
): Promise<Uint8Array> {
  const { rubric, outcomes, year, run, policy } = evaluation;
  const workbook = await newWorkbook();
  const state = run.finalisedOn === null ? '未定稿，数字可能变动' : `${run.finalisedOn} 定稿`;
  for (const subject of rubric.subjects) {
    const own = byRank(outcomes.filter((outcome) => outcome.subject === subject));
    if (own.length === 0) continue;
    const columns = columnsOf(subject, policy.names.kind, previous);
    const sheet = workbook.addWorksheet(sheetName(subject.name));
    const remarks = [`填报单位：${office}　　依据：${rubric.title}　　${state}`];
    writeListSheet(sheet, { title: `${year} 年度${subject.name}考核汇总表`, remarks }, columns, own);
  }
  return workbookBytes(workbook);
}

function columnsOf(
  subject: RubricSubject,
  kind: string,
  previous: (outcome: Outcome) => number | null,
): ListColumn<Outcome>[] {
  const change = (outcome: Outcome) => {
    const before = previous(outcome);
    return before === null ? '' : signed(Math.round((outcome.result.total - before) * 100) / 100);
  };
  return [
    { heading: '名次', width: 7, centred: true, value: ({ rank }) => figure(rank) },
    { heading: '名称', width: 28, value: ({ name }) => name },
    ...(subject.of === 'group'
      ? []
      : [{ heading: `所在${kind}`, width: 26, value: ({ group }: Outcome) => group.name }]),
    ...subject.dimensions.map(({ name }, index) => ({
      heading: name,
      width: 10,
      centred: true,
      value: (outcome: Outcome) =>
        figure(isScored(outcome) ? (outcome.result.dimensions[index]?.score ?? null) : null),
    })),
    {
      heading: '总分',
      width: 9,
      centred: true,
      value: (outcome) => (isScored(outcome) ? figure(outcome.result.total) : ''),
    },
    {
      heading: '等次',
      width: 9,
      centred: true,
      value: (outcome) => (isScored(outcome) ? outcome.result.grade : '未评'),
    },
    { heading: '上年', width: 8, centred: true, value: (outcome) => figure(previous(outcome)) },
    {
      heading: '增减',
      width: 8,
      centred: true,
      value: (outcome) => (isScored(outcome) ? change(outcome) : ''),
    },
    { heading: '备注', width: 20, value: remarkOn },
  ];
}

function remarkOn({ result, ...outcome }: Outcome): string {
  if (!isScored(outcome)) return '';
  const facts = result.missing.filter(({ kind }) => kind === 'fact').length;
  const vetoes = result.failed.map(({ name }) => name);
  return [
    ...(vetoes.length > 0 ? [`否决：${vetoes.join('、')}`] : []),
    ...missingRemarks(result.missing.length - facts, facts),
  ].join('；');
}
