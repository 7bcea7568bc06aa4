import { pageGeometry } from '../geometry.ts';
import type { MeasuredDocument, MeasuredParagraph, MeasuredSection } from '../reading/measured.ts';
import { type CheckList, isSameFont, listed, millimetres } from './check.ts';
import type { Outline } from './outline.ts';

/** The standard allows a millimetre on the margins; the rest is what programs round. */
const tolerance = 1;

const near = (measured: number, wanted: number, by = tolerance) => Math.abs(measured - wanted) <= by + 0.01;

/** Paper, margins, type area, lines and characters. */
export function checkPages(list: CheckList, document: MeasuredDocument, outline: Outline): void {
  const { page, margins, grid } = list.profile;
  const isTurned = ({ width, height }: MeasuredSection) => width > height;
  const faults = (fault: (section: MeasuredSection) => string | undefined) =>
    document.sections.flatMap((section, index) => {
      const found = fault(section);
      const place = document.sections.length > 1 ? `第 ${index + 1} 节：` : '';
      return found === undefined ? [] : [`${place}${found}`];
    });
  const check = (
    section: string,
    what: string,
    expected: string,
    fault: (section: MeasuredSection) => string | undefined,
  ) => {
    const wrong = faults(fault);
    list.add(section, what, expected, wrong.length === 0 ? expected : listed(wrong), wrong.length === 0);
  };
  check('5.1', '纸张', `${page.width} mm × ${page.height} mm`, ({ width, height }) => {
    const [short, long] = [millimetres(Math.min(width, height)), millimetres(Math.max(width, height))];
    return near(short, page.width) && near(long, page.height) ? undefined : `${short} mm × ${long} mm`;
  });
  for (const [side, name] of [
    ['top', '上'],
    ['left', '左'],
  ] as const) {
    check('5.2.1', `${name}边距`, `${margins[side]} mm`, (section) => {
      if (isTurned(section)) return undefined;
      const measured = millimetres(section.margins[side]);
      return near(measured, margins[side]) ? undefined : `${measured} mm`;
    });
  }
  const [typeWidth, typeHeight] = [
    page.width - margins.left - margins.right,
    page.height - margins.top - margins.bottom,
  ];
  check('5.2.1', '版心宽', `${typeWidth} mm`, (section) => {
    const measured = millimetres(isTurned(section) ? typeHeightOf(section) : typeWidthOf(section));
    return near(measured, typeWidth) ? undefined : `${measured} mm`;
  });
  check('5.2.1', '版心高', `${typeHeight} mm`, (section) => {
    const measured = millimetres(isTurned(section) ? typeWidthOf(section) : typeHeightOf(section));
    return near(measured, typeHeight) ? undefined : `${measured} mm`;
  });
  check('5.2.3', '每页行数', `${grid.lines} 行`, (section) => {
    if (isTurned(section)) return undefined;
    const { type, linePitch } = section.grid;
    if (type === 'default' || !linePitch) return '没有设文档网格';
    const lines = Math.floor(typeHeightOf(section) / linePitch + 0.05);
    return lines === grid.lines ? undefined : `${lines} 行`;
  });
  check('5.2.3', '每行字数', `${grid.characters} 字`, (section) => {
    if (isTurned(section)) return undefined;
    const hasGrid = section.grid.type === 'linesAndChars' || section.grid.type === 'snapToChars';
    const pitch = document.baseSize + (hasGrid ? section.grid.characterSpace / 4096 : 0);
    const characters = Math.floor(typeWidthOf(section) / 20 / pitch + 0.05);
    return characters === grid.characters ? undefined : `${characters} 字`;
  });
  checkLinePitch(list, document, outline);
}

const typeWidthOf = ({ width, margins }: MeasuredSection) => width - margins.left - margins.right;
const typeHeightOf = ({ height, margins }: MeasuredSection) => height - margins.top - margins.bottom;

/** Lines of the body stand as far apart as the grid's, by themselves or because they keep to it. */
function checkLinePitch(list: CheckList, { sections }: MeasuredDocument, outline: Outline): void {
  const wanted = pageGeometry(list.profile).linePitch;
  list.each('5.2.3', '正文行距', `${wanted / 20} 磅`, outline.body, ({ spacing, snapsToGrid, section }) => {
    const grid = sections[section]?.grid;
    const keepsToGrid = snapsToGrid && grid !== undefined && grid.type !== 'default';
    if (spacing.rule === 'exact' || spacing.rule === 'atLeast') {
      return Math.abs(spacing.line - wanted) <= 10 ? undefined : `行距 ${spacing.line / 20} 磅`;
    }
    if (!keepsToGrid) return `${spacing.line / 240} 倍行距，没有对齐网格`;
    const pitch = ((grid.linePitch ?? 0) * spacing.line) / 240;
    return Math.abs(pitch - wanted) <= 10 ? undefined : `行距 ${Math.round(pitch) / 20} 磅`;
  });
}

/** Page numbers: there, in their font and form, on the right side, at their distance. */
export function checkPageNumbers(list: CheckList, document: MeasuredDocument): void {
  const { pageNumber, fonts } = list.profile;
  const kinds = (section: MeasuredSection) => [
    'default',
    ...(document.hasAlternatePages ? ['even'] : []),
    ...(section.hasTitlePage ? ['first'] : []),
  ];
  const lacking = document.sections.filter((section) =>
    kinds(section).some(
      (kind) => kind !== 'first' && !section.footers.find((each) => each.kind === kind)?.number,
    ),
  );
  const has = lacking.length === 0;
  list.add('7.5', '页码', '每页有页码', has ? '每页有页码' : '有的页没有页码', has);
  const numbered = document.sections.flatMap((section) =>
    section.footers.flatMap(({ kind, number, isFramed }) =>
      number ? [{ section, kind, number, isFramed }] : [],
    ),
  );
  if (numbered.length === 0) return;
  const compare = (what: string, expected: string, faults: readonly (string | undefined)[]) => {
    const wrong = [...new Set(faults.filter((fault) => fault !== undefined))];
    list.add('7.5', what, expected, wrong.length === 0 ? expected : listed(wrong), wrong.length === 0);
  };
  compare(
    '页码字体字号',
    `${fonts.pageNumber.font} ${fonts.pageNumber.size} 磅`,
    numbered.map(({ number }) => {
      const other = number.runs.find(
        ({ eastAsia, western, size, text }) =>
          text.trim() !== '' &&
          (Math.abs(size - fonts.pageNumber.size) > 0.25 ||
            !isSameFont(
              /[^\s\d-]/u.test(text.replace('{page}', '')) ? eastAsia : (western ?? eastAsia),
              fonts.pageNumber.font,
            )),
      );
      return other && `${other.eastAsia ?? '没有写明的字体'} ${other.size} 磅`;
    }),
  );
  const plain = (text: string) => text.replace(/\s+/gu, ' ').trim();
  const shape = plain(pageNumber.format);
  compare(
    '页码样式',
    shape.replace('{page}', '1'),
    numbered.map(({ number }) => {
      const text = plain(number.text);
      return text.replaceAll(' ', '').replace(/[–―─]/gu, '—') === shape.replaceAll(' ', '')
        ? undefined
        : text.replace('{page}', '1');
    }),
  );
  checkSides(list, document, numbered);
  compare(
    '页码离版心',
    `${pageNumber.below} mm（±2 mm）`,
    numbered.map(({ section, number, isFramed }) => {
      // Where a frame or a box stands is its own affair.
      if (isFramed) return undefined;
      const line = number.spacing.rule === 'auto' ? fonts.pageNumber.size * 1.3 * 20 : number.spacing.line;
      const below = millimetres(section.margins.bottom - section.margins.footer - line / 2);
      return near(below, pageNumber.below, 2) ? undefined : `${below} mm`;
    }),
  );
}

interface Numbered {
  readonly kind: string;
  readonly number: MeasuredParagraph;
  readonly isFramed: boolean;
}

function checkSides(list: CheckList, document: MeasuredDocument, numbered: readonly Numbered[]): void {
  const { side, indent } = list.profile.pageNumber;
  const sideOf = ({ number }: Numbered) =>
    number.align === 'right' ? '居右' : number.align === 'center' ? '居中' : '居左';
  if (side === 'centre') {
    const other = numbered.find((each) => sideOf(each) !== '居中');
    list.add('7.5', '页码位置', '居中', other ? sideOf(other) : '居中', other === undefined);
    return;
  }
  const expected = `单页居右、双页居左，各空 ${indent} 字`;
  const wrong: string[] = [];
  if (!document.hasAlternatePages) wrong.push('单双页相同');
  for (const each of numbered) {
    if (each.isFramed || each.kind === 'first') continue;
    const wanted = each.kind === 'even' ? '居左' : '居右';
    const page = each.kind === 'even' ? '双页' : '单页';
    if (sideOf(each) !== wanted) wrong.push(`${page}${sideOf(each)}`);
    else {
      const blanks =
        (each.kind === 'even' ? /^[\s\u3000]*/u : /[\s\u3000]*$/u).exec(each.number.text)?.[0] ?? '';
      const typed = [...blanks].reduce((sum, sign) => sum + (sign === '\u3000' ? 1 : 0.5), 0);
      const room =
        typed + (each.kind === 'even' ? each.number.left + each.number.firstLine : each.number.right);
      if (Math.abs(room - indent) > 0.6) wrong.push(`${page}空 ${Math.round(room * 10) / 10} 字`);
    }
  }
  list.add(
    '7.5',
    '页码位置',
    expected,
    wrong.length === 0 ? expected : listed([...new Set(wrong)]),
    wrong.length === 0,
  );
}
