import { Cancelled, Failure } from '../findings/catalogue.ts';
import type { Prompter } from './prompter.ts';

const keyActions: Readonly<Record<string, string>> = {
  navigate: '移动',
  select: '选择',
  submit: '确定',
  all: '全选',
  invert: '反选',
};
const keyNames: Readonly<Record<string, string>> = { space: '空格', '⏎': '回车' };

/** inquirer's own words, in Chinese. Typing y or n is understood as well. */
const theme = {
  keywords: {
    yes: '是',
    no: '否',
    error: () => '请按 y（是）或 n（否），再按回车。',
  },
  style: {
    keysHelpTip: (keys: readonly (readonly [key: string, action: string])[]) =>
      keys.map(([key, action]) => `${keyNames[key] ?? key} ${keyActions[action] ?? action}`).join('　'),
  },
  i18n: { disabledError: '这一项不能选。' },
};

/** The theme of a question that is answered with a key: which keys there are, and what Enter alone means. */
export function confirmTheme(initial: boolean) {
  const hint = `(y 是 / n 否，回车为${initial ? '是' : '否'})`;
  return { ...theme, style: { ...theme.style, defaultAnswer: () => hint } };
}

/**
 * Asks on the terminal with inquirer, loaded at the first question. Off a terminal every question fails with the
 * option that would have answered it: never silence, never a guess.
 */
export function terminalPrompter(terminal: { interactive: boolean; signal: AbortSignal }): Prompter {
  async function ask(message: string, option: string, question: Record<string, unknown>): Promise<unknown> {
    if (!terminal.interactive) throw new Failure('answer-missing', { question: message, option });
    const { default: inquirer } = await import('inquirer');
    const prompt = inquirer.createPromptModule({ output: process.stderr, signal: terminal.signal } as never);
    try {
      const answers = (await prompt([{ theme, ...question, name: 'answer', message } as never])) as {
        answer: unknown;
      };
      return answers.answer;
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'ExitPromptError' || name === 'AbortPromptError') throw new Cancelled();
      throw error;
    }
  }
  return {
    confirm: async ({ message, option, initial }) => {
      const question = { type: 'confirm', default: initial ?? false, theme: confirmTheme(initial ?? false) };
      return (await ask(message, option, question)) === true;
    },
    input: async ({ message, option, initial, validate }) =>
      String(
        await ask(message, option, {
          type: 'input',
          ...(initial ? { default: initial } : {}),
          ...(validate ? { validate } : {}),
        }),
      ),
    select: async ({ message, option, choices, initial }) =>
      (await ask(message, option, {
        type: 'select',
        choices: [...choices],
        ...(initial ? { default: initial } : {}),
      })) as never,
    checkbox: async ({ message, option, choices, validate }) =>
      (await ask(message, option, {
        type: 'checkbox',
        choices: [...choices],
        ...(validate
          ? {
              validate: (chosen: readonly { value: (typeof choices)[number]['value'] }[]) =>
                validate(chosen.map(({ value }) => value)),
            }
          : {}),
      })) as never,
  };
}
