import { z } from 'zod';
import { type TextElement, textElements } from './profile.ts';

const length = z.number('0 到 500 的毫米数').min(0).max(500);
const size = z.number('5 到 200 的磅数').min(5).max(200);
const characters = z.number('0 到 20 的字数').min(0).max(20);
const fontName = z.string('字体名称').trim().min(1).max(60);

const style = z.strictObject({
  font: fontName,
  size,
  fallback: z.array(fontName).default([]),
});

const shape = {
  id: z.string('编号').regex(/^[a-z0-9][a-z0-9-]*$/, '小写字母、数字和连字符'),
  name: z.string('名称').min(1),
  basis: z.string('依据的标准或规定').min(1),
  page: z.strictObject({ width: length, height: length }),
  margins: z.strictObject({ top: length, bottom: length, left: length, right: length }),
  grid: z.strictObject({
    lines: z.int('每页的行数').min(1).max(100),
    characters: z.int('每行的字数').min(1).max(100),
    linePitch: size.optional(),
  }),
  firstLine: characters,
  western: fontName,
  signature: z.strictObject({ sealedIndent: characters, plainIndent: characters }),
  pageNumber: z.strictObject({
    format: z
      .string('页码的样子')
      .max(20)
      .regex(/^[^{}]*\{page\}[^{}]*$/, '含有一个 {page} 的文字，如“— {page} —”'),
    below: length,
    side: z.enum(['outside', 'centre']),
    indent: characters,
  }),
  imprint: z.strictObject({ outerRule: length, innerRule: length, indent: characters }),
  head: z.strictObject({
    above: length,
    ruleBelow: length,
    rule: length,
    colour: z.string('颜色').regex(/^[0-9A-Fa-f]{6}$/, '六位十六进制的颜色，如 FF0000'),
  }),
};

const fonts = z.strictObject(
  Object.fromEntries(textElements.map((element) => [element, style])) as Record<TextElement, typeof style>,
);

/** A profile that says everything itself. */
export const profileSchema = z.strictObject({ ...shape, fonts });

/** A profile that names the one it differs from; of each part it says what is different. */
export const variantSchema = z.strictObject({
  id: shape.id,
  name: shape.name,
  basis: shape.basis.optional(),
  extends: z.string('另一份版式的编号').min(1),
  page: shape.page.partial().optional(),
  margins: shape.margins.partial().optional(),
  grid: shape.grid.partial().optional(),
  firstLine: shape.firstLine.optional(),
  fonts: fonts.partial().optional(),
  western: shape.western.optional(),
  signature: shape.signature.partial().optional(),
  pageNumber: shape.pageNumber.partial().optional(),
  imprint: shape.imprint.partial().optional(),
  head: shape.head.partial().optional(),
});
