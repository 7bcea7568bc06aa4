import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { corrupt, type Reading, readingFailure, sizeWords, tooLarge } from '../reading.ts';
import type { ThreadAnswer, ThreadRequest } from './thread-protocol.ts';

/** Where the built thread lies, seen from this file in its chunk, in a development build and in the sources. */
const places = ['../library-thread.js', '../../library-thread.js', '../../../dist/library-thread.js'];

/**
 * The one thread in which the library runs, started when first needed and used for one workbook after the other.
 * A workbook that takes too long, or more memory than the thread has, or that nobody waits for any more, ends the
 * thread; the next one gets a new one. While nothing is asked it does not keep the program alive. It is a process of
 * its own: a thread of this one that asks for too much at a time takes the whole program down with it.
 */
class ReadingThread {
  #worker: ChildProcess | undefined;
  /** Memory that it was given. */
  #bytes = 0;
  /** Whose workbook the thread holds. */
  #owner: object | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Asks `request` on behalf of a workbook, after `open` where the thread holds another one. Requests wait for each
   * other. Rejects with a workbook failure, or with the reason of the signal.
   */
  ask(
    owner: object,
    reading: Reading,
    open: () => Promise<ThreadRequest>,
    request?: ThreadRequest,
  ): Promise<ThreadAnswer> {
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
    this.#worker?.send({ task: 'close' } satisfies ThreadRequest, () => undefined);
  }

  #holds(owner: object, reading: Reading): boolean {
    return this.#owner === owner && this.#worker !== undefined && this.#bytes === reading.limits.threadBytes;
  }

  #exchange(reading: Reading, request: ThreadRequest): Promise<ThreadAnswer> {
    const worker = this.#running(reading);
    return new Promise((resolve, reject) => {
      const { signal, limits } = reading;
      const settle = () => {
        clearTimeout(timer);
        worker.off('message', take).off('error', fail).off('exit', vanish);
        signal?.removeEventListener('abort', stop);
        unref(worker);
      };
      /** The thread is gone, or must go; nothing else may happen before it has given its memory back. */
      const end = (reason: unknown) => {
        settle();
        this.#worker = undefined;
        this.#owner = undefined;
        ended(worker).then(() => reject(reason));
      };
      const take = (answer: ThreadAnswer) => {
        if ('done' in answer) return;
        settle();
        if ('refusal' in answer) {
          reject(readingFailure(reading, answer.refusal.code, answer.refusal.parameters));
        } else {
          resolve(answer);
        }
      };
      const vanish = (_code: number | null, killedBy: NodeJS.Signals | null) => {
        // Out of memory it aborts; other ways to die are the library's own.
        const isMemory = killedBy === 'SIGABRT' || killedBy === null;
        end(
          isMemory
            ? tooLarge(reading, '读取所需的内存', sizeWords(limits.threadBytes))
            : corrupt(reading, '内容不合格式的规定，读不通'),
        );
      };
      const fail = (error: NodeJS.ErrnoException) => end(error);
      const stop = () => end(signal?.reason);
      const late = () => end(tooLarge(reading, '读取时间', `${limits.seconds} 秒`));
      const timer = setTimeout(late, limits.seconds * 1000);
      worker.on('message', take).on('error', fail).on('exit', vanish);
      signal?.addEventListener('abort', stop);
      worker.ref();
      worker.channel?.ref();
      worker.send(request, () => undefined);
    });
  }

  #running(reading: Reading): ChildProcess {
    const { threadBytes } = reading.limits;
    if (this.#worker && this.#bytes === threadBytes) return this.#worker;
    this.#worker?.kill('SIGKILL');
    const url = places.map((place) => new URL(place, import.meta.url)).find((each) => existsSync(each));
    if (!url) throw new Error('the reading thread has not been built');
    const maxOldGenerationSizeMb = Math.ceil(threadBytes / 1024 / 1024);
    const { SystemRoot } = process.env;
    const worker = fork(fileURLToPath(url), [], {
      execArgv: [`--max-old-space-size=${maxOldGenerationSizeMb}`],
      env: SystemRoot === undefined ? {} : { SystemRoot },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    } as Parameters<typeof fork>[2]);
    const leave = () => worker.kill('SIGKILL');
    process.once('exit', leave);
    // Also of a thread that ends while nobody asks it anything.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      process.off('exit', leave);
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    this.#bytes = threadBytes;
    return worker;
  }
}

function unref(worker: ChildProcess): void {
  worker.unref();
  worker.channel?.unref();
}

/** Makes an end of it; resolves once its memory is free. */
function ended(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.kill('SIGKILL');
  });
}

export const readingThread = new ReadingThread();
