const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/**
 * A short number (53 bits) for the values of some fields, to tell a repeated row from one that contradicts it: cheap
 * enough to be made of every row of a large roster (after cyrb53). Other than plain values do not count.
 */
export function rowDigest(row: Readonly<Record<string, unknown>>, fields: readonly string[]): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let field = 0; field < fields.length; field += 1) {
    const value = row[fields[field]!];
    // Which field, and of what kind: the same text in the next field is another row.
    if (typeof value === 'string') {
      high = Math.imul(high ^ field, 2654435761);
      low = Math.imul(low ^ value.length, 1597334677);
      for (let at = 0; at < value.length; at += 1) {
        const unit = value.charCodeAt(at);
        high = Math.imul(high ^ unit, 2654435761);
        low = Math.imul(low ^ unit, 1597334677);
      }
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      high = Math.imul(high ^ (0x1_0000 + field), 2654435761);
      low = Math.imul(low ^ (typeof value === 'boolean' ? 0x1_0001 : 0x1_0002), 1597334677);
      float[0] = Number(value);
      high = Math.imul(high ^ words[0]!, 2654435761);
      low = Math.imul(low ^ words[0]!, 1597334677);
      high = Math.imul(high ^ words[1]!, 2654435761);
      low = Math.imul(low ^ words[1]!, 1597334677);
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
