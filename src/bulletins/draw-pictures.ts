import type { Chart } from '../charts/chart.ts';
import { drawChart } from '../charts/draw-chart.ts';
import type { Picture } from '../documents/document.ts';
import { Failure } from '../findings/catalogue.ts';
import type { FontShelf } from '../fonts/find-fonts.ts';

/** 各区县完成率：东湖区 85.7%，西岭区 没有数据 … */
export function describeChart({ title, categories, series, unit }: Chart): string {
  const lines = series.map(({ name, values }) => {
    const parts = categories.map((category, index) => {
      const value = values[index] ?? null;
      return `${category} ${value === null ? '没有数据' : `${value}${unit}`}`;
    });
    return `${name}：${parts.join('，')}`;
  });
  return `${title}。${lines.join('；')}。`;
}

/**
 * Draws the charts of a bulletin, by name; null for what there is nothing to draw of.
 * @returns null where the machine has no font that draws Chinese
 */
export async function drawPictures(
  charts: Readonly<Record<string, Chart | null>>,
  fonts: FontShelf,
): Promise<Readonly<Record<string, Picture | null>> | null> {
  const pictures: Record<string, Picture | null> = {};
  try {
    for (const [name, chart] of Object.entries(charts)) {
      pictures[name] = chart && {
        kind: 'picture',
        ...(await drawChart(chart, fonts)),
        description: describeChart(chart),
      };
    }
  } catch (error) {
    if (error instanceof Failure && error.finding.code === 'font-none') return null;
    throw error;
  }
  return pictures;
}
