import { visibleText } from '../../../common/visible-text.ts';
import type { Point } from './projection.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text as the content or the quoted attribute of an element: names come from files, and whatever stands in them stays
 * text. What XML cannot hold at all is dropped.
 */
export function escaped(text: string): string {
  return visibleText(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/[&<>"']/gu, (sign) => entities[sign] ?? '');
}

/** A number with at most one decimal: a tenth of a unit is finer than print. */
export function rounded(value: number): string {
  const text = value.toFixed(1);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

export const coordinates = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;

/** Chinese fonts of Windows, macOS, UOS and Kylin, and Linux, in this order. */
export const sansSerif =
  "'Microsoft YaHei','微软雅黑','PingFang SC','Noto Sans CJK SC','Source Han Sans SC','思源黑体','WenQuanYi Micro Hei',SimHei,'黑体',sans-serif";
