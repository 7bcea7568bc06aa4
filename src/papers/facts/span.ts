import { periodMeant } from '../../activities/due/period-option.ts';
import { addDays, type IsoDate } from '../../common/dates.ts';
import type { PaperKind } from '../../documents/papers/paper-kind.ts';
import type { WordingValues } from '../../documents/wording/values.ts';
import type { EnteredTerm } from '../../ledger/term.ts';

/** The span a paper's figures are of: both days inclusive. */
export interface PaperSpan {
  readonly text: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/**
 * The span that was asked for; else the half-year or year a month ago: reports are written in its last month or soon
 * after. Kinds without a span of their own get the year.
 * @throws Failure `option-value`
 */
export function spanMeant(
  kind: Pick<PaperKind, 'period'>,
  text: string | undefined,
  on: IsoDate,
  terms: readonly EnteredTerm[],
): PaperSpan {
  const monthAgo = addDays(on, -31);
  const year = monthAgo.slice(0, 4);
  const half = monthAgo.slice(5, 7) < '07' ? 'H1' : 'H2';
  const given = text ?? (kind.period === 'half-year' ? `${year}-${half}` : year);
  return { text: given, ...periodMeant(given, terms) };
}

/** `2026年上半年`, `2026年`, `2026年第三季度`, `2026年10月`, `2026—2027学年`; else the days. */
function spanName({ from, to }: Pick<PaperSpan, 'from' | 'to'>, text: string): string {
  const year = `${Number(from.slice(0, 4))}年`;
  const days = `${from.slice(5)}/${to.slice(5)}`;
  if (/^\d{4}-\d{4}$/.test(text)) return `${text.replace('-', '—')}学年`;
  if (/:[12]$/.test(text))
    return `${text.slice(0, 9).replace('-', '—')}学年第${text.endsWith('1') ? '一' : '二'}学期`;
  if (days === '01-01/06-30') return `${year}上半年`;
  if (days === '07-01/12-31') return `${year}下半年`;
  if (days === '01-01/12-31') return year;
  const quarter = ['01-01/03-31', '04-01/06-30', '07-01/09-30', '10-01/12-31'].indexOf(days);
  if (quarter >= 0) return `${year}第${'一二三四'[quarter]}季度`;
  return `${year}${Number(from.slice(5, 7))}月`;
}

export function spanFacts(span: PaperSpan): WordingValues {
  return {
    期间: {
      名称: spanName(span, span.text),
      起: span.from,
      止: span.to,
      年: Number(span.to.slice(0, 4)),
      下年: Number(span.to.slice(0, 4)) + 1,
    },
  };
}
