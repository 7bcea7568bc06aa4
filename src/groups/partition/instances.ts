import type { PartitionProblem } from './problem.ts';
import { seededRandom } from './random.ts';

/** A capacitated p-median instance in the form the literature passes round: points in the plane, one capacity. */
export interface Instance {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly demand: number }[];
  readonly districts: number;
  readonly capacity: number;
  /** Best cost known, where the file says one. */
  readonly known: number | null;
}

export interface InstanceForm {
  /** Distances cut to whole numbers, as the literature does; else counted in thousandths. */
  readonly floor: boolean;
}

/** Thrown where a text is not of the form: `line` counts from 1. */
export class InstanceError extends Error {
  override readonly name = 'InstanceError';
  readonly line: number;
  constructor(line: number, expected: string) {
    super(`line ${line}: expected ${expected}`);
    this.line = line;
  }
}

type Line = { readonly numbers: readonly number[]; readonly line: number };

function linesOf(text: string): Line[] {
  return text.split(/\r\n|\r|\n/).flatMap((each, index) => {
    const parts = each.trim().split(/\s+/).filter(Boolean);
    if (parts.length === 0) return [];
    const numbers = parts.map(Number);
    if (numbers.some((number) => !Number.isFinite(number)))
      throw new InstanceError(index + 1, 'numbers only');
    return [{ numbers, line: index + 1 }];
  });
}

/**
 * Reads `n p capacity` and n lines of `id x y demand`, one such block or many. Before a block may stand its number and
 * best known cost (`3 751`), and before all blocks their number, as in the collections of the 1990s.
 * @throws InstanceError
 */
export function readInstances(text: string, name: string): Instance[] {
  const lines = linesOf(text);
  const instances: Instance[] = [];
  let at = lines[0]?.numbers.length === 1 ? 1 : 0;
  while (at < lines.length) {
    const opening = lines[at] as Line;
    const [number, known] = opening.numbers.length === 2 ? opening.numbers : [];
    if (known !== undefined) at += 1;
    const header = lines[at];
    const [n, districts, capacity, ...rest] = header?.numbers ?? [];
    const whole = [n, districts, capacity].every((each) => Number.isInteger(each) && (each as number) > 0);
    if (!header || !whole || rest.length > 0) {
      throw new InstanceError(header?.line ?? opening.line, 'n p capacity');
    }
    const points = lines.slice(at + 1, at + 1 + (n as number)).map(({ numbers, line }) => {
      const [, x, y, demand, ...more] = numbers;
      if (
        x === undefined ||
        y === undefined ||
        !Number.isInteger(demand) ||
        (demand as number) < 1 ||
        more.length
      ) {
        throw new InstanceError(line, 'id x y demand');
      }
      return { x, y, demand: demand as number };
    });
    if (points.length < (n as number))
      throw new InstanceError(header.line, `${n} points, found ${points.length}`);
    at += 1 + points.length;
    instances.push({
      name: number === undefined ? name : `${name} ${number}`,
      points,
      districts: districts as number,
      capacity: capacity as number,
      known: known ?? null,
    });
  }
  return instances;
}

/** The text that `readInstances` reads back. */
export function writeInstance({ points, districts, capacity }: Instance): string {
  const rows = points.map(({ x, y, demand }, index) => `${index + 1} ${x} ${y} ${demand}`);
  return `${[`${points.length} ${districts} ${capacity}`, ...rows].join('\n')}\n`;
}

/**
 * A random instance of that form: whole coordinates from 1 to 100 and demands from 1 to 20 (all 1 with `unit`), spread
 * evenly; the capacity such that the districts are filled to `fill`, as near as whole numbers allow.
 */
export function randomInstance(wish: {
  readonly nodes: number;
  readonly districts: number;
  readonly seed: number;
  readonly unit?: boolean;
  readonly fill?: number;
}): Instance {
  const random = seededRandom(wish.seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const points = Array.from({ length: wish.nodes }, () => ({
    x: upTo(100),
    y: upTo(100),
    demand: wish.unit ? 1 : upTo(20),
  }));
  const total = points.reduce((sum, point) => sum + point.demand, 0);
  return {
    name: `${wish.nodes}/${wish.districts}${wish.unit ? ' unit' : ''} seed ${wish.seed}`,
    points,
    districts: wish.districts,
    capacity: Math.ceil(total / wish.districts / (wish.fill ?? 0.88)),
    known: null,
  };
}

/** The instance as a problem: every node may be a centre, Euclidean distances. */
export function problemOf(instance: Instance, { floor }: InstanceForm): PartitionProblem {
  const { points } = instance;
  const distance = (dx: number, dy: number) =>
    floor ? Math.floor(Math.sqrt(dx * dx + dy * dy)) : Math.round(Math.sqrt(dx * dx + dy * dy) * 1000);
  return {
    demands: points.map((point) => point.demand),
    centres: points.map((_, index) => index),
    costs: points.map((from) => Float64Array.from(points, (to) => distance(from.x - to.x, from.y - to.y))),
    capacity: instance.capacity,
    lower: 0,
    count: { least: instance.districts, most: instance.districts },
    fixed: [],
    pins: [],
    leftOut: 0,
  };
}
