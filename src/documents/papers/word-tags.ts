import type { Tag } from 'easy-template-x';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { nearTexts } from '../../tables/hand-mapping.ts';
import { fieldsOf, unknownFields } from '../wording/known-fields.ts';
import { type Flat, nest } from '../wording/nest.ts';
import type { Report } from '../wording/problem.ts';
import { readTag } from '../wording/read-tag.ts';
import type { WordingValues } from '../wording/values.ts';
import type { Condition, Line, Path, Text, TextPlace } from '../wording/wording.ts';

/** A tag of a Word template. */
export type WordTag =
  | { readonly kind: 'field'; readonly text: Text; readonly path: Path }
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'list'; readonly path: Path; readonly as: string | undefined }
  | { readonly kind: 'close' };

const innerOf = ({ rawText }: Tag) => rawText.replace(/^\{\{/, '').replace(/\}\}$/, '').trim();

/** @returns undefined where it cannot be read, which is reported */
export function readWordTag(tag: Tag, report: Report = () => {}, line = 1): WordTag | undefined {
  const read = readTag(innerOf(tag), { line, column: 1 }, report);
  if (!read) return undefined;
  const place: TextPlace = { line, column: 1 };
  if (read.kind === 'close') return { kind: 'close' };
  if (read.kind === 'field') {
    const path = { ...read.path, place };
    return { kind: 'field', path, text: [{ kind: 'field', path, formats: read.formats, isBold: false }] };
  }
  if (read.kind === 'open' && read.of === 'choose') return { kind: 'condition', condition: read.condition };
  if (read.kind === 'open' && read.of === 'each') {
    if (read.between)
      report(place, 'Word 模板里的 {{#每个 …}} 不能写“用”；要把各项连成一句，请写 {{列表|连接}}');
    return { kind: 'list', path: { ...read.path, place }, as: read.as };
  }
  report(place, 'Word 模板里不能用 {{#否则}} 和 {{#按数}}；请改成两个 {{#如果 …}}，如 {{#如果 没有 园所}}');
  return undefined;
}

/**
 * What is wrong with the tags of a Word template: what cannot be read, what is not closed, fields that are not among
 * the values. The place is the paragraph's own text, since Word counts no lines.
 */
export function checkTags(tags: readonly Tag[], values: WordingValues, file: string): Finding[] {
  const findings: Finding[] = [];
  const places = tags.map(paragraphText);
  const add = (line: number, expected: string) => {
    const parameters = {
      file,
      place: places[line - 1] ?? '',
      value: tags[line - 1]?.rawText ?? '',
      expected,
    };
    findings.push(makeFinding('paper-template-tag', parameters, { file }));
  };
  const report: Report = ({ line }, expected) => add(line, expected);
  const flat: Flat<Line>[] = tags.flatMap((tag, index): Flat<Line>[] => {
    const line = index + 1;
    const read = readWordTag(tag, report, line);
    if (!read) return [];
    if (read.kind === 'field') return [{ leaf: { kind: 'paragraph', style: 'body', text: read.text } }];
    const place = { line, column: 1 };
    if (read.kind === 'condition')
      return [{ tag: { kind: 'open', of: 'choose', condition: read.condition, place } }];
    if (read.kind === 'list') {
      const as = read.as === undefined ? {} : { as: read.as };
      return [{ tag: { kind: 'open', of: 'each', path: read.path, place, ...as } }];
    }
    const closed = readTag(innerOf(tag), place, () => {});
    return closed?.kind === 'close' ? [{ tag: { ...closed, place } }] : [];
  });
  const nodes = nest(flat, () => false, report);
  for (const { path, name, known } of unknownFields({ file, nodes }, fieldsOf(values).fields, [])) {
    const near = nearTexts(name, known);
    const hint =
      near.length > 0 ? `是不是“${near.join('”或“')}”？` : `可用：${known.slice(0, 12).join('、')}。`;
    add(path.place.line, `没有“${name}”这个字段。${hint}`);
  }
  return findings;
}

/** The text of the paragraph that holds the tag, as somebody searching in Word finds it. */
function paragraphText(tag: Tag): string {
  type Node = { nodeName: string; parentNode?: Node; childNodes?: Node[]; textContent?: string };
  let node: Node | undefined = (tag as unknown as { xmlTextNode?: Node }).xmlTextNode;
  while (node && node.nodeName !== 'w:p') node = node.parentNode;
  const textOf = (each: Node): string =>
    each.nodeName === '#text' ? (each.textContent ?? '') : (each.childNodes ?? []).map(textOf).join('');
  const text = node ? textOf(node) : '';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
