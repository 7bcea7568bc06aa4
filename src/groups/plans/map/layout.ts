import type { Position } from '../../../common/geography.ts';
import { type Colour, coloursFor } from './colours.ts';
import { type Label, placeLabels } from './labels.ts';
import { type Frame, type Point, projectionFor, type ScaleBar, scaleBar } from './projection.ts';

/** A kindergarten as the map knows it. */
export interface MapPlace {
  readonly id: number;
  readonly name: string;
  readonly district: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** Why its coordinates cannot be right: it is not drawn then. Chinese, no full stop. */
  readonly doubt?: string;
}

/** What a kindergarten is on the map. */
type Role = 'lead' | 'member' | 'unplaced' | 'idle-lead';

interface MapGroup {
  readonly lead: MapPlace | null;
  readonly members: readonly (MapPlace & { readonly millimetres: number | null })[];
}

/** A grouping to be drawn: of a plan or of the groups in force. */
export interface MapContent {
  readonly title: string;
  /** Lines under the title. */
  readonly remarks: readonly string[];
  readonly names: { readonly kind: string; readonly lead: string; readonly member: string };
  readonly groups: readonly MapGroup[];
  /** Without a place in a group, with the reason. */
  readonly unplaced: readonly { readonly place: MapPlace; readonly reason: string }[];
  readonly idleLeads: readonly { readonly place: MapPlace; readonly reason: string }[];
}

export interface Mark {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly at: Point;
  /** Number of the group from 1; 0 for one in no group. */
  readonly group: number;
  readonly radius: number;
  /** The name on the map; absent where it has no room at any magnification. */
  readonly label?: Label & { readonly text: string };
}

export interface MapLayout {
  readonly frame: Frame;
  /** Leads last, so that they lie on top. */
  readonly marks: readonly Mark[];
  readonly lines: readonly { readonly group: number; readonly from: Point; readonly to: Point }[];
  /** By number of the group, from 1. */
  readonly colours: readonly Colour[];
  readonly districts: readonly { readonly name: string; readonly at: Point }[];
  readonly scale: ScaleBar;
  /** Of groups or not: no coordinates, so not on the map. */
  readonly missing: readonly MapPlace[];
  /** Coordinates that cannot be right, so not on the map. */
  readonly stray: readonly MapPlace[];
  /** How many marks were moved a little because others stand at the very same place. */
  readonly shifted: number;
}

/** Magnifications at which names are let in, one after the other. */
export const zooms = [1, 2, 4, 8, 16] as const;

/** Size of the names, in units of the drawing. */
export const letterSize = 10;

const radii: Readonly<Record<Role, number>> = { lead: 8, 'idle-lead': 6, member: 3.6, unplaced: 5 };
/** Smaller marks for crowds. */
const crowd = 400;

type Placed = MapPlace & Position;
const hasPosition = (place: MapPlace): place is Placed =>
  place.longitude !== null && place.latitude !== null && place.doubt === undefined;

interface Entry {
  readonly place: MapPlace;
  readonly role: Role;
  readonly group: number;
}

function entriesOf({ groups, unplaced, idleLeads }: MapContent): Entry[] {
  return [
    ...unplaced.map(({ place }): Entry => ({ place, role: 'unplaced', group: 0 })),
    ...groups.flatMap(({ members }, index) =>
      members.map((place): Entry => ({ place, role: 'member', group: index + 1 })),
    ),
    ...idleLeads.map(({ place }): Entry => ({ place, role: 'idle-lead', group: 0 })),
    ...groups.flatMap(({ lead }, index): Entry[] =>
      lead ? [{ place: lead, role: 'lead', group: index + 1 }] : [],
    ),
  ];
}

/** The name on the map: 幼儿园 at its end goes without saying. */
export function shortName(name: string): string {
  return name.length > 5 ? name.replace(/幼儿园$/u, '') : name;
}

/** Places everything on paper. Deterministic: the same content gives the same drawing. */
export function layOutMap(content: MapContent, frame: Frame): MapLayout {
  const entries = entriesOf(content);
  const places = uniquePlaces(entries);
  const near = places.filter(hasPosition);
  const inset = Math.min(24, frame.width / 10, frame.height / 10);
  const projection = projectionFor(near, {
    left: frame.left + inset,
    top: frame.top + inset,
    width: frame.width - 2 * inset,
    height: frame.height - 2 * inset,
  });
  const onMap = new Map(near.map((place) => [place.id, projection.project(place)]));
  const factor = entries.length > crowd ? 0.7 : 1;
  const shown = entries.flatMap((entry) => {
    const at = onMap.get(entry.place.id);
    return at ? [{ ...entry, at, radius: radii[entry.role] * factor }] : [];
  });
  const { spread, shifted } = spreadOut(shown);
  const scale = scaleBar(projection, frame.width / 4);
  const labels = labelsFor(spread, frame, [scaleCorner(frame, scale), northCorner(frame)]);
  const marks = spread.map(({ place, role, group, at, radius }, index): Mark => {
    const label = labels[index];
    return {
      ...{ id: place.id, name: place.name, role, at, group, radius },
      ...(label ? { label: { ...label, text: labelText(place.name, role, group) } } : {}),
    };
  });
  return {
    frame,
    marks,
    lines: linesBetween(marks),
    colours: coloursFor(content.groups.map(({ lead }) => (lead && onMap.get(lead.id)) ?? null)),
    districts: districtNames(near, onMap),
    scale,
    missing: places.filter((place) => !hasPosition(place) && place.doubt === undefined),
    stray: places.filter(({ doubt }) => doubt !== undefined),
    shifted,
  };
}

/** A kindergarten may stand in two groups in force: it has two marks, but one place. */
function uniquePlaces(entries: readonly Entry[]): MapPlace[] {
  return [...new Map(entries.map(({ place }) => [place.id, place])).values()];
}

/** Marks at the very same spot are put on a small circle around it. */
function spreadOut<T extends { readonly at: Point; readonly radius: number }>(shown: readonly T[]) {
  const spots = new Map<string, number[]>();
  for (const [index, { at }] of shown.entries()) {
    const key = `${at.x.toFixed(1)} ${at.y.toFixed(1)}`;
    const own = spots.get(key);
    if (own) own.push(index);
    else spots.set(key, [index]);
  }
  const spread = [...shown];
  let shifted = 0;
  for (const indices of spots.values()) {
    if (indices.length < 2) continue;
    shifted += indices.length;
    const radius = Math.max(5, (indices.length * 8) / (2 * Math.PI));
    for (const [order, index] of indices.entries()) {
      const each = shown[index] as T;
      const angle = (2 * Math.PI * order) / indices.length;
      const at = { x: each.at.x + radius * Math.cos(angle), y: each.at.y + radius * Math.sin(angle) };
      spread[index] = { ...each, at };
    }
  }
  return { spread, shifted };
}

const labelText = (name: string, role: Role, group: number) =>
  role === 'lead' ? `${group} ${shortName(name)}` : shortName(name);

/** Leads are named before members, those in no group before both: they are what one looks for. */
const firstNamed: readonly Role[] = ['lead', 'unplaced', 'idle-lead', 'member'];

function labelsFor(
  shown: readonly (Entry & { readonly at: Point; readonly radius: number })[],
  frame: Frame,
  kept: readonly Frame[],
): (Label | undefined)[] {
  const order = shown
    .map((entry, index) => ({ entry, index }))
    .sort(
      (one, other) =>
        firstNamed.indexOf(one.entry.role) - firstNamed.indexOf(other.entry.role) || one.index - other.index,
    );
  const placed = placeLabels(
    order.map(({ entry }) => ({
      at: entry.at,
      radius: entry.radius,
      text: labelText(entry.place.name, entry.role, entry.group),
    })),
    { frame, size: letterSize, zooms, kept },
  );
  const labels: (Label | undefined)[] = shown.map(() => undefined);
  for (const [at, { index }] of order.entries()) labels[index] = placed[at];
  return labels;
}

/** Where the scale bar stands, and the arrow to the north: no name goes there. */
const scaleCorner = ({ left, top, height }: Frame, { length }: ScaleBar): Frame => ({
  ...{ left: left + 8, top: top + height - 34 },
  ...{ width: length + 12, height: 28 },
});
const northCorner = ({ left, top, width }: Frame): Frame => ({
  ...{ left: left + width - 32, top: top + 8 },
  ...{ width: 24, height: 42 },
});

function linesBetween(marks: readonly Mark[]): MapLayout['lines'] {
  const leads = new Map(marks.filter(({ role }) => role === 'lead').map(({ group, at }) => [group, at]));
  return marks.flatMap(({ role, group, at }) => {
    const from = role === 'member' ? leads.get(group) : undefined;
    return from ? [{ group, from, to: at }] : [];
  });
}

/** Most districts whose names still help to find one's way. */
const mostDistricts = 30;

/** The name of each district amid its kindergartens, where there are several districts. */
function districtNames(places: readonly Placed[], onMap: ReadonlyMap<number, Point>): MapLayout['districts'] {
  const sums = new Map<string, { x: number; y: number; count: number }>();
  for (const { id, district } of places) {
    const at = onMap.get(id);
    if (!at || district === null || district === '市直' || district === '省直') continue;
    const sum = sums.get(district) ?? { x: 0, y: 0, count: 0 };
    sums.set(district, { x: sum.x + at.x, y: sum.y + at.y, count: sum.count + 1 });
  }
  if (sums.size < 2 || sums.size > mostDistricts) return [];
  return [...sums].map(([name, { x, y, count }]) => ({ name, at: { x: x / count, y: y / count } }));
}
