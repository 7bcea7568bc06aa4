import type { MeasuredDocument, MeasuredParagraph } from '../reading/measured.ts';
import { ruleSize } from '../rule-size.ts';
import { characterWidth } from '../text-width.ts';
import { type CheckList, listed, millimetres, visibleRuns } from './check.ts';
import type { AttachmentOutline, Outline } from './outline.ts';
import { firstLineStart } from './text-checks.ts';

const rounded = (value: number) => Math.round(value * 10) / 10;

/** Number of the document, attachment note, signature, attachments, 版记, tables. */
export function checkClosing(list: CheckList, document: MeasuredDocument, outline: Outline): void {
  checkNumber(list, outline);
  checkNote(list, outline);
  checkSignature(list, outline);
  checkAttachments(list, outline.attachments);
  checkImprint(list, outline);
  checkTables(list, document, outline);
}

function checkNumber(list: CheckList, { number }: Outline): void {
  if (!number) return;
  const isRight = /^[^\s〔]+〔\d{4}〕[1-9]\d*号$/u.test(number.text.trim());
  list.add('7.2.5', '发文字号', '机关代字〔年份〕序号，如“×教〔2026〕7号”', number.text.trim(), isRight);
}

function checkNote(list: CheckList, { note, beforeNote, attachments }: Outline): void {
  const [first] = note;
  if (!first) {
    if (attachments.length > 0) list.add('7.3.4', '附件说明', '正文下有附件说明', '没有附件说明', false);
    return;
  }
  const { firstLine, fonts } = list.profile;
  const form = attachments.length > 1 || note.length > 1 ? '附件：1. 名称' : '附件：名称';
  const faults: string[] = [];
  if (!/^\s*附件：/u.test(first.text)) faults.push('“附件”后不是全角冒号');
  const isNumbered = /^\s*附\s*件[:：]\s*1\s*[.．]/u.test(first.text);
  if (note.length > 1 && !isNumbered) faults.push('没有从“1.”编号');
  const ended = note.find(({ text }) => /[。；;，,、.]\s*$/u.test(text));
  if (ended) faults.push(`“${ended.text.trim().slice(-6)}”后有标点`);
  list.add(
    '7.3.4',
    '附件说明样式',
    `${form}，后面不加标点`,
    faults.length === 0 ? first.text.trim() : listed(faults),
    faults.length === 0,
  );
  const start = firstLineStart(first);
  const isIndented = Math.abs(start - firstLine) <= 0.3;
  list.add('7.3.4', '附件说明位置', `左空 ${firstLine} 字`, `左空 ${rounded(start)} 字`, isIndented);
  const isApart = beforeNote?.kind === 'paragraph' && beforeNote.text.trim() === '';
  list.add('7.3.4', '附件说明上空一行', '空一行', isApart ? '空一行' : '没有空行', isApart);
  list.textStyle('7.3.4', '附件说明', fonts.body, note);
}

function checkSignature(list: CheckList, { date, units }: Outline): void {
  if (!date) return;
  const { signature, grid, fonts, western } = list.profile;
  const form = /^\s*\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日\s*$/u;
  const expected = '阿拉伯数字，月、日不编虚位，如 2026年7月3日';
  list.add('7.3.5.4', '成文日期写法', expected, date.text.trim(), form.test(date.text));
  const width = (text: string) => characterWidth(text.trim(), western !== 'same');
  const rightOf = (paragraph: MeasuredParagraph) =>
    rightSpace(paragraph, grid.characters, width(paragraph.text));
  const right = rightOf(date);
  const { sealedIndent, plainIndent } = signature;
  const unit = units.length === 1 && !units[0]?.hasTabs ? units[0] : undefined;
  const slack = unit ? Math.max(0, width(unit.text) - 2 - width(date.text)) : 0;
  const near = (wanted: number, by = 0.6) => Math.abs(right - wanted) <= by;
  const isSealed = near(sealedIndent);
  const isPlain = near(plainIndent) || (slack > 0 && near(plainIndent + slack));
  list.add(
    '7.3.5',
    '成文日期位置',
    `右空 ${sealedIndent} 字（加盖印章）或 ${plainIndent} 字（不加盖印章）`,
    `右空 ${rounded(right)} 字`,
    isSealed || isPlain,
  );
  if (unit && (isSealed || isPlain)) checkUnit(list, { date, unit, isSealed, rightOf, width });
  list.textStyle('7.3.5', '署名和日期', fonts.body, [...units, date]);
}

interface SignatureMeasures {
  readonly date: MeasuredParagraph;
  readonly unit: MeasuredParagraph;
  readonly isSealed: boolean;
  readonly rightOf: (paragraph: MeasuredParagraph) => number;
  readonly width: (text: string) => number;
}

/** With a seal the unit is centred over the date; without, the date begins two characters after it. */
function checkUnit(list: CheckList, { date, unit, isSealed, rightOf, width }: SignatureMeasures): void {
  const [unitRight, dateRight] = [rightOf(unit), rightOf(date)];
  const difference = unitRight + width(unit.text) / 2 - (dateRight + width(date.text) / 2);
  const start = unitRight + width(unit.text) - (dateRight + width(date.text));
  const isCentred = Math.abs(difference) <= 1 || (difference > 0 && unitRight < 0.3);
  const isStepped = Math.abs(start - 2) <= 1;
  const ok = isSealed ? isCentred || isStepped : isStepped || isCentred;
  const expected = isSealed ? '以成文日期为准居中' : '日期首字比署名首字右移 2 字';
  list.add(
    '7.3.5',
    '署名位置',
    expected,
    ok ? expected : `署名右空 ${rounded(unitRight)} 字，日期右空 ${rounded(dateRight)} 字`,
    ok,
  );
}

/** Characters between a line's end and the edge of the type area, by its indents and the blanks typed. */
function rightSpace(paragraph: MeasuredParagraph, characters: number, width: number): number {
  if (paragraph.align === 'right') {
    const blanks = /[ \u3000\u00a0]*$/u.exec(paragraph.text)?.[0] ?? '';
    return paragraph.right + [...blanks].reduce((sum, sign) => sum + (sign === '\u3000' ? 1 : 0.5), 0);
  }
  if (paragraph.align === 'center') {
    return (
      (characters - width - paragraph.left - paragraph.firstLine - paragraph.right) / 2 + paragraph.right
    );
  }
  return characters - firstLineStart(paragraph) - width;
}

function checkAttachments(list: CheckList, attachments: readonly AttachmentOutline[]): void {
  if (attachments.length === 0) return;
  const { fonts } = list.profile;
  const labels = attachments.map(({ label }) => label);
  const inline = attachments
    .filter(({ startsPage }) => !startsPage)
    .map(({ label }) => `${label.text.trim()}没有另起一页`);
  list.add(
    '7.3.7',
    '附件另面编排',
    '每个附件另起一页',
    inline.length === 0 ? '每个附件另起一页' : listed(inline),
    inline.length === 0,
  );
  list.textStyle('7.3.7', '附件标识', fonts.attachmentLabel, labels);
  list.each('7.3.7', '附件标识位置', '顶格，不加冒号', labels, (label) => {
    if (/[:：]\s*$/u.test(label.text)) return '后面有冒号';
    const start = firstLineStart(label);
    return label.align === 'center' || label.align === 'right' || Math.abs(start) > 0.3
      ? '没有顶格'
      : undefined;
  });
  const wrong = attachments.flatMap(({ label, following }) => {
    const [blank, title] = following;
    const isThird =
      blank?.kind === 'paragraph' &&
      blank.text.trim() === '' &&
      title?.kind === 'paragraph' &&
      title.text.trim() !== '';
    if (!isThird) return [`${label.text.trim()}的标题不在第三行`];
    return title.align === 'center' ? [] : [`${label.text.trim()}的标题没有居中`];
  });
  list.add(
    '7.3.7',
    '附件标题',
    '居中，在第三行',
    wrong.length === 0 ? '居中，在第三行' : listed(wrong),
    wrong.length === 0,
  );
}

function checkImprint(list: CheckList, { imprint, imprintTable }: Outline): void {
  const [first] = imprint;
  if (!first) return;
  const { fonts } = list.profile;
  const { outerRule, innerRule, indent } = list.profile.imprint;
  list.textStyle('7.4', '版记', fonts.imprint, imprint);
  const rules = imprintTable
    ? imprintTable.rules
    : imprint.map(({ rules: { top, bottom, between } }, index) => ({
        top: index === 0 ? top : (top ?? between),
        bottom: index === imprint.length - 1 ? bottom : (bottom ?? between),
      }));
  const close = (size: number | undefined, wanted: number) =>
    size !== undefined && Math.abs(size - ruleSize(wanted)) <= 1;
  const shown = (size: number | undefined) =>
    size === undefined ? '没有线' : `${rounded((((size / 8) * 25.4) / 72) * 10) / 10} mm`;
  const [top, bottom] = [rules[0]?.top, rules.at(-1)?.bottom];
  const outer = close(top, outerRule) && close(bottom, outerRule);
  list.add(
    '7.4.1',
    '版记首末条分隔线',
    `${outerRule} mm`,
    `首条 ${shown(top)}，末条 ${shown(bottom)}`,
    outer,
  );
  const between = rules.slice(1).map(({ top: size }, index) => size ?? rules[index]?.bottom);
  if (between.length > 0) {
    const isThin = between.every((size) => close(size, innerRule));
    list.add('7.4.1', '版记中间分隔线', `${innerRule} mm`, between.map(shown).join('、'), isThin);
  }
  list.each('7.4.2', '版记左右空字', `各空 ${indent} 字`, imprint, (paragraph) => {
    const start = firstLineStart(paragraph);
    if (Math.abs(start - indent) > 0.6) return `左空 ${rounded(start)} 字`;
    return Math.abs(paragraph.right - indent) > 0.6 && !paragraph.text.endsWith('\u3000')
      ? `右空 ${rounded(paragraph.right)} 字`
      : undefined;
  });
  const last = imprint.at(-1)!;
  const issued = /(?<!\d)\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日\s*印发\s*$/u.test(last.text);
  list.add('7.4.3', '印发日期', '年月日后加“印发”，不编虚位', last.text.trim().replace(/\s+/gu, ' '), issued);
  const isAtFoot = imprintTable ? imprintTable.isAtFoot : first.isAtFoot;
  if (isAtFoot !== undefined) {
    list.add(
      '7.4',
      '版记位置',
      '在最后一页版心底部',
      isAtFoot ? '在最后一页版心底部' : '没有固定在底部',
      isAtFoot,
    );
  }
}

function checkTables(list: CheckList, document: MeasuredDocument, { tables }: Outline): void {
  if (tables.length === 0) return;
  const name = (index: number) => `第 ${index + 1} 个表`;
  const unrepeated = tables.flatMap(({ rows, headerRows }, index) =>
    rows > 2 && headerRows === 0 ? [name(index)] : [],
  );
  list.add(
    '8',
    '表头重复',
    '表头在每页重复',
    unrepeated.length === 0 ? '表头在每页重复' : `${listed(unrepeated)}的表头不重复`,
    unrepeated.length === 0,
  );
  const wide = tables.flatMap(({ width, section }, index) => {
    const page = document.sections[section];
    if (!page || width === undefined) return [];
    const room = page.width - page.margins.left - page.margins.right;
    return width > room + 113 ? [`${name(index)}宽 ${millimetres(width)} mm`] : [];
  });
  const expected = '不宽于版心，宽的放在横排页';
  list.add('8', '表格宽度', expected, wide.length === 0 ? expected : listed(wide), wide.length === 0);
  const loose = tables.flatMap(({ paragraphs }, index) => {
    const odd = paragraphs.find((paragraph) =>
      visibleRuns(paragraph).some(({ size }) => size > list.profile.fonts.body.size),
    );
    return odd ? [`${name(index)}有 ${Math.max(...odd.runs.map(({ size }) => size))} 磅的字`] : [];
  });
  const largest = `不大于 ${list.profile.fonts.body.size} 磅`;
  list.add('8', '表格字号', largest, loose.length === 0 ? largest : listed(loose), loose.length === 0);
}
