import { chineseDate, dateMeant, type IsoDate } from '../common/dates.ts';
import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';

/** Without spaces, brackets of every kind as 〔〕: so that only what is said counts. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[[(【〔［（]/gu, '〔')
    .replace(/[\])】〕］）]/gu, '〕');

/** 云教字〔2022〕9号 in a text that is `plain`. */
const numbered = /[\p{Script=Han}A-Za-z]+〔\d{4}〕第?\d+号/u;

/** The number (发文字号) that a document bears above its title; undefined where there is none. */
function numberAbove(lines: readonly string[], title: string): string | undefined {
  const start = plain(title).slice(0, 6);
  for (const line of lines) {
    const found = numbered.exec(line)?.[0];
    if (found !== undefined) return found;
    if (start !== '' && line.startsWith(start)) return undefined;
  }
  return undefined;
}

/** The day of signature (成文日期): the first line that is nothing but a day. */
function dayOfSignature(lines: readonly string[]): IsoDate | undefined {
  for (const line of lines) {
    const day = /^.{4}年.{1,3}月.{1,3}日$/u.test(line) ? dateMeant(line) : undefined;
    if (day !== undefined) return day;
  }
  return undefined;
}

/** Where the number and the day that are entered are not those of the document. */
export function headDifferences({
  text,
  title,
  number,
  date,
}: {
  readonly text: string;
  readonly title: string;
  readonly number: string;
  readonly date: IsoDate;
}): Finding[] {
  const lines = text.split('\n').map(plain);
  const findings: Finding[] = [];
  if (!lines.some((line) => line.includes(plain(number)))) {
    const found = numberAbove(lines, title);
    findings.push(
      makeFinding('bulletin-number-differs', {
        value: number,
        found: found === undefined ? '版头没有写发文字号' : `写的是“${found}”`,
      }),
    );
  }
  const day = dayOfSignature(lines);
  if (day !== date) {
    findings.push(
      makeFinding('bulletin-date-differs', {
        value: chineseDate(date),
        found: day === undefined ? '没有写落款日期' : `落款写的是“${chineseDate(day)}”`,
      }),
    );
  }
  return findings;
}
