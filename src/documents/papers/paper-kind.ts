import { z } from 'zod';

/** Shape of a kind of paper (文书种类): `papers/<id>.yaml` in the template folders. */

const text = z.string().min(1);
/** What a field may be called in a template. */
const fieldName = text.regex(/^[^\s{}｛｝|｜.．#＃/／"'“”()（）=<>!]+$/u, '不含空格和标点的名称，如 联系人');

const field = z.strictObject({
  name: fieldName,
  /** Where the ledger knows it, as the templates name it: `牵头园.园长`. Without it the clerk is asked. */
  from: text.optional(),
  /** What the clerk is asked. */
  ask: text.optional(),
  type: z.enum(['text', 'number', 'date']).default('text'),
  /** Without it the paper is not made. */
  required: z.boolean().default(false),
  /** Taken where neither ledger nor clerk say anything. */
  default: text.optional(),
  /** Where it is entered in the ledger. */
  where: text.optional(),
});

/** What a paper is about. */
export const paperSubjects = {
  office: '本单位',
  group: '联盟（集团、学区）',
  member: '成员园',
  posting: '派驻记录',
  inspection: '督导记录',
  activity: '活动',
} as const;

export type PaperSubject = keyof typeof paperSubjects;

export const paperKindSchema = z.strictObject({
  id: text.regex(/^[a-z][a-z0-9-]*$/, '英文小写字母、数字和连字符，如 half-year-report'),
  name: text,
  /** Other words for it on the command line. */
  aliases: z.array(text).default([]),
  description: z.string().default(''),
  subject: z.enum(Object.keys(paperSubjects) as [PaperSubject, ...PaperSubject[]]),
  /** The template beside it: `.md` in the language of wordings, or `.docx`. */
  template: text.regex(
    /^[^/\\]+\.(?:md|docx)$/u,
    '模板的文件名，以 .md 或 .docx 结尾，与本文件放在同一文件夹',
  ),
  /** Its PDF is drawn by this page of `forms/` without an office suite: `certificate`. */
  page: z.enum(['certificate']).optional(),
  /** The span the figures are of; it can be given by option. */
  period: z.enum(['half-year', 'year']).optional(),
  /** What else is read from the ledger, besides the subject itself. */
  facts: z.array(text).default([]),
  fields: z.array(field).default([]),
});

export type PaperKind = z.infer<typeof paperKindSchema>;
export type PaperField = PaperKind['fields'][number];
