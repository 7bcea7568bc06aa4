/**
 * Colours of the series, told apart in grey too: neighbours differ in lightness, so that a black-and-white copy of the
 * bulletin can still be read.
 */
const colours = [
  '#1f4e79',
  '#f0a63a',
  '#45907f',
  '#8f2525',
  '#b9c9dc',
  '#6b4c86',
  '#dfe3b4',
  '#3c3c3c',
] as const;

/** Marks of lines, which colours alone would not tell apart. */
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'] as const;
const dashes = ['solid', 'dashed', 'dotted'] as const;

/** The colour of a series by its number from 0. */
export function colourOf(series: number): string {
  return colours[series % colours.length]!;
}

export function symbolOf(series: number): string {
  return symbols[series % symbols.length]!;
}

export function dashOf(series: number): (typeof dashes)[number] {
  return dashes[series % dashes.length]!;
}

/** Lightness as the eye sees it (CIE L*), 0 black to 100 white. */
export function lightnessOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return light <= 0.008_856 ? light * 903.3 : 116 * Math.cbrt(light) - 16;
}

/** Black or white, whichever can be read on a colour. */
export function inkOn(colour: string): string {
  return lightnessOf(colour) > 55 ? '#000000' : '#ffffff';
}
