import { setTimeout as delay } from "node:timers/promises";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import type { CallCaller } from "@/lib/router/answer-call";
import type { PostedBody } from "../ingest/ingest-calls";

export type AttemptLogOptions = {
  /** Stores a post; resolves to how many records were refused. */
  store: (post: PostedBody) => Promise<{ rejected: readonly unknown[] }>;
  /** Of records that could not be stored yet, never what they hold. */
  onProblem: (problem: string, error?: unknown) => void;
  flushMs?: number;
  retryMs?: number;
  /** Records that wait while the store is away; beyond them the oldest are lost, and counted. */
  waitingMax?: number;
};

type Waiting = { record: LogRecordInput; keyId: string | null };

const FLUSH_MS = 250;
const RETRY_MS = 1_000;
const WAITING_MAX = 100_000;

/** Takes records of attempts to the store behind the answers: nobody waits for it, and what cannot be stored yet waits. */
export class AttemptLog {
  lost = 0;
  readonly #options: AttemptLogOptions;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  constructor(options: AttemptLogOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(record: LogRecordInput, { keyId }: CallCaller): void {
    this.#waiting.push({ record, keyId });
    const tooMany = this.#waiting.length - (this.#options.waitingMax ?? WAITING_MAX);
    if (tooMany > 0) {
      this.#waiting.splice(0, tooMany);
      this.lost += tooMany;
    }
    this.#timer ??= setTimeout(() => this.#flushSoon(), this.#options.flushMs ?? FLUSH_MS);
  }

  /** Stores what waits, trying again for so long; resolves to whether nothing is left. */
  async drain(withinMs: number): Promise<boolean> {
    const untilMs = performance.now() + withinMs;
    for (;;) {
      await this.#flush();
      if (this.#waiting.length === 0) return true;
      if (performance.now() >= untilMs) return false;
      await delay(Math.min(100, withinMs));
    }
  }

  #flushSoon(): void {
    this.#timer = undefined;
    void this.#flush().then(() => {
      if (this.#waiting.length === 0) return;
      this.#timer ??= setTimeout(() => this.#flushSoon(), this.#options.retryMs ?? RETRY_MS);
    });
  }

  /** One at a time, so that no record is sent twice. Never rejects. */
  #flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#storeWaiting());
    return this.#flushing;
  }

  async #storeWaiting(): Promise<void> {
    const byKey = new Map<string | null, Waiting[]>();
    for (const waiting of this.#waiting.slice(0, MAX_RECORDS_PER_POST)) {
      const group = byKey.get(waiting.keyId);
      if (group) group.push(waiting);
      else byKey.set(waiting.keyId, [waiting]);
    }
    for (const [keyId, group] of byKey) {
      const bytes = new TextEncoder().encode(JSON.stringify(group.map(({ record }) => record)));
      try {
        const { rejected } = await this.#options.store({ bytes, contentType: "application/json", keyId });
        if (rejected.length > 0) this.#options.onProblem(`${rejected.length} attempts of the router were rejected`);
      } catch (error) {
        this.#options.onProblem("Attempts of the router wait to be stored", error);
        return;
      }
      const stored = new Set(group);
      this.#waiting = this.#waiting.filter((waiting) => !stored.has(waiting));
    }
  }
}
