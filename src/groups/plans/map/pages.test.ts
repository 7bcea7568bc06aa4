import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { mapHtml } from './html-page.ts';
import { layOutMap, type MapContent, type MapPlace } from './layout.ts';
import { escaped } from './markup.ts';
import { pageScript } from './page-script.ts';
import { mapSvg } from './svg-page.ts';

const place = (id: number, name: string, at?: readonly [number, number]): MapPlace => ({
  ...{ id, name, district: id % 2 === 0 ? '东湖区' : '西岭区' },
  ...{ longitude: at?.[0] ?? null, latitude: at?.[1] ?? null },
});

const nasty = '</script><script>alert("1")</script>&\u0007园';

const content: MapContent = {
  title: '组建方案 3 分布图',
  remarks: ['云溪市'],
  names: { kind: '联盟', lead: '主导园', member: '联盟园' },
  groups: [
    {
      lead: place(1, '西岭区实验幼儿园', [117.5, 34.8]),
      members: [
        { ...place(2, '东湖区星河幼儿园', [117.51, 34.81]), millimetres: 1_440_000 },
        { ...place(3, nasty, [117.49, 34.79]), millimetres: 850_000 },
        { ...place(4, '东湖区无坐标幼儿园'), millimetres: 3_000_000 },
      ],
    },
  ],
  unplaced: [{ place: place(5, '西岭区春芽幼儿园', [117.52, 34.8]), reason: '都已满 3 所' }],
  idleLeads: [
    {
      place: { ...place(7, '东湖区实验幼儿园', [34.8, 117.5]), doubt: '像是经度、纬度填反了' },
      reason: '凑不足下限',
    },
  ],
};

/** A grid of groups of five. */
function manyGroups(groups: number): MapContent {
  const at = (index: number): [number, number] => [
    117 + (index % 71) * 0.01,
    34.5 + Math.floor(index / 71) * 0.01,
  ];
  return {
    ...content,
    ...{ unplaced: [], idleLeads: [] },
    groups: Array.from({ length: groups }, (_, group) => ({
      lead: place(group * 5 + 1, `第${group}实验幼儿园`, at(group * 5)),
      members: [1, 2, 3, 4].map((member) => ({
        ...place(group * 5 + 1 + member, `第${group}联盟${member}园`, at(group * 5 + member)),
        millimetres: member * 1000,
      })),
    })),
  };
}

/** Whether every element is closed, and by its own name: what a reader of XML would refuse. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [tag, closing, name, own] of xml
    .replace(/<[?!][^>]*>/gu, '')
    .matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/giu)) {
    if (tag === undefined || name === undefined) return false;
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (own !== '/') open.push(name);
  }
  return open.length === 0 && !/&(?!(?:amp|lt|gt|quot|#39);)/u.test(xml);
}

describe('the drawing', () => {
  it('is well-formed and draws lead, members, lines and those without a place', () => {
    const svg = mapSvg(content);
    expect(isWellFormed(svg)).toBe(true);
    expect(svg.match(/class="m lead"/gu)).toHaveLength(1);
    expect(svg.match(/class="m member"/gu)).toHaveLength(2);
    expect(svg.match(/class="m unplaced"/gu)).toHaveLength(1);
    expect(svg).toMatch(/<path data-g="1"[^>]* d="M[\d. ]+L[\d. ]+M[\d. ]+L[\d. ]+"/u);
    expect(svg).toContain('缺经纬度、没有画出的 1 所：东湖区无坐标幼儿园。');
    expect(svg).toContain('经纬度可疑、没有画出的 1 所：东湖区实验幼儿园，请核对。');
    expect(svg).toContain('主导园：1 西岭区实验幼儿园，距离 850 米');
  });

  it('asks no network, and gives the same bytes twice', () => {
    for (const page of [mapSvg(content), mapHtml(content)]) {
      expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|src=/u);
    }
    expect(mapSvg(content)).toBe(mapSvg(content));
    expect(mapHtml(content)).toBe(mapHtml(content));
  });

  it('tells apart marks at the very same place', () => {
    const here: [number, number] = [117.5, 34.8];
    const same: MapContent = {
      ...content,
      ...{ idleLeads: [], unplaced: [] },
      groups: [
        {
          lead: place(1, '甲园', here),
          members: [2, 3, 4].map((id) => ({ ...place(id, `${id}园`, here), millimetres: 0 })),
        },
      ],
    };
    const { marks, shifted } = layOutMap(same, { left: 0, top: 0, width: 800, height: 600 });
    expect(shifted).toBe(4);
    for (const [index, one] of marks.entries()) {
      for (const other of marks.slice(index + 1)) {
        expect(Math.hypot(one.at.x - other.at.x, one.at.y - other.at.y)).toBeGreaterThan(6);
      }
    }
  });

  it('draws an empty grouping, and one without any coordinates', () => {
    expect(isWellFormed(mapSvg({ ...content, groups: [], unplaced: [], idleLeads: [] }))).toBe(true);
    const nowhere = { lead: place(1, '甲园'), members: [{ ...place(2, '乙园'), millimetres: 0 }] };
    expect(mapSvg({ ...content, groups: [nowhere] })).toContain('缺经纬度、没有画出的 2 所：乙园、甲园');
  });

  it('numbers groups beyond the colours, and says how many the legend leaves out', () => {
    const svg = mapSvg(manyGroups(300));
    expect(svg).toMatch(/其余 \d+ 个没有列出/u);
    expect(svg).toMatch(/class="n"[^>]*>300</u);
  });
});

describe('names from files', () => {
  it('stay text, whatever stands in them', () => {
    const svg = mapSvg(content);
    const html = mapHtml(content);
    for (const page of [svg, html]) {
      expect(page).not.toContain('<script>alert');
      expect(page).toContain(escaped(nasty));
    }
    expect(html.match(/<script/gu)).toHaveLength(1);
    expect(isWellFormed(svg)).toBe(true);
  });

  it.each([
    ['<b>"x"</b>', '&lt;b&gt;&quot;x&quot;&lt;/b&gt;'],
    ["a'&b", 'a&#39;&amp;b'],
    ['\u0000\ud800园\ufffe', '␀园'],
  ])('%j becomes %s', (text, wanted) => {
    expect(escaped(text)).toBe(wanted);
  });

  it('cannot bring a script of their own: the content policy names the one there is', () => {
    const html = mapHtml(content);
    const script = /<script>([\s\S]*)<\/script>/u.exec(html)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/u.exec(html)?.[1] ?? '';
    for (const text of [script, style]) {
      expect(html).toContain(`sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`);
    }
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/u);
  });
});

describe('the page at five thousand kindergartens', () => {
  it('holds them all, once in the map and once in the list', () => {
    const html = mapHtml(manyGroups(1000));
    expect(html.match(/class="m (?:lead|member)"/gu)).toHaveLength(5000);
    expect(html.match(/<(?:li|span) data-k="/gu)).toHaveLength(5000);
    expect(html.length).toBeLessThan(4_000_000);
  });
});

interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface PageFunctions {
  matches(text: string, query: string): boolean;
  viewAfter(view: View, whole: View, factor: number, x: number, y: number): View;
  centred(whole: View, zoom: number, x: number, y: number): View;
}

describe('the script of the page', () => {
  let page: PageFunctions;
  beforeAll(() => {
    const sandbox: { youlianMap?: PageFunctions } = {};
    runInNewContext(pageScript, sandbox);
    page = sandbox.youlianMap as PageFunctions;
  });

  it.each([
    ['东湖区星河幼儿园', '星河', true],
    ['东湖区星河幼儿园', '东湖 星河', true],
    ['ＡＢＣ幼儿园', 'abc', true],
    ['东湖区星河幼儿园', '东 湖 西', false],
    ['东湖区星河幼儿园', '.*', false],
  ])('finds in %s what was typed as %s: %s', (name, query, found) => {
    expect(page.matches(name, query)).toBe(found);
  });

  it('zooms about the pointer and never leaves the map', () => {
    const whole = { x: 0, y: 0, width: 1000, height: 600 };
    const closer = page.viewAfter(whole, whole, 2, 250, 150);
    expect(closer).toEqual({ x: 125, y: 75, width: 500, height: 300 });
    expect(page.viewAfter(closer, whole, 0.1, 250, 150)).toEqual(whole);
    expect(page.viewAfter(whole, whole, 1000, 0, 0).width).toBe(1000 / 16);
    expect(page.centred(whole, 4, 990, 10)).toEqual({ x: 750, y: 0, width: 250, height: 150 });
  });
});
