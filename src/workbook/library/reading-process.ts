import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../findings/catalogue.ts';
import { corrupt, type Reading, readingFailure, sizeWords, tooLarge } from '../reading.ts';
import type { LibraryAnswer, LibraryRequest } from './process-protocol.ts';

/** Where the built process lies, seen from this file in its chunk, in a development build and in the sources. */
const places = ['../library-process.js', '../../library-process.js', '../../../dist/library-process.js'];

/**
 * The one process in which the library runs, started when first needed and used for one workbook after the other. A
 * workbook that takes too long, or more memory than the process has, or that nobody waits for any more, ends it; the
 * next workbook gets a new one. While nothing is asked it does not keep the program alive, and it never outlives it.
 * A thread would not do: one that asks for too much memory at a time takes the whole program down with it.
 */
class ReadingProcess {
  #child: ChildProcess | undefined;
  /** Memory that it was given. */
  #bytes = 0;
  /** Whose workbook the process holds. */
  #owner: object | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Asks `request` on behalf of a workbook, after `open` where the process holds another one. Requests wait for each
   * other. Rejects with a workbook failure, or with the reason of the signal.
   */
  ask(
    owner: object,
    reading: Reading,
    open: () => Promise<LibraryRequest>,
    request?: LibraryRequest,
  ): Promise<LibraryAnswer> {
    const turn = this.#last.then(async () => {
      reading.signal?.throwIfAborted();
      if (request !== undefined && this.#holds(owner, reading)) return this.#exchange(reading, request);
      this.#owner = undefined;
      const opened = await this.#exchange(reading, await open());
      this.#owner = owner;
      return request === undefined ? opened : this.#exchange(reading, request);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** The owner's workbook is not needed any more. */
  async release(owner: object): Promise<void> {
    await this.#last;
    if (this.#owner !== owner) return;
    this.#owner = undefined;
    this.#child?.send({ task: 'close' } satisfies LibraryRequest, () => undefined);
  }

  #holds(owner: object, reading: Reading): boolean {
    return this.#owner === owner && this.#child !== undefined && this.#bytes === reading.limits.libraryBytes;
  }

  async #exchange(reading: Reading, request: LibraryRequest): Promise<LibraryAnswer> {
    // The signal may have come while the file was read.
    reading.signal?.throwIfAborted();
    const child = this.#running(reading);
    return new Promise((resolve, reject) => {
      const { signal, limits } = reading;
      const settle = () => {
        clearTimeout(timer);
        child.off('message', take).off('error', fail).off('exit', vanish);
        signal?.removeEventListener('abort', stop);
        unref(child);
      };
      /** The process is gone, or must go; nothing else may happen before it has given its memory back. */
      const end = (reason: unknown) => {
        settle();
        this.#child = undefined;
        this.#owner = undefined;
        ended(child).then(() => reject(reason));
      };
      const take = (answer: LibraryAnswer) => {
        if ('done' in answer) return;
        settle();
        if ('refusal' in answer) {
          reject(readingFailure(reading, answer.refusal.code, answer.refusal.parameters));
        } else {
          resolve(answer);
        }
      };
      const vanish = (code: number | null, killedBy: NodeJS.Signals | null) => {
        end(
          ranOutOfMemory(code, killedBy)
            ? tooLarge(reading, '读取所需的内存', sizeWords(limits.libraryBytes))
            : corrupt(reading, '内容不合格式的规定，读不通'),
        );
      };
      const fail = () => end(notStarted(reading));
      const stop = () => end(signal?.reason);
      const late = () => end(tooLarge(reading, '读取时间', `${limits.seconds} 秒`));
      const timer = setTimeout(late, limits.seconds * 1000);
      child.on('message', take).on('error', fail).on('exit', vanish);
      signal?.addEventListener('abort', stop);
      child.ref();
      child.channel?.ref();
      child.send(request, () => undefined);
    });
  }

  #running(reading: Reading): ChildProcess {
    const { libraryBytes } = reading.limits;
    if (this.#child && this.#bytes === libraryBytes) return this.#child;
    this.#child?.kill('SIGKILL');
    const url = places.map((place) => new URL(place, import.meta.url)).find((each) => existsSync(each));
    if (!url) throw new Error('library-process.js has not been built');
    const maxOldGenerationSizeMb = Math.ceil(libraryBytes / 1024 / 1024);
    const { SystemRoot } = process.env;
    const child = fork(fileURLToPath(url), [], {
      execArgv: [`--max-old-space-size=${maxOldGenerationSizeMb}`],
      env: SystemRoot === undefined ? {} : { SystemRoot },
      serialization: 'advanced',
      // Nothing is written to the first: at its end the process knows that this one is gone.
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    } as Parameters<typeof fork>[2]);
    const leave = () => child.kill('SIGKILL');
    process.once('exit', leave);
    child.stdin?.on('error', () => undefined);
    // Also of one that ends while nobody asks it anything.
    child.on('error', () => undefined);
    child.on('exit', () => {
      process.off('exit', leave);
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    this.#bytes = libraryBytes;
    return child;
  }
}

function unref(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

/**
 * Out of memory the runtime aborts, which is a code instead of a signal on Windows; where the machine itself has none
 * left, the system kills. Other ways to die are the library's own.
 */
function ranOutOfMemory(code: number | null, killedBy: NodeJS.Signals | null): boolean {
  return killedBy === 'SIGABRT' || killedBy === 'SIGKILL' || code === 134 || (code ?? 0) >= 0x80000000;
}

function notStarted(reading: Reading): Failure {
  const { file } = reading;
  const reason = '读取这种格式要另开一个进程，系统没有让它启动；请关掉一些程序再试';
  return new Failure('file-unreadable', { value: file, reason }, { place: { file } });
}

/** Makes an end of it; resolves once its memory is free. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

export const readingProcess = new ReadingProcess();
