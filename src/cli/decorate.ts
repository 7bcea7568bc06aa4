import { Chalk } from 'chalk';

const chalk = new Chalk({ level: 1 });

/** Words at the start of a line that say how things stand, and their colours. */
const marks: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^错误：/gm, chalk.red.bold],
  [/^注意：/gm, chalk.yellow],
  [/^提示：/gm, chalk.cyan],
  [/^不符合(?= \d+ 项)/gm, chalk.red.bold],
  [/^请留意(?= \d+ 项)/gm, chalk.yellow],
  [/^不能判定(?= \d+ 项)/gm, chalk.magenta],
  [/^符合(?= \d+ 项)/gm, chalk.green],
  [/^── .*$/gm, chalk.bold],
  // The signs of a map of periods, behind the names.
  [/(?<=^│[^│\n]*│[^\n]*)欠/gm, chalk.red.bold],
  [/(?<=^│[^│\n]*│[^\n]*)办/gm, chalk.green],
  [/(?<=^│[^│\n]*│[^\n]*)[补多]/gm, chalk.yellow],
  [/(?<=^│[^│\n]*│[^\n]*)待/gm, chalk.cyan],
];

/** The text with those words in colour: nothing is added, left out or moved. */
export function colourText(text: string): string {
  return marks.reduce((painted, [pattern, paint]) => painted.replace(pattern, (word) => paint(word)), text);
}

/**
 * A terminal's stream whose texts are painted on the way. Commands write plain text, so that what they say is the
 * same on and off a terminal.
 */
export function colourStream(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return new Proxy(stream, {
    get(target, key) {
      if (key === 'write') {
        return (chunk: string | Uint8Array, ...rest: unknown[]) =>
          Reflect.apply(target.write, target, [
            typeof chunk === 'string' ? colourText(chunk) : chunk,
            ...rest,
          ]);
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
