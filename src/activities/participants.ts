import { foldWidth, tidyName } from '../common/text.ts';

/** A kindergarten as a record names it among those that took part, with how many came. */
export interface Participant {
  readonly name: string;
  readonly people: number | null;
}

interface ParticipantProblem {
  /** The part of the text that cannot be taken. */
  readonly text: string;
  readonly kind: 'negative' | 'unclear';
}

/** What a text on who took part (参加园所及人数) says. */
export interface Participants {
  readonly named: readonly Participant[];
  /** All members of the group (全体成员园), with how many came from each. */
  readonly everyone: { readonly people: number | null } | null;
  /** 共15人: how many there were altogether, as the text itself adds them up. */
  readonly total: number | null;
  readonly problems: readonly ParticipantProblem[];
}

/** More than this from one kindergarten is a slip of the pen. */
const largestCount = 10_000;

const digits = '零一二三四五六七八九';
const numeral = '[零一二两三四五六七八九十百]';
const unit = '(?:个?人|名|位)';
const whom = '(?:教师|老师|园长|骨干|教职工|代表)*';

/** 十二 → 12, 两 → 2, 一百零五 → 105. */
function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  const [, hundreds = '', tens, ten, ones = ''] =
    /^(?:(.)百零?)?(?:(.)?(十))?(.)?$/u.exec(text.replaceAll('两', '二')) ?? [];
  const worth = (digit: string) => Math.max(0, digits.indexOf(digit));
  return worth(hundreds) * 100 + (ten ? (tens ? worth(tens) : 1) * 10 : 0) + worth(ones);
}

/** Stands behind a name that ends in a number of its own, where nobody said how many came. */
const uncounted = '（人数未报）';

/** 星星幼儿园 月亮幼儿园3人: a blank between two names; not one before the people of the first. */
const isBetweenNames = (part: string, text: string, index: number) =>
  /(?:幼儿园|小学|学校)$/u.test(part) &&
  /^\s*(?!教师|老师|园长|骨干|教职工|代表|[共各])\p{Script=Han}+(?:园|校|小学)/u.test(
    [...text].slice(index).join(''),
  );

/** Cuts at `、，,；;/`, line breaks and blanks behind a count or between two names, but not within brackets. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const [index, sign] of [...text].entries()) {
    if (/[（(]/u.test(sign)) depth += 1;
    if (/[）)]/u.test(sign)) depth = Math.max(0, depth - 1);
    const cuts =
      depth === 0 &&
      (/[、，,；;/。\n]/u.test(sign) ||
        (/[ \t]/u.test(sign) && (/(?:[人名位）)]|\d)$/u.test(part) || isBetweenNames(part, text, index))));
    if (cuts) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

const count = new RegExp(`^(?:共|计|各)?(-?\\d+|${numeral}+)${unit}?${whom}$`, 'u');
const inBrackets = /^(.+?)[（(]([^（）()]*)[）)]$/u;
const withDigits = new RegExp(`^(.*?[^\\d-])[\\s:：—–]*(-?\\d+)\\s*${unit}?${whom}$`, 'u');
const withNumerals = new RegExp(`^(.*[园校心学幼班点）)])[\\s:：]*(${numeral}+)${unit}${whom}$`, 'u');
const vague =
  /[约近]\s*\d|\d\s*(?:余|多|左右|[-~～至.]\s*\d)|若干|数人|等$|等[\d一二三四五六七八九十]+[所家个]/u;
const altogether = new RegExp(`^(?:共|合计|共计|总计|总共|一共)[:：]?(\\d+|${numeral}+)${unit}$`, 'u');
const eachOfThem = new RegExp(`^(.*?)各(\\d+|${numeral}+)${unit}$`, 'u');
const everybody =
  /^(?:联盟|集团|学区)?内?(?:全体|全部|所有|各)(?:成员园|联盟园|成员|幼儿园|园所|园|成员单位)(?:均?参加)?$/u;

/** The count in brackets: `2人`, or `园长1人、教师2人` added up; null where the brackets belong to the name. */
function countInBrackets(text: string): number | 'unclear' | null {
  const single = count.exec(text.trim());
  if (single) return numberOf(single[1] ?? '');
  if (!/\d/u.test(text)) return null;
  const parts = text.split(/[、，,；;\s]+/u).map((each) => /^[^\d-]*(\d+)[人名位]$/u.exec(each)?.[1]);
  return parts.every((each) => each !== undefined)
    ? parts.reduce((sum, each) => sum + Number(each), 0)
    : 'unclear';
}

/** A part taken apart; null where it cannot be. */
function splitCount(part: string): Participant | null {
  const bracketed = inBrackets.exec(part);
  if (bracketed) {
    const [, name = '', content = ''] = bracketed;
    if (part.endsWith(uncounted)) return { name, people: null };
    const inside = /^-\d+/u.test(content) ? -1 : countInBrackets(content);
    if (inside === 'unclear') return null;
    return inside === null ? { name: part, people: null } : { name, people: inside };
  }
  const [, name, number] = withDigits.exec(part) ?? withNumerals.exec(part) ?? [];
  if (name === undefined || number === undefined) return { name: part, people: null };
  return { name, people: number.startsWith('-') ? -1 : numberOf(number) };
}

/**
 * Who took part, as clerks write it: `星星幼儿园3人、月亮幼儿园（2人）`, `甲园、乙园各2人`, `全体成员园`, one a line, with or
 * without counts, and perhaps a total. What cannot be told stands among the problems.
 */
export function parseParticipants(text: string): Participants {
  const named: Participant[] = [];
  const problems: ParticipantProblem[] = [];
  let everyone: Participants['everyone'] = null;
  let total: number | null = null;
  // 1、甲园 2、乙园: the numbers count the lines.
  const written = foldWidth(text).replace(/(^|[\s;；,，、])\d{1,2}[、.．)）](?=\s*\p{Script=Han})/gu, '$1、');
  for (const whole of partsOf(written)) {
    const sum = altogether.exec(whole);
    if (sum) {
      total = numberOf(sum[1] ?? '');
      continue;
    }
    if (vague.test(whole)) {
      problems.push({ text: whole, kind: 'unclear' });
      continue;
    }
    const [, before, each] = eachOfThem.exec(whole) ?? [];
    const share = each === undefined ? null : numberOf(each);
    const part = before ?? whole;
    const taken = splitCount(part);
    const name = tidyName((taken?.name ?? '').replace(/[:：]+$/u, ''));
    if (everybody.test(name)) {
      // 各成员园2人 came from each; 全体成员园5人 is how many there were altogether.
      const count = taken?.people ?? null;
      const isEach = /^(?:联盟|集团|学区)?内?各/u.test(name);
      everyone = { people: share ?? (isEach ? count : null) };
      if (share === null && !isEach && count !== null) total = count;
    } else if (taken === null || (name === '' && share === null) || /^[\d\p{P}]+[人名位]?$/u.test(name)) {
      problems.push({ text: whole, kind: 'unclear' });
      continue;
    } else if (taken.people !== null && (taken.people < 0 || taken.people > largestCount)) {
      problems.push({ text: whole, kind: taken.people < 0 ? 'negative' : 'unclear' });
      continue;
    } else if (name !== '') {
      named.push({ name, people: taken.people });
    }
    if (share === null) continue;
    for (let index = named.length - 1; index >= 0 && named[index]?.people === null; index -= 1) {
      named[index] = { ...named[index]!, people: share };
    }
  }
  return { named, everyone, total, problems };
}

/** As `parseParticipants` reads it. */
export function participantsText(named: readonly Participant[]): string {
  return named
    .map(({ name, people }) => {
      if (people === null) return /\d$/u.test(name) ? `${name}${uncounted}` : name;
      // A name that ends in a number would run into the count.
      return /[\d一二两三四五六七八九十百]$/u.test(name) ? `${name}（${people}人）` : `${name}${people}人`;
    })
    .join('、');
}
