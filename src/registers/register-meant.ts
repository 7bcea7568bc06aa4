import { textOption } from '../cli/options.ts';
import { squeezeText } from '../common/text.ts';
import { type Context, today } from '../context.ts';
import { Failure } from '../findings/catalogue.ts';
import { resolveGroup } from '../groups/group-reference.ts';
import { listGroups } from '../groups/groups.store.ts';
import { ownOffice } from '../ledger/offices.store.ts';
import { resolveKindergarten } from '../roster/find-kindergarten.ts';
import type { Ledger } from '../store/ledger.ts';
import type { FieldDefinition } from '../tables/definition.ts';
import { normalise } from '../tables/fields/normalise.ts';
import { loadDictionaries, loadRegister, registerIds } from '../tables/load.ts';
import { type RegisterDefinition, registerTable } from '../tables/register.ts';
import { type Content, type EntrySubject, noteKey } from './register-entry.ts';

type Options = Readonly<Record<string, unknown>>;

export function allRegisters(folders: readonly string[]): RegisterDefinition[] {
  return registerIds(folders).map((id) => loadRegister(id, folders));
}

/** A register by its id, its name or another wording of it. @throws Failure `register-unknown` */
export function registerMeant(text: string, folders: readonly string[]): RegisterDefinition {
  const wanted = squeezeText(text).toLowerCase();
  const registers = allRegisters(folders);
  const found = registers.find(({ id, name, titleWords }) => [id, name, ...titleWords].includes(wanted));
  if (found) return found;
  const known = registers.map(({ id, name }) => `${id}（${name}）`).join('、');
  throw new Failure('register-unknown', { value: text, known });
}

/** The group or kindergarten that the options name; undefined where they name none. */
export function subjectNamed(
  ledger: Ledger,
  options: Options,
  on: string,
): (EntrySubject & { readonly name: string }) | undefined {
  const nobody = { officeId: null, groupId: null, kindergartenId: null };
  const group = textOption(options, 'group');
  if (group !== undefined) {
    const { id, name } = resolveGroup(listGroups(ledger, on, { includeEnded: true }), group);
    return { ...nobody, groupId: id, name };
  }
  const kindergarten = textOption(options, 'kindergarten');
  if (kindergarten === undefined) return undefined;
  const { id, name } = resolveKindergarten(ledger, kindergarten, on);
  return { ...nobody, kindergartenId: id, name };
}

/** Whom a new entry is about. @throws Failure `register-subject-needed` */
export function subjectOfEntry(
  context: Context,
  ledger: Ledger,
  register: RegisterDefinition,
  options: Options,
): EntrySubject & { readonly name: string } {
  if (register.of === 'office') {
    const own = ownOffice(ledger);
    return { officeId: own.id, groupId: null, kindergartenId: null, name: own.title ?? own.name };
  }
  const named = subjectNamed(ledger, options, today(context));
  const isFit = register.of === 'group' ? named?.groupId !== null : named?.kindergartenId !== null;
  if (named && isFit) return named;
  const [of, option] = register.of === 'group' ? ['联盟', '--group 名称'] : ['园所', '--kindergarten 园名'];
  throw new Failure('register-subject-needed', { register: register.name, of, option });
}

/**
 * What a clerk typed as `栏目=内容`, understood as the cells of the register's table would be; null clears a field.
 * @throws Failure `register-field-unknown`, or what the field's value is refused for
 */
export function contentTyped(
  register: RegisterDefinition,
  texts: readonly string[],
  folders: readonly string[],
): Record<string, Content[string] | null> {
  const table = registerTable(register);
  const tools = { dictionaries: loadDictionaries(table, folders) };
  const names = [...register.fields, { key: noteKey, name: '备注' }];
  const content: Record<string, Content[string] | null> = {};
  for (const text of texts) {
    const [, label = '', value = ''] = /^([^=＝]*)[=＝](.*)$/su.exec(text) ?? [];
    const wanted = squeezeText(label).toLowerCase();
    // The register's own words go first: a synonym of one field may be the name of another.
    const field =
      names.find(({ key, name }) => key.toLowerCase() === wanted || squeezeText(name) === wanted) ??
      register.fields.find(({ synonyms }) => synonyms.some((each) => squeezeText(each) === wanted));
    const column = table.columns.find(({ key }) => key === field?.key) as FieldDefinition | undefined;
    if (!field || !column) {
      const known = names.map(({ name }) => name).join('、');
      throw new Failure('register-field-unknown', {
        register: register.name,
        value: label === '' ? text : label,
        known,
      });
    }
    if (value.trim() === '') {
      content[field.key] = null;
      continue;
    }
    const read = normalise({ type: 'text', value }, { ...column, required: false }, tools);
    if (read.value !== undefined) content[field.key] = read.value;
    else {
      const [found] = read.findings;
      throw new Failure(found?.code ?? 'value-kind', { field: field.name, value, ...found?.parameters });
    }
  }
  return content;
}

/** @throws Failure `register-field-missing` */
export function checkRequired(register: RegisterDefinition, content: Content): void {
  const missing = register.fields.filter(({ key, required }) => required && content[key] === undefined);
  if (missing.length === 0) return;
  const fields = missing.map(({ name }) => name).join('、');
  throw new Failure('register-field-missing', { register: register.name, fields });
}
