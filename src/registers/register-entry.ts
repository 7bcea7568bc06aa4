import type { IsoDate } from '../common/dates.ts';
import { squeezeText } from '../common/text.ts';
import type { FieldValue } from '../tables/record.ts';
import type { RegisterDefinition, RegisterField } from '../tables/register.ts';

/** What an entry says, by key of the register's field; `note` is the remark (备注) that every register has. */
export type Content = Readonly<Record<string, FieldValue>>;

/** Whom an entry is about: one of the three. */
export interface EntrySubject {
  readonly officeId: number | null;
  readonly groupId: number | null;
  readonly kindergartenId: number | null;
}

/** An entry of a register (登记簿). */
export interface RegisterEntry extends EntrySubject {
  readonly id: number;
  readonly register: string;
  readonly mark: string;
  readonly content: Content;
  readonly enteredOn: IsoDate;
}

/** Key of the remark that every register has besides its own fields. */
export const noteKey = 'note';

/** What tells the entries of one subject apart: the values of the register's key, blanks and widths aside. */
export function markOf({ key }: RegisterDefinition, content: Content): string {
  return key.map((each) => squeezeText(String(content[each] ?? '')).toLowerCase()).join('\u001f');
}

/** The expected fields that an entry does not say. */
export function lackingIn({ fields }: RegisterDefinition, content: Content): RegisterField[] {
  return fields.filter(({ key, expected }) => expected && content[key] === undefined);
}

/** A value as people read it. */
export function shownValue(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
}

/** `名称：共享教室；状态：开放` in the order of the register. */
export function describeContent({ fields }: RegisterDefinition, content: Content): string {
  const parts = [...fields, { key: noteKey, name: '备注' }].flatMap(({ key, name }) =>
    content[key] === undefined ? [] : [`${name}：${shownValue(content[key])}`],
  );
  return parts.join('；');
}
