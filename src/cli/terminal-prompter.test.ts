import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import inquirer from 'inquirer';
import { expect, it } from 'vitest';
import { confirmTheme } from './terminal-prompter.ts';

it.each([
  [false, '(y 是 / n 否，回车为否)', '\r', false],
  [true, '(y 是 / n 否，回车为是)', '\r', true],
  [false, '(y 是 / n 否，回车为否)', 'y\r', true],
  [true, '(y 是 / n 否，回车为是)', '是\r', true],
])('says which keys answer yes and no, and what Enter means: %s', async (initial, hint, keys, expected) => {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (piece: Buffer) => {
    shown += piece.toString();
  });
  const prompt = inquirer.createPromptModule({ input, output } as never);
  const asked = prompt([
    {
      type: 'confirm',
      name: 'answer',
      message: '写入台账吗？',
      default: initial,
      theme: confirmTheme(initial),
    },
  ] as never);
  input.write(keys);
  expect(await asked).toEqual({ answer: expected });
  expect(stripVTControlCharacters(shown)).toContain(`写入台账吗？ ${hint}`);
});
