import { Failure } from '../findings/catalogue.ts';
import { type ChosenFont, chooseFont } from '../fonts/choose-font.ts';
import type { FontShelf } from '../fonts/find-fonts.ts';
import { type Chart, type ChartPicture, hasData } from './chart.ts';
import { layOutChart } from './chart-option.ts';
import { pixelsWide } from './names.ts';

/** Pixels of the picture for one of the layout: 1,280 over the 156 mm of the type area are 208 to the inch. */
const magnification = 2;

/**
 * Draws a chart as a PNG in the machine's own 黑体 (or what stands in for it). Equal charts give equal bytes on one
 * machine. A gap (null) is left open; a zero is drawn as 0.
 * @throws Failure `chart-empty` where no value is known, `font-none` where no font draws Chinese
 */
export async function drawChart(chart: Chart, fonts: FontShelf): Promise<ChartPicture> {
  if (!hasData(chart)) throw new Failure('chart-empty', { value: chart.title });
  const font = chooseFont(fonts, 'heiti');
  const svg = await chartAsSvg(chart, font.family);
  return rasterise(svg, font);
}

/** The same chart as SVG text. */
async function chartAsSvg(chart: Chart, family: string): Promise<string> {
  const { init, setPlatformAPI } = await import('./echarts-parts.ts');
  // Without a canvas the library would guess; names were laid out with the same measure.
  setPlatformAPI({ measureText: (text, font) => ({ width: pixelsWide(text, fontSize(font)) }) });
  const { width, height, option } = layOutChart(chart, family);
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    instance.setOption(option);
    return instance.renderToSVGString();
  } finally {
    instance.dispose();
  }
}

function fontSize(font: string | undefined): number {
  return Number(/([\d.]+)px/u.exec(font ?? '')?.[1] ?? 12);
}

async function rasterise(svg: string, font: ChosenFont): Promise<ChartPicture> {
  const { Resvg } = await import('@resvg/resvg-js');
  const picture = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: magnification },
    font: {
      // The machine's other fonts would make the bytes depend on what else is installed.
      loadSystemFonts: false,
      fontFiles: [font.face.path],
      defaultFontFamily: font.family,
    },
  }).render();
  return { png: new Uint8Array(picture.asPng()), width: picture.width, height: picture.height };
}
