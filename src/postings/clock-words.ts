import type { Run } from '../policy/posting/year-clock.ts';

/** A run as `--json` prints it. */
export function runRecord({ from, to, servedTo, days, isFull, fullOn, missing }: Run) {
  return { from, to, servedTo, days, full: isFull, fullOn, missing };
}

/** `2025-03-01 起连续 120 天，还差 245 天，到 2026-02-28 满一年`: a run in words. */
export function runInWords({ from, to, days, isFull, fullOn, missing, servedTo }: Run): string {
  if (isFull) return `${from} 起连续 ${days} 天，${fullOn} 已满一年`;
  const stops = to !== null && to < fullOn;
  const end = stops ? `，到 ${to} 为止，不满一年` : `，到 ${fullOn} 满一年`;
  return `${from} 起连续 ${days} 天（到 ${servedTo}），还差 ${missing} 天${end}`;
}
