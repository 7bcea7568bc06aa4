import { type CoordinateSystem, convertPosition } from '../../common/coordinate-systems.ts';
import { farFrom, isInChina, type Position } from '../../common/geography.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';

/** Coordinates that were not used, and why (Chinese, no full stop). */
export interface DoubtedPosition {
  readonly kindergarten: Kindergarten;
  readonly reason: string;
}

type Located = Pick<Kindergarten, 'id' | 'longitude' | 'latitude'>;

/**
 * Where kindergartens lie, in WGS-84, by ledger id. Coordinates that cannot well be right (swapped, outside China, far
 * from all others) are told and left out, never corrected; what has none is left out without a word.
 */
export function positionsOf(
  kindergartens: readonly Kindergarten[],
  crs: CoordinateSystem,
): { readonly positions: Map<number, Position>; readonly doubted: DoubtedPosition[] } {
  const positions = new Map<number, Position>();
  const doubted: DoubtedPosition[] = [];
  const inside: { kindergarten: Kindergarten; position: Position }[] = [];
  for (const kindergarten of kindergartens) {
    const position = given(kindergarten);
    if (!position) continue;
    const swapped = { longitude: position.latitude, latitude: position.longitude };
    if (isInChina(position)) inside.push({ kindergarten, position });
    else {
      const reason = isInChina(swapped) ? '像是经度、纬度填反了' : '不在我国范围内';
      doubted.push({ kindergarten, reason });
    }
  }
  const judge = farFrom(inside.map(({ position }) => position));
  for (const { kindergarten, position } of inside) {
    const far = judge(position);
    if (far === undefined) positions.set(kindergarten.id, convertPosition(position, crs, 'wgs84'));
    else {
      const kilometres = Math.round(far / 1_000_000);
      doubted.push({ kindergarten, reason: `离其他园所的中间位置有 ${kilometres} 公里` });
    }
  }
  return { positions, doubted };
}

function given({ longitude, latitude }: Located): Position | undefined {
  return longitude === null || latitude === null ? undefined : { longitude, latitude };
}
