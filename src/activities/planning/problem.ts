/**
 * What is to be placed (排期), with nothing of kindergartens in it: activities with their possible places and prices,
 * what each of them takes up there, and how much of everything there is. Days are numbered from the first of the
 * span, parts of a day (上午, 下午) are the bits of a mask.
 */
export interface PlacingProblem {
  /** Days of the span, school days or not. */
  readonly dayCount: number;
  /** Parts of a day, one to four. */
  readonly slotCount: number;
  readonly activities: readonly Placeable[];
  readonly resources: readonly Resource[];
  readonly limits: readonly DayLimit[];
}

/** Something that only one activity has at a time. */
export interface Resource {
  /** How it is spoken of: `东湖区实验幼儿园 张敏`. */
  readonly label: string;
  readonly kind: 'person' | 'venue' | 'group';
  /** Whether it may be had again in another part of the same day. */
  readonly bySlot: boolean;
  /** Days for which it is taken, the activity's own included: 1, or more where a distance is to be kept. */
  readonly span: number;
}

/** How many activities one day takes, and what it costs that they come together. */
export interface DayLimit {
  readonly label: string;
  /** Infinity where there is none. */
  readonly perDay: number;
  /** Price of a day with n of them: n × n × weight. */
  readonly weight: number;
}

export interface Place {
  readonly day: number;
  /** Bits of the parts of the day that it takes. */
  readonly slots: number;
}

/** A possible place; the cost is a whole number and not negative. */
export interface PlaceOption extends Place {
  readonly cost: number;
}

export interface Placeable {
  readonly options: readonly PlaceOption[];
  /** Numbers of the resources it takes. */
  readonly resources: readonly number[];
  /** Numbers of the limits it counts for. */
  readonly limits: readonly number[];
  /** It stays at its only option, whatever it collides with there. */
  readonly locked: boolean;
  /** What must be placed before others where not all can be: the higher the sooner, from 1. */
  readonly priority: number;
}

export interface Placing {
  /** For each activity the number of its option, −1 where it found no place. */
  readonly chosen: Int32Array;
  /** Cost of the placed ones together, with the price of full days. */
  readonly value: number;
  /** No way of placing the same activities costs less: value ≥ bound, proven by prices. */
  readonly bound: number;
  /** The time ran out, or somebody stopped it, before the search had ended. */
  readonly stopped: boolean;
}
