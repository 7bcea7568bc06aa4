import { compactText } from './cell-text.ts';
import { type FieldResult, type Normaliser, refused, rewritten, taken, wrongKind } from './field.ts';

/** Degrees between which China lies. */
const longitudes = { from: 73, to: 136 } as const;
const latitudes = { from: 3, to: 54 } as const;
type Band = typeof longitudes | typeof latitudes;

const within = (value: number, band: Band) => value >= band.from && value <= band.to;

/** `117.32`, `117°19'23"`, `117度19分`; undefined where it is no angle. */
function degrees(text: string): number | undefined {
  if (/^\d{1,3}(?:\.\d+)?[°º度]?$/.test(text)) return Number.parseFloat(text);
  const match =
    /^(\d{1,3})[°º度:](\d{1,2}(?:\.\d+)?)(?:['′‘’分:](?:(\d{1,2}(?:\.\d+)?)(?:["″“”秒]|''|′′|’’)?)?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [minutes, seconds] = [Number(match[2]), Number(match[3] ?? 0)];
  if (minutes >= 60 || seconds >= 60) return undefined;
  // Seven decimals are a centimetre: more than any source of these figures knows.
  return Math.round((Number(match[1]) + minutes / 60 + seconds / 3600) * 1e7) / 1e7;
}

function judge(value: number, own: Band, other: Band): FieldResult | undefined {
  if (within(value, own)) return undefined;
  return refused(within(value, other) ? 'coordinates-swapped' : 'coordinate-invalid', {
    from: own.from,
    to: own.to,
  });
}

function normaliser(own: Band, other: Band, signs: RegExp, otherSigns: RegExp): Normaliser {
  return (content) => {
    if (content.type === 'number') {
      return judge(content.value, own, other) ?? taken(Number(content.value.toPrecision(15)));
    }
    if (content.type !== 'text') return wrongKind(content, '以度为单位的数');
    const text = compactText(content.value).toUpperCase();
    if (otherSigns.test(text)) return refused('coordinates-swapped', { from: own.from, to: own.to });
    const bare = text.replace(signs, '').replace(signs, '');
    const value = degrees(bare);
    if (value === undefined) return refused('coordinate-invalid', { from: own.from, to: own.to });
    const wrong = judge(value, own, other);
    if (wrong) return wrong;
    return /^[\d.]+$/.test(text) ? taken(value) : rewritten(value);
  };
}

const east = /^(?:东经|经度|E):?|E$/;
const north = /^(?:北纬|纬度|N):?|N$/;

/** 经度 in degrees; a value that can only be a latitude is told, never swapped. */
export const normaliseLongitude = normaliser(longitudes, latitudes, east, north);

/** 纬度 in degrees. */
export const normaliseLatitude = normaliser(latitudes, longitudes, north, east);
