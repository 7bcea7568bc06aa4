import { z } from 'zod';
import { parseRange } from '../workbook/address.ts';

/** Shapes of the template files; what they cannot say (unique keys, known groups) is checked after them. */

const texts = z.array(z.string().min(1));
const address = z.string().refine((text) => parseRange(text) !== undefined, '单元格地址，如 B1 或 C1:E1');

const fieldType = z.enum([
  'text',
  'longText',
  'name',
  'sequence',
  'integer',
  'decimal',
  'longitude',
  'latitude',
  'yesNo',
  'term',
  'identityCode',
  'creditCode',
  'phone',
  'postcode',
  'email',
  'district',
  'date',
  'days',
  'hours',
  'percentage',
  'money',
  'personName',
  'role',
]);

const field = {
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/, '英文小写字母开头的字母和数字，如 leadName'),
  type: fieldType,
  dictionary: z.string().optional(),
  required: z.boolean().optional(),
  needed: z.boolean().optional(),
};

const column = z.strictObject({
  ...field,
  path: texts.min(1).max(3),
  synonyms: texts,
  block: z.string().optional(),
  width: z.number().positive().max(255),
});

const formField = z.strictObject({
  ...field,
  label: z.string().min(1),
  synonyms: texts,
  group: z.string(),
  labelAt: address,
  valueAt: address,
});

const base = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '英文小写字母、数字和连字符，如 alliance-list'),
  name: z.string().min(1),
  title: z.string().min(1),
  attachment: z.string(),
  titleWords: texts,
  print: z.strictObject({
    orientation: z.enum(['portrait', 'landscape']),
    titleSize: z.number().positive(),
    headerSize: z.number().positive(),
    bodySize: z.number().positive(),
    rowHeight: z.number().positive().max(409),
    sideMargin: z.number().min(0.2).max(1).optional(),
  }),
  footer: z.array(z.strictObject({ key: z.string().min(1), label: z.string().min(1), synonyms: texts })),
};

export const tableSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('list'),
    parents: z.record(z.string(), texts),
    columns: z.array(column).min(1),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('form'),
    groups: z.array(z.strictObject({ label: z.string().min(1), synonyms: texts, at: address })),
    fields: z.array(formField).min(1),
    columnWidths: z.array(z.number().positive().max(255)).min(1),
    rowHeights: z.array(z.number().positive().max(409)).min(1),
  }),
]);

export const dictionarySchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  open: z.boolean(),
  terms: z
    .array(
      z.strictObject({
        term: z.string().min(1),
        synonyms: texts,
        region: z.string().regex(/^\d+$/, '带引号的数字，如 "37"').optional(),
        sector: z.enum(['public', 'private', 'joint']).optional(),
        inclusive: z.boolean().optional(),
        operating: z.boolean().optional(),
      }),
    )
    .min(1),
});

export const districtsSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  own: texts,
  suffixes: texts,
  aliases: z.array(
    z.strictObject({ name: z.string().min(1), aliases: texts, notice: z.boolean().default(false) }),
  ),
});
