import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFormula } from './formula/evaluate.ts';
import { fractionOf, numberOf, roundFraction } from './formula/fraction.ts';
import { FormulaError, factsOf, parseFormula } from './formula/parse.ts';
import { toExcel } from './formula/to-excel.ts';
import { loadRubric } from './load-rubric.ts';
import { entitledScorers, indicatorsOf, type Rubric, type RubricSubject } from './rubric.ts';
import { combineScores, countedValue, gradeOf, type SubjectScores, scoreSubject } from './scoring.ts';
import { builtInFolder } from './testing/folders.ts';

const rubric = loadRubric('zaozhuang-2021', [builtInFolder]);

/** Entries of any kind, blanks among them. */
function entriesOf(subject: RubricSubject): fc.Arbitrary<SubjectScores> {
  const scores = fc.record(
    Object.fromEntries(
      indicatorsOf(subject).map((indicator) => [
        indicator.id,
        fc.record(
          Object.fromEntries(
            entitledScorers(subject, indicator).map(({ by }) => [
              by,
              fc.option(fc.integer({ min: 0, max: indicator.points * 2 }).map((value) => value / 2)),
            ]),
          ),
        ),
      ]),
    ),
  );
  const gates = fc.record(
    Object.fromEntries(
      subject.gates.map(({ id }) => [id, fc.option(fc.constantFrom('是' as const, '否' as const))]),
    ),
  );
  const computed = fc.record(
    Object.fromEntries(
      indicatorsOf(subject).flatMap((indicator) =>
        indicator.method === 'formula'
          ? [
              [
                indicator.id,
                fc.option(fc.integer({ min: 0, max: indicator.points * 100 }).map((each) => each / 100)),
              ],
            ]
          : [],
      ),
    ),
  );
  return fc.record({ scores, gates, computed }) as fc.Arbitrary<SubjectScores>;
}

/** The total in whole hundredths, reckoned another way. */
function hundredths(subject: RubricSubject, given: SubjectScores): bigint {
  let sum = 0n;
  for (const indicator of indicatorsOf(subject)) {
    if (indicator.method === 'formula') {
      sum += BigInt(Math.round((given.computed[indicator.id] ?? 0) * 100));
      continue;
    }
    let top = 0n;
    let whole = 0n;
    for (const { by, weight } of entitledScorers(subject, indicator)) {
      const entered = given.scores[indicator.id]?.[by] ?? null;
      const value = entered === null ? 0 : countedValue(indicator, entered);
      top += BigInt(weight) * BigInt(value * 2) * 50n;
      whole += BigInt(weight);
    }
    sum += (2n * top + whole) / (2n * whole);
  }
  return sum;
}

describe('scoring', () => {
  it.each(rubric.subjects.map((subject) => [subject.name, subject] as const))(
    'adds up exactly for %s',
    (_, subject) => {
      fc.assert(
        fc.property(entriesOf(subject), (given) => {
          const { total, dimensions } = scoreSubject(rubric, subject, given);
          expect(BigInt(Math.round(total * 100))).toBe(hundredths(subject, given));
          expect(total).toBe(Number(total.toFixed(2)));
          for (const { subtotal } of dimensions) expect(subtotal).toBe(Number(subtotal.toFixed(2)));
        }),
      );
    },
  );

  it('counts a blank as nothing, and names it', () => {
    const subject = rubric.subjects.find(({ id }) => id === 'member') as RubricSubject;
    const result = scoreSubject(rubric, subject, { scores: {}, gates: {}, computed: {} });
    expect(result.total).toBe(0);
    expect(result.grade).toBe('不合格');
    expect(result.missing.filter(({ kind }) => kind === 'fact').map(({ id }) => id)).toEqual([
      'participation',
      'training',
    ]);
    expect(result.missing).toContainEqual({
      kind: 'gate',
      id: 'safety',
      name: expect.any(String),
      scorer: 'bureau',
    });
    const progress = result.missing.filter(({ id }) => id === 'progress').map(({ scorer }) => scorer);
    expect(progress).toEqual(['lead', 'bureau']);
  });

  it('caps the grade by a failed gate and leaves the total', () => {
    const subject = rubric.subjects.find(({ id }) => id === 'member') as RubricSubject;
    const scores = Object.fromEntries(
      indicatorsOf(subject).map((each) => {
        const best = each.method === 'deducted' ? 0 : each.points;
        return [each.id, { self: best, lead: best, expert: best, bureau: best }];
      }),
    );
    const given = { scores, gates: { safety: '是' as const }, computed: { participation: 20, training: 10 } };
    const result = scoreSubject(rubric, subject, given);
    expect([result.total, result.gradeByTotal, result.grade]).toEqual([100, '优秀', '不合格']);
    expect(result.failed.map(({ id }) => id)).toEqual(['safety']);
    expect(scoreSubject(rubric, subject, { ...given, gates: { safety: '否' } }).grade).toBe('优秀');
    expect(result.missing).toEqual([]);
  });

  it.each([
    [
      'weighted',
      [
        [30, 8.5],
        [70, 9],
      ],
      2,
      8.85,
    ],
    [
      'weighted',
      [
        [1, 0.5],
        [199, 0],
      ],
      2,
      0,
    ],
    [
      'weighted',
      [
        [1, 1],
        [199, 0],
      ],
      2,
      0.01,
    ],
    [
      'weighted',
      [
        [50, null],
        [50, 9],
      ],
      2,
      4.5,
    ],
    [
      'average',
      [
        [0, 8],
        [0, 9],
        [0, 9],
      ],
      2,
      8.67,
    ],
    [
      'average',
      [
        [0, null],
        [0, 9],
      ],
      2,
      4.5,
    ],
    [
      'first',
      [
        [0, null],
        [0, 7.5],
        [0, 9],
      ],
      2,
      7.5,
    ],
    ['first', [[0, null]], 2, 0],
    [
      'weighted',
      [
        [50, 8],
        [50, 9],
      ],
      0,
      9,
    ],
  ] as const)('combines %s %j to %d decimals', (combine, parts, places, expected) => {
    const given = parts.map(([weight, value]) => ({ weight, value }));
    expect(combineScores(combine, given, places)).toBe(expected);
  });

  it('gives each total a grade, none below the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_500 }), (units) => {
        const at = (total: number) => rubric.grades.findIndex(({ name }) => name === gradeOf(rubric, total));
        expect(at(units / 100)).toBeGreaterThanOrEqual(0);
        expect(at((units + 1) / 100)).toBeLessThanOrEqual(at(units / 100));
      }),
    );
    expect(['90', '89.99', '60', '59.99'].map((total) => gradeOf(rubric, Number(total)))).toEqual([
      '优秀',
      '良好',
      '合格',
      '不合格',
    ]);
  });

  it('gives a dimension its share of a weight', () => {
    const [subject] = rubric.subjects as [RubricSubject];
    const [dimension] = subject.dimensions;
    if (!dimension) throw new Error('no dimension');
    const weighted: RubricSubject = { ...subject, dimensions: [{ ...dimension, weight: 100 }] };
    const given = {
      scores: { guidance: { self: 20, expert: 20, bureau: 20 } },
      gates: {},
      computed: { papers: 0.01 },
    };
    const result = scoreSubject(rubric as Rubric, weighted, given);
    // 20.01 of 30 points, of a weight of 100: 66.7
    expect(result.dimensions[0]).toMatchObject({ subtotal: 20.01, score: 66.7, worth: 100 });
  });
});

describe('a formula', () => {
  const range = { points: 10, places: 2 };
  const value = (text: string, facts: Readonly<Record<string, number | null>> = {}) =>
    evaluateFormula(parseFormula(text), (key) => facts[key], range).value;

  it.each([
    ['1 + 2 × 3', 7],
    ['（1＋2）÷ 4', 0.75],
    ['1 / 3', 0.33],
    ['0.1 + 0.2', 0.3],
    ['2 × 50%', 1],
    ['-3', 0],
    ['- -3', 3],
    ['99', 10],
    ['最小(3, 4) + 最大(1，2)', 5],
    ['四舍五入(2.5)', 3],
    ['四舍五入(1.005, 2)', 1.01],
    ['若(1 ≥ 1, 2, 3)', 2],
    ['if(1 <> 1, 2, 3)', 3],
    ['若(0.1 + 0.2 = 0.3, 1, 2)', 1],
    ['若(1 > 2, 1 ÷ 0, 5)', 5],
    ['1 ÷ 0', null],
    ['1 ÷ (0.3 - 0.1 - 0.2)', null],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('needs every fact that it names', () => {
    const formula = parseFormula('若(1 > 2, 上年总分, 应办活动完成率 ÷ 10)');
    expect(factsOf(formula).map(({ key }) => key)).toEqual(['last_total', 'cadence_rate']);
    expect(evaluateFormula(formula, (key) => (key === 'cadence_rate' ? 95 : null), range)).toEqual({
      value: null,
      reason: 'missing',
      facts: ['last_total'],
    });
    expect(value('cadence_rate × 10 ÷ 100', { cadence_rate: 88.25 })).toBe(8.83);
    expect(evaluateFormula(parseFormula('1÷0'), () => null, range)).toEqual({
      value: null,
      reason: 'division',
    });
  });

  it.each([
    ['', 1, '公式却完了'],
    ['1 +', 4, '公式却完了'],
    ['(1', 3, '“)”'],
    ['1 2', 3, '多余'],
    ['没有的数 × 2', 1, '没有叫'],
    ['1 & 2', 3, '看不懂'],
    ['若(1, 2, 3)', 4, '比较符号'],
    ['四舍五入(1, 2.5)', 5, '小数位数'],
    ['指标()', 4, '指标的名称'],
  ])('of “%s” tells the place and the mistake', (text, position, message) => {
    try {
      parseFormula(text);
      expect.fail('no error');
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError);
      expect((error as FormulaError).position).toBe(position);
      expect((error as FormulaError).message).toContain(message);
    }
  });

  it('reads a yearly figure of the policy by name', () => {
    const lookup = (name: string) => (name === '专任教师学历' ? 'education' : undefined);
    const [now, last] = factsOf(parseFormula('指标(专任教师学历) − 上年指标(专任教师学历)', lookup));
    expect([now?.key, last?.key]).toEqual(['indicator:education', 'last_indicator:education']);
    expect(() => parseFormula('指标(别的)', lookup)).toThrow('没有指标');
  });

  it('becomes a spreadsheet formula', () => {
    const cells = (key: string) => ({ cadence_rate: 'F3', last_total: 'F4' })[key] ?? 'X1';
    expect(toExcel(parseFormula('10 × 应办活动完成率 ÷ 100'), cells, range)).toBe(
      'IF(COUNT(F3)<1,"",IFERROR(MAX(0,MIN(10,ROUND(ROUND(((10*F3)/100),8),2))),""))',
    );
    expect(toExcel(parseFormula('若(上年总分 ≥ 60, 5, 1 ÷ (上年总分 - 60))'), cells, range)).toBe(
      'IF(COUNT(F4)<1,"",IFERROR(MAX(0,MIN(10,ROUND(ROUND(IF(ROUND(F4-60,8)>=0,5,(1/IF(ROUND((F4-60),8)=0,0,(F4-60)))),8),2))),""))',
    );
  });

  it('rounds a half away from zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (thousandths) => {
        const exact = fractionOf(thousandths / 1000);
        const units = Math.sign(thousandths) * Math.floor((Math.abs(thousandths) + 5) / 10);
        expect(numberOf(roundFraction(exact, 2))).toBeCloseTo(units / 100, 10);
      }),
    );
  });

  it('never throws but a FormulaError', () => {
    const pieces = fc.constantFrom(
      '1',
      '0',
      '应办活动完成率',
      '(',
      ')',
      '+',
      '-',
      '×',
      '÷',
      ',',
      '若',
      '最小',
      '≥',
      '%',
      '指标',
      '𠮷',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          evaluateFormula(parseFormula(parts.join('')), () => 1, range);
        } catch (error) {
          if (!(error instanceof FormulaError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
