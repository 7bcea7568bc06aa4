import { describe, expect, it } from 'vitest';
import type { PlaceTier } from './posting.ts';
import { ruralReading } from './rural.ts';

type Row = [PlaceTier | null, PlaceTier | null, boolean | null, boolean | null, boolean | null];

describe('rural experience', () => {
  it.each<Row>([
    // origin, destination, poor county → with the township, without
    ['city', 'county', true, true, true],
    ['city', 'county', false, false, false],
    ['city', 'county', null, false, false],
    ['city', 'town', false, true, false],
    ['city', 'village', null, true, true],
    ['city', null, true, true, true],
    ['city', null, false, null, null],
    ['county', 'county', true, false, false],
    ['county', 'town', null, true, true],
    ['county', 'village', null, true, true],
    ['county', null, true, null, null],
    ['town', 'village', true, false, false],
    [null, 'village', null, true, true],
    [null, 'county', false, false, false],
    [null, 'town', null, true, null],
  ])('from %s to %s, poor %s', (originTier, destinationTier, destinationPoor, withTown, withoutTown) => {
    expect(ruralReading({ originTier, destinationTier, destinationPoor })).toEqual({ withTown, withoutTown });
  });
});
