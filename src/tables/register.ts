import { z } from 'zod';
import type { ColumnDefinition, FieldType, ListDefinition } from './definition.ts';
import type { Dictionary } from './dictionary.ts';
import type { TemplateProblem } from './template-file.ts';

/** What an entry of a register is about. */
export type RegisterSubject = 'group' | 'kindergarten' | 'office';

const fieldTypes = [
  'text',
  'longText',
  'date',
  'integer',
  'decimal',
  'percentage',
  'yesNo',
  'personName',
  'choice',
] as const;

const text = z.string().min(1);

const field = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/, '英文小写字母开头的字母和数字，如 plan'),
  name: text,
  type: z.enum(fieldTypes),
  /** An entry without it is not taken. */
  required: z.boolean().default(false),
  /** A whole entry has it: what an entry lacks is listed. */
  expected: z.boolean().default(false),
  /** For `choice`: what may stand there. */
  choices: z.array(text).min(1).optional(),
  /** Whether other wordings than the choices are taken, with a warning. */
  open: z.boolean().default(false),
  synonyms: z.array(text).default([]),
  width: z.number().positive().max(100).default(16),
});

/** A register (登记簿) as data (`templates/registers/*.yaml`): its fields, its table, what a whole entry has. */
export const registerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '英文小写字母、数字和连字符，如 typical-cases'),
  name: text,
  title: text,
  titleWords: z.array(text).default([]),
  of: z.enum(['group', 'kindergarten', 'office']),
  /** Which kindergartens should each have an entry: the weak ones (薄弱园), all of them; none where it is left out. */
  wanted: z.enum(['weak', 'all']).optional(),
  /** Fields that tell entries of one subject apart; none where a subject has one entry. */
  key: z.array(z.string()).default([]),
  /** Where the register comes from: document and heading, for the clerk. */
  basis: z.array(text).default([]),
  note: text.optional(),
  orientation: z.enum(['portrait', 'landscape']).default('landscape'),
  fields: z.array(field).min(1),
});

export type RegisterDefinition = z.infer<typeof registerSchema>;
export type RegisterField = RegisterDefinition['fields'][number];

/** Keys of the columns that say what an entry is about; a register's own fields have others. */
const subjectKeys = ['sequence', 'group', 'name', 'district', 'note'] as const;

/** What the schema cannot say: keys are unique and not taken, the key's fields exist, choices stand where they belong. */
export function checkRegister(register: RegisterDefinition, id: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (register.id !== id) problems.push({ path: ['id'], expected: `应与文件名一致，即 ${id}` });
  const seen = new Set<string>(subjectKeys);
  const names = new Set<string>(['序号', '备注', '园所名称', '所属区县']);
  register.fields.forEach((each, index) => {
    if (seen.has(each.key)) {
      const expected = `“${each.key}”重复，或是已有的 ${subjectKeys.join('、')}，请换一个`;
      problems.push({ path: ['fields', index, 'key'], expected });
    }
    if (names.has(each.name)) {
      problems.push({ path: ['fields', index, 'name'], expected: `“${each.name}”已经是一栏，请换一个名称` });
    }
    seen.add(each.key);
    names.add(each.name);
    if ((each.type === 'choice') !== (each.choices !== undefined)) {
      const expected = 'type 为 choice 的栏应写明 choices，其他栏不写';
      problems.push({ path: ['fields', index], expected });
    }
  });
  register.key.forEach((each, index) => {
    const own = register.fields.find(({ key }) => key === each);
    if (!own?.required) {
      problems.push({ path: ['key', index], expected: '应为 fields 中 required: true 的一栏的 key' });
    }
  });
  if (register.wanted !== undefined && register.of !== 'kindergarten') {
    problems.push({ path: ['wanted'], expected: '只用于 of: kindergarten 的登记簿' });
  }
  return problems;
}

/** Id of the word list of a field's choices: `typical-cases.level`. */
function choicesId(register: string, key: string): string {
  return `${register}.${key}`;
}

/** The choices of a field as a word list. */
export function choicesOfField({ choices = [], name, open }: RegisterField, id: string): Dictionary {
  return { id, name, open, terms: choices.map((term) => ({ term, synonyms: [] })) };
}

function fieldColumn(register: string, each: RegisterField): ColumnDefinition {
  const { key, name, required, synonyms, width } = each;
  const kind: { type: FieldType; dictionary?: string } =
    each.type === 'choice' ? { type: 'term', dictionary: choicesId(register, key) } : { type: each.type };
  return { key, path: [name], synonyms, ...kind, required, width };
}

const subjectColumns: Readonly<Record<RegisterSubject, readonly ColumnDefinition[]>> = {
  group: [
    {
      key: 'group',
      path: ['联盟名称'],
      synonyms: ['联盟', '集团名称', '所属集团', '学区名称', '所属学区', '所属联盟', '联盟（集团、学区）'],
      type: 'text',
      required: true,
      width: 24,
    },
  ],
  kindergarten: [
    {
      key: 'name',
      path: ['园所名称'],
      synonyms: ['幼儿园名称', '园名', '单位名称', '幼儿园'],
      type: 'name',
      required: true,
      width: 24,
    },
    {
      key: 'district',
      path: ['所属区县'],
      synonyms: ['区县', '所在区县', '县区'],
      type: 'district',
      width: 10,
    },
  ],
  office: [],
};

/** The official table of a register: one definition for the blank, the import and the export, as for any other. */
export function registerTable(register: RegisterDefinition): ListDefinition {
  return {
    id: register.id,
    kind: 'list',
    isRegister: true,
    name: register.name,
    title: register.title,
    attachment: '',
    titleWords: [register.name, ...register.titleWords],
    print: { orientation: register.orientation, titleSize: 18, headerSize: 11, bodySize: 11, rowHeight: 24 },
    parents: {},
    columns: [
      { key: 'sequence', path: ['序号'], synonyms: ['编号'], type: 'sequence', width: 6 },
      ...subjectColumns[register.of],
      ...register.fields.map((each) => fieldColumn(register.id, each)),
      { key: 'note', path: ['备注'], synonyms: ['说明'], type: 'text', width: 16 },
    ],
    footer: [
      { key: 'reporter', label: '填报人', synonyms: ['填表人', '制表人', '经办人'] },
      { key: 'reportDate', label: '日期', synonyms: ['填报日期', '填表日期', '填报时间'] },
    ],
  };
}
