import { inkOn } from './colours.ts';
import { drawMap } from './drawing.ts';
import { ems } from './labels.ts';
import { layOutMap, type MapContent, type MapLayout, shortName } from './layout.ts';
import { groupSummary, mapNotes, markDescriptions, roleWords } from './map-words.ts';
import { escaped, rounded, sansSerif } from './markup.ts';

/** A4 landscape at 96 units an inch. */
const page = { width: 1122.5, height: 793.7 } as const;
const margin = 30;
const legend = { left: 846, width: 250 } as const;

/**
 * The map as one SVG file, A4 landscape: title, map, legend with the groups, notes. Needs nothing but a Chinese font,
 * and draws with plain attributes, so that office programs show it like browsers do.
 */
export function mapSvg(content: MapContent): string {
  const remarksEnd = 62 + content.remarks.length * 16;
  const notesHeight = 15 * 7;
  const frame = {
    left: margin,
    top: remarksEnd,
    width: legend.left - margin - 14,
    height: page.height - remarksEnd - notesHeight - 6,
  };
  const layout = layOutMap(content, frame);
  const notes = mapNotes(content, layout).flatMap((note) => brokenLines(note, 108));
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 ${page.width} ${page.height}" font-family="${sansSerif}">`,
    `<title>${escaped(content.title)}</title>`,
    `<rect width="${page.width}" height="${page.height}" fill="#fff"/>`,
    `<text x="${margin}" y="44" font-size="22" font-weight="bold">${escaped(content.title)}</text>`,
    ...content.remarks.map((remark, index) => line(remark, margin, 64 + index * 16, 12)),
    drawMap(layout, { describe: markDescriptions(content), zoom: 1, rims: true }),
    drawLegend(content, layout, remarksEnd),
    ...notes
      .slice(0, 7)
      .map((note, index) => line(note, margin, frame.top + frame.height + 16 + index * 15, 11)),
    '</svg>',
  ].join('\n')}\n`;
}

const line = (text: string, x: number, y: number, size: number, fill = '#333') =>
  `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}" fill="${fill}">${escaped(text)}</text>`;

/** A text in lines of at most so many ems. */
function brokenLines(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (ems(line + character) > most) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
}

/** The beginning of a text that has so many ems of room. */
function cutTo(text: string, most: number): string {
  if (ems(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (ems(kept + character) > most - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Sizes of letters that are tried until all groups fit, one or two columns of them. */
const legendSizes = [
  { size: 11, columns: 1 },
  { size: 9, columns: 1 },
  { size: 9, columns: 2 },
  { size: 7, columns: 2 },
] as const;

function drawLegend(content: MapContent, layout: MapLayout, top: number): string {
  const { groups, names } = content;
  const room = page.height - margin - top - 70;
  const fits = ({ size, columns }: (typeof legendSizes)[number]) => Math.floor(room / (size * 1.5)) * columns;
  const choice = legendSizes.find((each) => fits(each) >= groups.length) ?? legendSizes[3];
  const { size, columns } = choice;
  const perColumn = Math.floor(room / (size * 1.5));
  const shown = groups.slice(0, fits(choice) - (groups.length > fits(choice) ? 1 : 0));
  const width = legend.width / columns;
  const rows = shown.map((group, index) => {
    const x = legend.left + Math.floor(index / perColumn) * width;
    const y = top + 24 + (index % perColumn) * size * 1.5;
    const colour = layout.colours[index] ?? '#332288';
    const box = size * 1.25;
    const letters = rounded(index > 98 ? size * 0.6 : size * 0.85);
    const summary = columns === 1 ? `　${groupSummary(content, index + 1)}` : '';
    const name = cutTo(shortName(group.lead?.name ?? `没有${names.lead}`), width / size - 2 - ems(summary));
    return `<rect x="${rounded(x)}" y="${rounded(y - size)}" width="${rounded(box * 1.4)}" height="${rounded(box)}" rx="2" fill="${colour}"/><text x="${rounded(x + box * 0.7)}" y="${rounded(y)}" text-anchor="middle" font-size="${letters}" font-weight="bold" fill="${inkOn(colour)}">${index + 1}</text>${line(`${name}${summary}`, x + box * 1.4 + 4, y, size)}`;
  });
  const below = top + 24 + Math.min(perColumn, shown.length) * size * 1.5 + 8;
  const rest = groups.length - shown.length;
  const words = roleWords(names);
  const others = [
    ...(rest > 0 ? [line(`其余 ${rest} 个没有列出，请看网页版（.html）。`, legend.left, below, 10)] : []),
    ...(content.unplaced.length > 0
      ? [line(`◇ ${words.unplaced} ${content.unplaced.length} 所`, legend.left, below + 16, 11)]
      : []),
    ...(content.idleLeads.length > 0
      ? [line(`□ ${words['idle-lead']} ${content.idleLeads.length} 所`, legend.left, below + 32, 11)]
      : []),
  ];
  const heading = `<text x="${legend.left}" y="${rounded(top + 8)}" font-size="13" font-weight="bold">${escaped(`${names.kind} ${groups.length} 个`)}</text>`;
  return [heading, ...rows, ...others].join('\n');
}
