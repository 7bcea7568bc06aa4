import { textOption } from '../cli/options.ts';
import { Failure } from '../findings/catalogue.ts';

/** A positive whole number given in an option. @throws Failure `option-value` */
export function countOption(options: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Failure('option-value', { option: `--${name}`, value: text, expected: '应是正整数' });
}

/** The number of an operation, given as an argument. @throws Failure `option-value` */
export function operationNumber(text: unknown): number {
  const number = String(text ?? '')
    .normalize('NFKC')
    .trim();
  if (/^[1-9]\d{0,15}$/.test(number)) return Number(number);
  throw new Failure('option-value', {
    option: '编号',
    value: number,
    expected: '应是正整数，见 youlian history',
  });
}
