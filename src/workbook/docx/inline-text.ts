/** A field (`w:fldChar`): its code is no text, its result is; old form fields keep their state beside it. */
interface Field {
  phase: 'code' | 'result';
  /** It stands in the code of another one. */
  readonly inCode: boolean;
  /** A tick box and its state. */
  box?: boolean;
  /** The entries of a drop-down list, and the one chosen. */
  readonly entries: string[];
  chosen: number;
  /** Something of a result was there; then also of each field around it. */
  filled: boolean;
}

/** A content control (`w:sdt`). */
interface Control {
  /** What it shows asks the reader to fill it in. */
  placeholder: boolean;
  /** A tick box and its state. */
  box?: boolean;
  /** What stands in it is left out. */
  muted: boolean;
}

/** The sign for a tick box. */
const boxSign = (ticked: boolean) => (ticked ? '☑' : '☐');

/**
 * Which of the characters that a document holds are its text: those that Word shows, but for hidden runs, field
 * codes and what stands in a content control only until somebody fills it in.
 */
export class InlineText {
  readonly #write: (text: string) => void;
  readonly #hide: () => void;
  #fields: Field[] = [];
  /** Field stacks of what lies around the text box or cell at hand. */
  readonly #outer: Field[][] = [];
  readonly #controls: Control[] = [];
  readonly #runs: { hidden: boolean }[] = [];
  #muted = 0;
  /** The sign of a tick box that surrounds a whole paragraph or cell. */
  #waiting: string | undefined;

  /** @param hide called where a hidden text was left out */
  constructor(write: (text: string) => void, hide: () => void) {
    this.#write = write;
    this.#hide = hide;
  }

  text(text: string): void {
    if (text === '' || this.#muted > 0 || this.#isInCode()) return;
    if (this.#runs.at(-1)?.hidden) {
      if (text.trim() !== '') this.#hide();
      return;
    }
    for (let index = this.#fields.length - 1; index >= 0 && !this.#fields[index]!.filled; index--) {
      this.#fields[index]!.filled = true;
    }
    this.#write(text.replaceAll('\u00ad', ''));
  }

  /** Only the innermost field can pass from its code to its result. */
  #isInCode(): boolean {
    const field = this.#fields.at(-1);
    return field !== undefined && (field.inCode || field.phase === 'code');
  }

  openRun(): void {
    this.#runs.push({ hidden: false });
  }

  hideRun(): void {
    const run = this.#runs.at(-1);
    if (run) run.hidden = true;
  }

  closeRun(): void {
    this.#runs.pop();
  }

  /** A cell or a text box begins: a field that was left open outside does not swallow it. */
  enter(): void {
    this.#outer.push(this.#fields);
    this.#fields = [];
  }

  leave(): void {
    this.#fields = this.#outer.pop() ?? [];
  }

  field(kind: string): void {
    if (kind === 'begin') {
      this.#fields.push({ phase: 'code', inCode: this.#isInCode(), entries: [], chosen: 0, filled: false });
    }
    const field = this.#fields.at(-1);
    if (field && kind === 'separate') field.phase = 'result';
    if (!field || kind !== 'end') return;
    this.#fields.pop();
    if (field.box !== undefined) this.text(boxSign(field.box));
    if (!field.filled) this.text(field.entries[field.chosen] ?? '');
  }

  /** The last field is a tick box; or its state is told. */
  fieldBox(ticked: boolean): void {
    const field = this.#fields.at(-1);
    if (field) field.box = ticked;
  }

  fieldEntry(entry: string): void {
    const field = this.#fields.at(-1);
    field?.entries.push(entry);
  }

  fieldChoice(index: number): void {
    const field = this.#fields.at(-1);
    if (field) field.chosen = index;
  }

  openControl(): void {
    this.#controls.push({ placeholder: false, muted: false });
  }

  controlIsPlaceholder(): void {
    const control = this.#controls.at(-1);
    if (control) control.placeholder = true;
  }

  controlBox(ticked: boolean): void {
    const control = this.#controls.at(-1);
    if (control) control.box = ticked;
  }

  closeControl(): void {
    this.#controls.pop();
  }

  /** @param inParagraph whether the control stands in a line of text, or around whole paragraphs */
  openControlContent(inParagraph: boolean): void {
    const control = this.#controls.at(-1);
    if (!control || control.muted) return;
    if (control.box !== undefined) {
      if (inParagraph) this.text(boxSign(control.box));
      else this.#waiting = boxSign(control.box);
    }
    control.muted = control.placeholder || control.box !== undefined;
    if (control.muted) this.#muted += 1;
  }

  closeControlContent(): void {
    const control = this.#controls.at(-1);
    if (control?.muted) {
      control.muted = false;
      this.#muted -= 1;
    }
    this.#waiting = undefined;
  }

  openParagraph(): void {
    if (this.#waiting !== undefined) this.#write(this.#waiting);
    this.#waiting = undefined;
  }
}
