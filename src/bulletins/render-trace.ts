import { renderTable, type TableColumn } from '../cli/table.ts';
import type { partsOf, TracedFigure, TracedPart, TracedRecord } from './trace.ts';

/** What is to be said of a figure in one word. */
function stateOf({ inFile, isChangedByHand, hasLedgerMoved }: TracedFigure): string {
  const parts = [
    ...(inFile.length === 0 ? ['文件里没有了'] : []),
    ...(isChangedByHand ? ['文件里改过'] : []),
    ...(hasLedgerMoved ? ['台账已变'] : []),
  ];
  return parts.join('、') || '一致';
}

const columns: readonly TableColumn<TracedFigure>[] = [
  { heading: '序号', align: 'right', value: ({ number }) => number },
  { heading: '数字', value: ({ label }) => label },
  { heading: '值', align: 'right', value: ({ value }) => value },
  { heading: '单位', value: ({ unit, value }) => (value.endsWith(unit) ? '' : unit) },
  { heading: '核对', value: stateOf },
  { heading: '编号', value: ({ id }) => id },
];

export function renderTraceList(figures: readonly TracedFigure[], ambiguousIsWide: boolean): string {
  const odd = figures.filter((figure) => stateOf(figure) !== '一致').length;
  const end = odd === 0 ? '全部与台账一致' : `${odd} 个要看一看`;
  return `${renderTable(figures, columns, ambiguousIsWide)}共 ${figures.length} 个数字，${end}。看一个的出处：youlian bulletin trace 文件.docx 序号\n`;
}

/** So many records are shown; the rest are in the JSON. */
const shownRecords = 60;

const withUnit = (value: string, unit: string) =>
  unit === '' || value.endsWith(unit) ? value : `${value} ${unit}`;

/** 第 5 个“已办次数”（37） */
const partText = ({ number, label, value }: TracedPart) =>
  `${number === null ? '' : `第 ${number} 个`}“${label}”（${value}${number === null ? '，没有印出' : ''}）`;

/** One figure: what it says, how it was counted, what it rests on. */
export function renderTrace(
  figure: TracedFigure & {
    readonly records: readonly TracedRecord[];
    readonly parts: ReturnType<typeof partsOf>;
  },
  all: readonly TracedFigure[],
): string {
  const {
    number,
    label,
    value,
    unit,
    id,
    query,
    inFile,
    now,
    isChangedByHand,
    hasLedgerMoved,
    records,
    parts,
  } = figure;
  const alike = all.filter((each) => each.value === value && each.id !== id).map((each) => each.number);
  const lines = [
    `第 ${number} 个数字　${label}：${withUnit(value, unit)}`,
    `编号　　${id}`,
    `怎么数　${query}`,
    ...(parts === null ? [] : [`由来　　${parts.of.map(partText).join(` ${parts.sign} `)}`]),
    `文件里　${inFile.length === 0 ? '没有了，或标记已删' : [...new Set(inFile)].join('、')}${isChangedByHand ? '（与起草时不同，是后来改的）' : ''}`,
    `台账里　${now ?? '现在没有这个数字'}${hasLedgerMoved ? '（起草以后台账变了）' : ''}`,
    ...(records.length === 0
      ? ['依据　　由其他数字或登记情况算出，没有逐条的记录']
      : [`依据　　${records.length} 条记录`]),
    ...records.slice(0, shownRecords).map(({ id: row, kind, text, sources }) => {
      const from = sources.map(
        ({ file, sheet, cells }) => `${file} ${sheet} ${cells.slice(0, 3).join('、')}`,
      );
      const name = row === null || kind === 'period' ? '' : `#${row} `;
      return `  ${name}${text}${from.length > 0 ? `　← ${from.join('；')}` : ''}`;
    }),
    ...(records.length > shownRecords ? [`  …… 其余 ${records.length - shownRecords} 条见 --json`] : []),
    ...(alike.length > 0
      ? [`同样印作“${value}”的还有第 ${alike.slice(0, 20).join('、')}${alike.length > 20 ? ' …' : ''} 个。`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
