import { createHash } from 'node:crypto';
import { distanceText } from '../words.ts';
import { inkOn } from './colours.ts';
import { drawMap } from './drawing.ts';
import { layOutMap, type MapContent, type MapLayout, type MapPlace, zooms } from './layout.ts';
import { groupSummary, mapNotes, markDescriptions, roleWords } from './map-words.ts';
import { escaped } from './markup.ts';
import { pageScript, pageStyle } from './page-script.ts';

/** The map's frame: the proportions of an A4 sheet laid across, less its heading. */
const frame = { left: 0, top: 0, width: 1060, height: 640 } as const;

/**
 * The map as one HTML page that asks no network: it can be mailed, opened from a stick and printed. Names stand in it
 * as text only, never in the script, and a content policy lets no script run but the page's own.
 */
export function mapHtml(content: MapContent): string {
  const layout = layOutMap(content, frame);
  const colours = groupStyle(layout);
  const style = `${pageStyle}${colours}`;
  const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(pageScript)}'`;
  return `${[
    '<!DOCTYPE html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(content.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${escaped(content.title)}</h1>`,
    ...content.remarks.map((remark) => `<p>${escaped(remark)}</p>`),
    '<div class="tools">',
    '<input id="search" type="search" placeholder="输入园所名称查找，回车定位" aria-label="查找园所">',
    '<button id="closer" type="button">放大</button> <button id="farther" type="button">缩小</button> <button id="whole" type="button">全图</button>',
    '<span id="found" role="status"></span>',
    '</div>',
    '</header>',
    '<main>',
    '<div class="sheet">',
    `<svg id="map" xmlns="http://www.w3.org/2000/svg" viewBox="${frame.left} ${frame.top} ${frame.width} ${frame.height}" role="img" aria-label="${escaped(content.title)}">`,
    drawMap(layout, { describe: markDescriptions(content), zoom: zooms.at(-1) ?? 1, rims: false }),
    '</svg>',
    '</div>',
    '<aside id="list">',
    ...content.groups.map((_, index) => groupSection(content, layout, index + 1)),
    ...otherSections(content, layout),
    '<section>',
    '<h2>说明</h2>',
    `<ul class="notes">${mapNotes(content, layout)
      .map((note) => `<li>${escaped(note)}</li>`)
      .join('')}</ul>`,
    '</section>',
    '</aside>',
    '</main>',
    `<script>${pageScript}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

const digest = (text: string) => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;

/** Colours of the numbers in the list: inline styles would need a laxer content policy. */
function groupStyle({ colours }: MapLayout): string {
  return `${[...new Set(colours)]
    .map((colour) => `.c${colour.slice(1)}{background:${colour};color:${inkOn(colour)}}`)
    .join('\n')}\n`;
}

function entry({ id, name }: MapPlace, more: string, tag: 'li' | 'span' = 'li'): string {
  const small = more === '' ? '' : `<small>${escaped(more)}</small>`;
  return `<${tag} data-k="${id}"><span class="name">${escaped(name)}</span>${small}</${tag}>`;
}

function groupSection(content: MapContent, layout: MapLayout, number: number): string {
  const group = content.groups[number - 1];
  if (!group) return '';
  const { lead, members } = group;
  const colour = (layout.colours[number - 1] ?? '').slice(1);
  const named = lead
    ? entry(lead, groupSummary(content, number), 'span')
    : `<span>没有${escaped(content.names.lead)}</span>`;
  const items = members.map((member) =>
    entry(member, member.millimetres === null ? '' : distanceText(member.millimetres)),
  );
  return [
    '<section>',
    `<h2><span class="n c${colour}">${number}</span>${named}</h2>`,
    `<ul>${items.join('')}</ul>`,
    '</section>',
  ].join('\n');
}

/** Who stands in no group, and who is not on the map: a list that is empty is left out. */
function otherSections(content: MapContent, { missing, stray }: MapLayout): string[] {
  const words = roleWords(content.names);
  const reasoned = (items: MapContent['unplaced']) => items.map(({ place, reason }) => entry(place, reason));
  const lists: [title: string, items: string[]][] = [
    [words.unplaced, reasoned(content.unplaced)],
    [words['idle-lead'], reasoned(content.idleLeads)],
    ['缺经纬度，没有画出', missing.map((place) => entry(place, ''))],
    ['经纬度可疑，没有画出', stray.map((place) => entry(place, place.doubt ?? ''))],
  ];
  return lists
    .filter(([, items]) => items.length > 0)
    .map(
      ([title, items]) =>
        `<section>\n<h2>${escaped(title)}<small>${items.length} 所</small></h2>\n<ul>${items.join('')}</ul>\n</section>`,
    );
}
