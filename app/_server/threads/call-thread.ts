import { setTimeout as delay } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { AppError } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { currentLocale } from "@/lib/messages/locale";
import type { AnswerMessage, CallMessage, Calls, ThreadData } from "./calls";
import { type ThreadName, threadFile } from "./thread-file";

type Pending = { resolve: (result: unknown) => void; reject: (error: unknown) => void };

// Not imported, because Next's bundler would take the thread's files, and all they import, for a part of the bundle.
const threads = process.getBuiltinModule("node:worker_threads");
const FIRST_RESTART_MS = 500;
const LAST_RESTART_MS = 15_000;
const SHORT_LIVED_MB = 48;
// A post's records die together; with V8's standard they would be copied several times before they do.
const SHORT_LIVED_MB_OF_POSTS = 96;

/**
 * A thread of this process that answers calls; see answerCalls for its side.
 * Why threads: docs/decisions/threads.md.
 *
 * One that dies is started again; what it was asked and had not answered is UNAVAILABLE, to be asked again.
 */
export class CallThread<Asked extends Calls> {
  readonly #name: ThreadName;
  readonly #env: SettledEnv;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #nextId = 0;
  #isStopping = false;
  #isUp = false;
  #failures = 0;

  constructor(name: ThreadName, env: SettledEnv) {
    this.#name = name;
    this.#env = env;
    this.#start();
  }

  /** Whether it has answered since it was last started. */
  get isUp(): boolean {
    return this.#isUp;
  }

  call<Name extends keyof Asked & string>(
    name: Name,
    input: Parameters<Asked[Name]>[0],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Awaited<ReturnType<Asked[Name]>>> {
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(gone());
      const message: CallMessage = { id: this.#nextId++, name, input, locale: currentLocale() };
      // First, since it throws where the input cannot be cloned.
      this.#worker.postMessage(message, [...transfer]);
      // The answer to a call is what the call of that name resolves to.
      this.#pending.set(message.id, { resolve: resolve as (result: unknown) => void, reject });
    });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#worker?.terminate();
  }

  #start(): void {
    const { script, source } = threadFile(this.#name);
    const workerData: ThreadData = { source, env: this.#env };
    const maxYoungGenerationSizeMb = this.#name === "ingest-thread" ? SHORT_LIVED_MB_OF_POSTS : SHORT_LIVED_MB;
    const worker = new threads.Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb } });
    this.#worker = worker;
    worker.on("message", (answer: AnswerMessage) => this.#settle(answer));
    worker.on("error", (error) => log.error({ err: error, thread: this.#name }, "A thread failed"));
    worker.once("exit", () => this.#onExit());
  }

  #settle(answer: AnswerMessage): void {
    this.#isUp = true;
    this.#failures = 0;
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (!pending) return;
    if ("error" in answer) pending.reject(new AppError(answer.error.code, answer.error.message, answer.error));
    else pending.resolve(answer.result);
  }

  async #onExit(): Promise<void> {
    this.#worker = undefined;
    this.#isUp = false;
    for (const { reject } of this.#pending.values()) reject(gone());
    this.#pending.clear();
    while (!this.#isStopping && !this.#worker) {
      await delay(Math.min(FIRST_RESTART_MS * 2 ** this.#failures++, LAST_RESTART_MS));
      try {
        if (!this.#isStopping) this.#start();
      } catch (error) {
        log.error({ err: error, thread: this.#name }, "A thread could not be started; it will be tried again");
      }
    }
  }
}

function gone(): AppError {
  return new AppError("UNAVAILABLE", "This part of Switchyard is starting; try again shortly");
}
