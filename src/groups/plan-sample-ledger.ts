import { addKindergarten, reviseKindergarten } from '../roster/roster.store.ts';
import { type Sample, sampleInfo, sampleLedger } from './sample-ledger.ts';

/**
 * The sample ledger with coordinates, so that plans of the 区（市）级 have something to choose: two leads in 东湖区 with five
 * members between them, of whom four lie nearer to the first, which takes three; 西岭区 has too few for its lead.
 */

/** Metres east and north of the first lead. */
const places: Readonly<Record<string, readonly [east: number, north: number]>> = {
  东湖区实验幼儿园: [0, 0],
  东湖区第二实验幼儿园: [10_000, 0],
  东湖区星星幼儿园: [1_000, 0],
  东湖区月亮幼儿园: [2_000, 500],
  东湖区太阳花幼儿园: [0, 1_500],
  东湖区春芽幼儿园: [4_500, 0],
  东湖区小溪幼儿园: [9_000, 1_000],
  西岭区实验幼儿园: [-9_000, 0],
};

const origin = { longitude: 117.5, latitude: 34.8 };
const degree = (6_371_008.8 * Math.PI) / 180;

export async function planSampleLedger(path: string): Promise<Sample> {
  const sample = await sampleLedger({ path });
  const { ledger, offices } = sample;
  const ids = new Map(sample.ids);
  await ledger.perform(sampleInfo, () => {
    const districtId = offices.东湖区;
    const added = [
      { name: '东湖区第二实验幼儿园', ownership: '教育部门办', districtId },
      { name: '东湖区春芽幼儿园', ownership: '民办', inclusive: true, districtId },
      { name: '东湖区小溪幼儿园', ownership: '民办', inclusive: true, districtId },
    ];
    for (const each of added) ids.set(each.name, addKindergarten(ledger, each));
    for (const [name, [east, north]] of Object.entries(places)) {
      const shrink = Math.cos((origin.latitude * Math.PI) / 180);
      const position = {
        longitude: Number((origin.longitude + east / (degree * shrink)).toFixed(6)),
        latitude: Number((origin.latitude + north / degree).toFixed(6)),
      };
      reviseKindergarten(ledger, ids.get(name) ?? 0, position, { mode: 'fill' });
    }
  });
  return { ...sample, ids };
}
