import { existsSync } from 'node:fs';
import { flagOption, namesOption, textOption } from '../cli/options.ts';
import { absolutePath, type Context } from '../context.ts';
import type { Group } from '../groups/group.ts';
import { membersOf } from './activity-world.ts';
import { parseParticipants } from './participants.ts';
import type { SaidOccasion } from './said-occasion.ts';

type Options = Readonly<Record<string, unknown>>;

/** What a record may leave out, and is asked for one by one; a blank answer leaves it out. */
type Details = Pick<SaidOccasion, 'host' | 'participants' | 'venue' | 'hours' | 'topics'>;

/** Whether a clerk at a terminal is led through a record: not where day and kind were given by options. */
export function isAskedThrough(context: Context, options: Options): boolean {
  const isSaid = textOption(options, 'date') !== undefined && textOption(options, 'kind') !== undefined;
  return context.interactive && !flagOption(options, 'yes') && !isSaid;
}

const skip = '（直接回车跳过）';

/** Asks for who hosted and who came, members of the group being taken for those that did, and for the rest. */
export async function askDetails(
  { prompter }: Context,
  given: Details,
  group: Group | undefined,
  readHours: (text: string) => number | string,
): Promise<Details> {
  const members = group ? membersOf(group) : [];
  const ask = async (message: string, option: string, validate?: (text: string) => true | string) => {
    const text = await prompter.input({
      message: `${message}${skip}`,
      option,
      ...(validate ? { validate: (value) => value.trim() === '' || validate(value) } : {}),
    });
    return text.trim() === '' ? undefined : text.trim();
  };
  const askHost = async () =>
    members.length === 0
      ? ask('哪一所园承办的？', '--host 园所')
      : (await prompter.select({
          message: '哪一所园承办的？',
          option: '--host 园所',
          choices: [
            { value: '', name: '（不填）' },
            ...members.map(({ name }) => ({ value: name, name })),
            { value: '*', name: '其他园所' },
          ],
        })) || undefined;
  let host = given.host ?? (await askHost());
  if (host === '*') host = await ask('承办园的名称？', '--host 园所');
  return {
    host,
    participants: given.participants ?? (await askParticipants(prompter, members, ask)),
    venue: given.venue ?? (await ask('在什么地方？', '--venue 地点')),
    hours: given.hours ?? (await askHours(ask, readHours)),
    topics: given.topics ?? (await ask('主题或内容？', '--topics 内容')),
  };
}

type Ask = (
  message: string,
  option: string,
  validate?: (text: string) => true | string,
) => Promise<string | undefined>;

const areReadable = (text: string) => {
  const [problem] = parseParticipants(text).problems;
  return problem ? `“${problem.text}”看不明白：请写成“甲幼儿园3人、乙幼儿园2人”` : true;
};

async function askParticipants(
  prompter: Context['prompter'],
  members: readonly { readonly name: string }[],
  ask: Ask,
): Promise<string | undefined> {
  const option = '--participants 园所及人数';
  if (members.length === 0)
    return ask('哪些园参加、各多少人？如 甲幼儿园3人、乙幼儿园2人', option, areReadable);
  const came = await prompter.checkbox({
    message: '哪些园参加了？（一所不选就不填）',
    option,
    choices: members.map(({ name }) => ({ value: name, name, checked: true })),
  });
  if (came.length === 0) return undefined;
  const written = await ask(
    `各多少人？如 ${came.map((name) => `${name}3人`).join('、')}；外来的也写上`,
    option,
    areReadable,
  );
  if (written === undefined) return came.join('、');
  // Who is named with a count need not be named again.
  const { named, everyone } = parseParticipants(written);
  const rest = everyone ? [] : came.filter((name) => !named.some((each) => name.endsWith(each.name)));
  return [...rest, written].join('、');
}

async function askHours(ask: Ask, readHours: (text: string) => number | string) {
  const text = await ask('几个学时？', '--hours 学时', (value) => {
    const read = readHours(value);
    return typeof read === 'number' ? true : read;
  });
  const hours = text === undefined ? undefined : readHours(text);
  return typeof hours === 'number' ? hours : undefined;
}

/** Asks for the files that prove an activity; each must be there. */
export async function askEvidence(context: Context): Promise<string[]> {
  const split = (text: string) => namesOption({ files: text }, 'files');
  const text = await context.prompter.input({
    message: `佐证材料的文件名？几个用“、”隔开${skip}`,
    option: '--evidence 文件',
    validate: (value) => {
      const missing = split(value).find((name) => !existsSync(absolutePath(context, name)));
      return missing === undefined ? true : `没有找到“${missing}”`;
    },
  });
  return split(text);
}
