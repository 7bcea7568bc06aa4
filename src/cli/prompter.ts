/** Questions to the clerk. The terminal implementation loads inquirer only when the first question is asked. */
export interface Prompter {
  /**
   * Asks yes or no. Off a terminal it throws `answer-missing`, naming `option` as the way to answer.
   */
  confirm(question: { message: string; option: string; initial?: boolean }): Promise<boolean>;
  input(question: {
    message: string;
    option: string;
    initial?: string;
    validate?: (value: string) => true | string;
  }): Promise<string>;
  select<T extends string>(question: {
    message: string;
    option: string;
    choices: readonly { value: T; name: string; description?: string }[];
    initial?: T;
  }): Promise<T>;
  checkbox<T extends string>(question: {
    message: string;
    option: string;
    choices: readonly { value: T; name: string; checked?: boolean }[];
    validate?: (chosen: readonly T[]) => true | string;
  }): Promise<T[]>;
}
