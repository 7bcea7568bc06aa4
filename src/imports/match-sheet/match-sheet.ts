import { basename } from 'node:path';
import type { NearMiss } from '../../tables/import-target.ts';

/** File in which the doubtful names (待认园所) wait for a clerk's answers, beside the return copies. */
export const matchSheetName = '待认园所';

/** Stands in its first cell, so that the sheet is known again. */
export const matchSheetTitle = '幼联 · 待认园所';

/** Headings by which the columns are found again, wherever they stand. */
export const matchHeadings = {
  file: '文件',
  sheet: '工作表',
  cell: '单元格',
  name: '表里的园名',
  district: '区县',
  code: '学校标识码',
  candidates: '台账里相近的园所',
  answer: '是哪一所',
  id: '识别码（请勿改动）',
} as const;

export type MatchColumn = keyof typeof matchHeadings;

/** Answers besides the numbers of the candidates. */
export const matchWords = { another: '新园', later: '拿不准' } as const;

/** Where a doubtful name stands; its cell in words where the file knows no addresses. */
export interface QuestionPlace {
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
}

/** Where the name of a question stands: the question's id is the file's hash, the sheet and the cell. */
export function placeOfQuestion(
  { id, position }: Pick<NearMiss, 'id' | 'position'>,
  fileOf: (sha256: string) => string | undefined,
): QuestionPlace {
  const [hash = ''] = id.split('|', 1);
  const last = id.lastIndexOf('|');
  const sheet = id.slice(hash.length + 1, last);
  const inSheet = position?.startsWith(`${sheet} `) ? position.slice(sheet.length + 1) : position;
  return { file: basename(fileOf(hash) ?? ''), sheet, cell: inSheet ?? id.slice(last + 1) };
}

/** `1. 东湖区实验幼儿园（东湖区，3799020001，#5）相似 95%，去掉前面的地名后同名`, a line for each. */
export function candidatesInWords({ candidates }: NearMiss): string {
  return candidates
    .map(({ kindergartenId, name, score, reason, district, code }, index) => {
      const known = [district, code, `#${kindergartenId}`].filter((each) => each).join('，');
      return `${index + 1}. ${name}（${known}）相似 ${Math.round(score * 100)}%，${reason}`;
    })
    .join('\n');
}

/** The kindergartens of a cell of candidates by their numbers; undefined where it is not as it was written. */
export function readCandidates(text: string): ReadonlyMap<number, { id: number; name: string }> | undefined {
  const found = new Map<number, { id: number; name: string }>();
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const match = /^(\d)\. (.+?)（(?:[^（）]*，)?#(\d{1,15})）/u.exec(line.trim());
    if (!match) return undefined;
    found.set(Number(match[1]), { name: match[2] ?? '', id: Number(match[3]) });
  }
  return found.size > 0 ? found : undefined;
}
