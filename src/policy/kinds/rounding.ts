/** Places at which even figures that differ by a hair are told apart. */
const mostPlaces = 8;

/** Half up, as a clerk's spreadsheet rounds. */
function rounded(value: number, places: number): number {
  // Decimal fractions are not exact in binary: 1.005 * 100 is a little less than 100.5.
  return Math.floor(value * 10 ** places + 0.5 + 1e-7) / 10 ** places;
}

/**
 * A figure as it is shown: two decimals, rounded half up. Where that would say something else of a bound than the
 * figure does, with more: 79.996 % is not shown as 80 % where 80 % is wanted.
 * @param reaches for each bound, whether a figure reaches it
 */
export function roundedTruly(value: number, ...reaches: readonly ((figure: number) => boolean)[]): number {
  for (let places = 2; places < mostPlaces; places += 1) {
    const figure = rounded(value, places);
    if (reaches.every((reached) => reached(figure) === reached(value))) return figure;
  }
  return value;
}

/** Figures that follow one another, with as many decimals as it takes to show which of them differ. */
export function roundedApart(values: readonly number[]): number[] {
  const steps = (figures: readonly number[]) =>
    figures.slice(1).map((figure, index) => Math.sign(figure - (figures[index] ?? 0)));
  const wanted = steps(values).join();
  for (let places = 2; places < mostPlaces; places += 1) {
    const figures = values.map((value) => rounded(value, places));
    if (steps(figures).join() === wanted) return figures;
  }
  return [...values];
}
