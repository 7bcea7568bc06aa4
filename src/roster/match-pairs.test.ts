import { describe, expect, it } from 'vitest';
import { type MatchEntry, MatchIndex } from './match-index.ts';
import { matchKindergarten } from './matching.ts';
import { NameReader } from './names.ts';

/** As kindergartens are called: few words, borne by many. */
const openings = '小金红新大蓝七彩银爱乐智童星'.split('');
const words =
  '太阳 阳光 月亮 星星 童年 宝贝 天使 蓓蕾 育才 启明 未来 希望 花园 贝贝 博士 哈佛 摇篮 彩虹 春天 苗苗 明珠 东方 世纪 书香 星河 丽景 绿城 香樟 紫荆 海棠'.split(
    ' ',
  );
const endings = ['', '', '', '双语', '艺术', '第一', '第二', '滨河', '中心', '实验'];
const towns = ['石桥镇', '柳林镇', '湖滨街道', '白塔镇'];

/** 20,000 kindergartens in 40 districts, the same ones each time. */
function roster(): { readonly entries: MatchEntry[]; readonly reader: NameReader } {
  let seed = 2021;
  const next = (limit: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 0x1_0000_0000) * limit);
  };
  const pick = (list: readonly string[]) => list[next(list.length)] ?? '';
  const districts = Array.from({ length: 40 }, (_, at) => ({
    id: at + 1,
    name: `${'东西南北中'[at % 5]}${'湖岭浦原河溪山江'[at % 8]}${at < 20 ? '区' : '县'}`,
  }));
  const entries = Array.from({ length: 20_000 }, (_, at) => {
    const district = districts[at % 40]!;
    const place = next(3) === 0 ? district.name : next(4) === 0 ? pick(towns) : '';
    const name = `${place}${next(2) === 0 ? pick(openings) : ''}${pick(words)}${pick(endings)}幼儿园${next(12) === 0 ? '滨河分园' : ''}`;
    return { id: at + 1, name, districtId: district.id, town: next(3) === 0 ? pick(towns) : null };
  });
  return { entries, reader: new NameReader({ cities: ['云溪市'], districts, towns }) };
}

describe('looking for near-misses among 20,000 kindergartens', () => {
  it('compares each record with a handful, never with all', () => {
    const { entries, reader } = roster();
    const index = new MatchIndex(reader);
    for (const entry of entries) index.set(entry);
    let pairs = 0;
    let most = 0;
    let asked = 0;
    for (const { id: _, ...record } of entries) {
      // A name like the one in the ledger, as another sheet has it: no code, and a slip of the pen.
      const written = { ...record, name: record.name.replace('阳', '杨').replace('明', '名') };
      const compared = index.similar(written).size;
      pairs += compared;
      most = Math.max(most, compared);
      if (matchKindergarten(written, index).kind === 'near') asked += 1;
    }
    expect(asked).toBeGreaterThan(1_000);
    // 20,000 × 20,000 would be 400 million; all of a record's own district 10 million.
    expect(pairs).toBeLessThan(100_000);
    expect(most).toBeLessThan(25);
  });

  it('grows with the size of a district, not with the size of the country', () => {
    const { entries, reader } = roster();
    const count = (of: readonly MatchEntry[]) => {
      const index = new MatchIndex(reader);
      for (const entry of of) index.set(entry);
      return of.reduce((sum, { id: _, ...record }) => sum + index.similar(record).size, 0) / of.length;
    };
    const one = count(entries.filter(({ districtId }) => districtId === 1));
    const all = count(entries);
    expect(all).toBeLessThan(one * 1.5);
  });
});
