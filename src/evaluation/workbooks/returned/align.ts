/** Where the rows (or columns) of a sheet of ours went. Numbers are 1-based. */
export interface Alignment {
  /** Of a row of ours its number in the returned sheet; null where it is gone. */
  readonly place: (own: number) => number | null;
  /** Of a returned row its number in ours; null where it is none of ours. */
  readonly home: (returned: number) => number | null;
  readonly removed: readonly number[];
  readonly inserted: readonly number[];
  /** Rows of ours that stand out of order. */
  readonly moved: readonly { readonly own: number; readonly returned: number }[];
}

/** Likeness from which two rows are taken for the same. */
const alike = 0.5;

/**
 * Finds the rows of ours in a returned sheet: where they stood, or where inserted, removed or moved rows have left them.
 * @param own how many rows ours has
 * @param returned how many the returned one has
 * @param likeness of a row of ours and a returned one, 0–1; 1 is certain
 */
export function alignRows(
  own: number,
  returned: number,
  likeness: (own: number, returned: number) => number,
): Alignment {
  const places = new Map<number, number>();
  const isInPlace = Array.from({ length: own }, (_, index) => index + 1).every(
    (row) => likeness(row, row) >= alike,
  );
  if (isInPlace) for (let row = 1; row <= own; row += 1) places.set(row, row);
  else pair(own, returned, likeness, places);
  const taken = new Set(places.values());
  const moved: { own: number; returned: number }[] = [];
  if (!isInPlace) {
    // What is left and certain stands somewhere else.
    for (let row = 1; row <= own; row += 1) {
      if (places.has(row)) continue;
      for (let other = 1; other <= returned; other += 1) {
        if (taken.has(other) || likeness(row, other) < 1) continue;
        places.set(row, other);
        taken.add(other);
        moved.push({ own: row, returned: other });
        break;
      }
    }
    fillGaps(own, places, taken, returned);
  }
  const homes = new Map([...places].map(([row, other]) => [other, row]));
  const rows = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  return {
    place: (row) => places.get(row) ?? null,
    home: (row) => homes.get(row) ?? null,
    removed: rows(own).filter((row) => !places.has(row)),
    inserted: rows(returned).filter((row) => !homes.has(row)),
    moved,
  };
}

/** The pairing in order with the most likeness. */
function pair(
  own: number,
  returned: number,
  likeness: (own: number, returned: number) => number,
  places: Map<number, number>,
): void {
  const width = returned + 1;
  const best = new Float64Array((own + 1) * width);
  const worth = new Float64Array((own + 1) * width);
  for (let row = own; row >= 1; row -= 1) {
    for (let other = returned; other >= 1; other -= 1) {
      const like = likeness(row, other);
      const at = (row - 1) * width + other - 1;
      worth[at] = like >= alike ? like : 0;
      const both = worth[at]! > 0 ? best[row * width + other]! + worth[at]! : 0;
      best[at] = Math.max(both, best[row * width + other - 1]!, best[(row - 1) * width + other]!);
    }
  }
  for (let row = 1, other = 1; row <= own && other <= returned; ) {
    const at = (row - 1) * width + other - 1;
    const both = worth[at]! > 0 ? best[row * width + other]! + worth[at]! : 0;
    if (both > 0 && best[at] === both) {
      places.set(row, other);
      row += 1;
      other += 1;
    } else if (best[at] === best[row * width + other - 1]) row += 1;
    else other += 1;
  }
}

/** Between two known rows as many unknown ones on both sides: they stand where they stood, with other texts. */
function fillGaps(own: number, places: Map<number, number>, taken: Set<number>, returned: number): void {
  for (let row = 1; row <= own; row += 1) {
    if (places.has(row)) continue;
    let end = row;
    while (end <= own && !places.has(end)) end += 1;
    const before = row === 1 ? 0 : (places.get(row - 1) ?? 0);
    const after = end > own ? returned + 1 : places.get(end)!;
    const isSame = after - before === end - row + 1;
    const isFree = Array.from({ length: end - row }, (_, index) => before + 1 + index).every(
      (other) => !taken.has(other),
    );
    if (isSame && isFree) {
      for (let index = 0; index < end - row; index += 1) {
        places.set(row + index, before + 1 + index);
        taken.add(before + 1 + index);
      }
    }
    row = end;
  }
}
