import { stringify } from 'yaml';
import type { RubricSubject } from './rubric.ts';
import type { SheetRubric } from './rubric-sheet.ts';

/** One sheet of a 考核细则, and whom it is about. */
export interface SheetSubject {
  readonly name: string;
  readonly of: RubricSubject['of'];
  readonly rubric: SheetRubric;
}

const remark = `# 由考核细则表读出。请核对：评分方的权重、等次的分数线、否决项由本单位确定；clause 写政策的条款标题。
# 各项写法见自带的细则（youlian rubric show zaozhuang-2021）；改好后用 youlian rubric lint 检查。
`;

/** Four grades at the usual shares of the full points. */
function gradesFor(full: number) {
  const at = (share: number) => Math.round(full * share * 2) / 2;
  return [
    { name: '优秀', from: at(0.9) },
    { name: '良好', from: at(0.75) },
    { name: '合格', from: at(0.6) },
    { name: '不合格', from: 0 },
  ];
}

function subjectEntry({ name, of, rubric }: SheetSubject, id: string) {
  const scorers =
    of === 'member'
      ? [
          { by: 'self', weight: 20 },
          { by: 'lead', weight: 30 },
          { by: 'bureau', weight: 50 },
        ]
      : [
          { by: 'self', weight: 20 },
          { by: 'bureau', weight: 80 },
        ];
  return {
    id,
    name,
    of,
    full: rubric.full,
    combine: 'weighted',
    scorers,
    dimensions: rubric.dimensions.map((dimension, index) => ({
      id: `d${index + 1}`,
      name: dimension.name,
      clause: '本单位考核细则',
      points: dimension.indicators.reduce((sum, { points }) => sum + points, 0),
      indicators: dimension.indicators.map(
        ({ name: title, points, standard, method, evidence }, position) => ({
          id: `d${index + 1}-i${position + 1}`,
          name: title,
          points,
          method,
          ...(standard === '' ? {} : { standard }),
          ...(evidence.length === 0 ? {} : { evidence }),
        }),
      ),
    })),
    gates: rubric.gates.map((gate, index) => ({
      id: `gate-${index + 1}`,
      name: gate.name,
      fails: '是',
      cap: '不合格',
      clause: '本单位考核细则',
    })),
  };
}

/** The sheets as a rubric file; grades are cut from the first sheet's full points. */
export function rubricText(
  given: { readonly id: string; readonly policy: string; readonly title: string },
  subjects: readonly SheetSubject[],
): string {
  const counts = new Map<string, number>();
  const entries = subjects.map((subject) => {
    const count = (counts.get(subject.of) ?? 0) + 1;
    counts.set(subject.of, count);
    return subjectEntry(subject, count === 1 ? subject.of : `${subject.of}-${count}`);
  });
  const file = {
    ...given,
    weights: 'office',
    scorers: [
      { id: 'self', name: '自评' },
      { id: 'lead', name: '主导园评' },
      { id: 'bureau', name: '教育部门评' },
    ],
    grades: gradesFor(subjects[0]?.rubric.full ?? 100),
    passing: ['优秀', '良好', '合格'],
    subjects: entries,
  };
  return remark + stringify(file, { lineWidth: 0 });
}
