import type { SettledEnv } from "@/lib/env";
import { CallThread } from "../threads/call-thread";
import type { AskedExport, ExportCalls } from "./export-calls";

type Piece = Uint8Array<ArrayBuffer> | null;

/** A thread nobody needs goes: it holds tens of megabytes. Longer than an open file waits for its reader. */
const IDLE_MS = 120_000;

/** Files made on a thread of their own, which the first of them starts. */
export class ThreadFiles {
  readonly #env: SettledEnv;
  #thread: CallThread<ExportCalls> | undefined;
  #asking = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(env: SettledEnv) {
    this.#env = env;
  }

  open(asked: AskedExport): Promise<Piece> {
    return this.#ask((thread) => thread.call("open", asked));
  }

  next(id: number): Promise<Piece> {
    return this.#ask((thread) => thread.call("next", id));
  }

  async close(id: number): Promise<void> {
    // Without a thread nothing is open.
    if (this.#thread) await this.#ask((thread) => thread.call("close", id)).catch(() => undefined);
  }

  async end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    clearTimeout(this.#idle);
    await thread?.call("end", null).catch(() => undefined);
    await thread?.stop();
  }

  async #ask<Result>(call: (thread: CallThread<ExportCalls>) => Promise<Result>): Promise<Result> {
    clearTimeout(this.#idle);
    this.#asking++;
    this.#thread ??= new CallThread<ExportCalls>("export-thread", this.#env);
    try {
      return await call(this.#thread);
    } finally {
      if (--this.#asking === 0) this.#idle = setTimeout(() => void this.end(), IDLE_MS).unref();
    }
  }
}
