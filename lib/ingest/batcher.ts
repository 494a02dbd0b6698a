import { AppError } from "@/lib/contract/error";

/** What one caller wants committed as a whole. */
export type Post = { rows: readonly unknown[]; bytes: number };

export type BatcherOptions<P extends Post, Result> = {
  /** Commits posts in one transaction; one result per post, in order. */
  commit: (posts: readonly P[]) => Promise<readonly Result[]>;
  /** Whether a failure would hit each post alone just the same (the database is gone). */
  isShared: (error: unknown) => boolean;
  /** A post waits for a commit under way at most so long or, where that is longer, half as long as commits of late took. */
  lingerMs?: number;
  /** So many waiting rows are committed without waiting for more. */
  fullRows?: number;
  /** So many begin beside a commit under way, with what lies ready: a commit of their own costs each of them little. */
  eagerRows?: number;
  /** Waiting and being committed together; beyond, posts are turned away. */
  maxRows?: number;
  maxBytes?: number;
  maxCommits?: number;
};

type Waiting<P extends Post, Result> = {
  post: P;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

const RETRY_AFTER_SECONDS = 1;
/** How much of the average of how long commits take is the last one. */
const LAST_WEIGHT = 1 / 4;
/** How much of that time those who were answered are waited for, to share the next. */
const COMPANY_SHARE = 1 / 4;

/**
 * Commits posts that arrive while a commit is under way in one transaction, once it ends; many rows begin beside it, and
 * so do those that wait too long.
 *
 * Where nothing is being committed a post is, as soon as those that lie ready are read, or a moment later where more of
 * those who were answered just now may come again. A full queue turns a post away whole (UNAVAILABLE). A post that makes a shared commit fail fails alone: the others
 * are committed again without it.
 */
export class Batcher<P extends Post, Result> {
  readonly #options: Required<BatcherOptions<P, Result>>;
  #waiting: Waiting<P, Result>[] = [];
  #waitingRows = 0;
  #heldRows = 0;
  #heldBytes = 0;
  #commits = 0;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #commitMs = 0;
  /** How many posts the last commit was of, and when it ended. */
  #answered = 0;
  #endedAt = 0;
  #isDraining = false;
  #onIdle: (() => void)[] = [];

  constructor(options: BatcherOptions<P, Result>) {
    this.#options = {
      lingerMs: 20,
      fullRows: 10_000,
      eagerRows: 2_000,
      maxRows: 200_000,
      maxBytes: 256 * 1024 * 1024,
      maxCommits: 2,
      ...options,
    };
  }

  /** Rows accepted and not yet answered for. */
  get heldRows(): number {
    return this.#heldRows;
  }

  /** Throws UNAVAILABLE when a post of this size would be turned away; an empty queue takes any. */
  assertAdmitted(rows: number, bytes: number): void {
    const { maxRows, maxBytes } = this.#options;
    if (this.#isDraining) throw unavailable("Switchyard is shutting down");
    const isFull = this.#heldRows + rows > maxRows || this.#heldBytes + bytes > maxBytes;
    if (isFull && this.#heldRows > 0) throw unavailable("Too many records are waiting to be stored");
  }

  /** Resolves once the post is committed. */
  submit(post: P): Promise<Result> {
    this.assertAdmitted(post.rows.length, post.bytes);
    this.#heldRows += post.rows.length;
    this.#heldBytes += post.bytes;
    this.#waitingRows += post.rows.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ post, resolve, reject });
      this.#schedule();
    });
  }

  /** Takes no more posts and resolves when all it took are settled. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#schedule();
    if (this.#commits === 0 && this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  #schedule(): void {
    const { fullRows, eagerRows, lingerMs, maxCommits } = this.#options;
    if (this.#waiting.length === 0 || this.#commits >= maxCommits) return;
    if (this.#waitingRows >= fullRows || this.#isDraining) this.#flush();
    else if (this.#waitingRows >= eagerRows) this.#immediate ??= setImmediate(() => this.#flush());
    else if (this.#commits === 0) this.#gather();
    else this.#timer ??= setTimeout(() => this.#flush(), Math.max(lingerMs, this.#commitMs / 2));
  }

  /** Those who were answered last may well post again at once: where there were more of them than wait, they are waited for. */
  #gather(): void {
    const { lingerMs } = this.#options;
    const leftMs = this.#endedAt + Math.min(lingerMs, this.#commitMs) * COMPANY_SHARE - performance.now();
    if (this.#waiting.length >= this.#answered || leftMs <= 0) this.#immediate ??= setImmediate(() => this.#flush());
    else this.#timer ??= setTimeout(() => this.#flush(), leftMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
    if (this.#commits >= this.#options.maxCommits) return;
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#commits++;
    const startedAt = performance.now();
    void this.#commit(batch).finally(() => {
      this.#commits--;
      this.#answered = batch.length;
      this.#endedAt = performance.now();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#commitMs += (performance.now() - startedAt - this.#commitMs) * LAST_WEIGHT;
      this.#schedule();
      if (this.#commits === 0 && this.#waiting.length === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    });
    this.#schedule();
  }

  #takeBatch(): Waiting<P, Result>[] {
    let rows = 0;
    let count = 0;
    for (const { post } of this.#waiting) {
      if (count > 0 && rows + post.rows.length > this.#options.fullRows) break;
      rows += post.rows.length;
      count++;
    }
    this.#waitingRows -= rows;
    return this.#waiting.splice(0, count);
  }

  async #commit(batch: readonly Waiting<P, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(batch.map(({ post }) => post));
      for (const [index, one] of batch.entries()) this.#settle(one, results[index]);
    } catch (error) {
      if (batch.length === 1 || this.#options.isShared(error)) for (const one of batch) this.#fail(one, error);
      else for (const one of batch) await this.#commit([one]);
    }
  }

  #settle(waiting: Waiting<P, Result>, result: Result | undefined): void {
    if (result === undefined) {
      this.#fail(waiting, new Error("A commit answered for fewer posts than it was given"));
      return;
    }
    this.#release(waiting.post);
    waiting.resolve(result);
  }

  #fail(waiting: Waiting<P, Result>, error: unknown): void {
    this.#release(waiting.post);
    waiting.reject(error);
  }

  #release({ rows, bytes }: P): void {
    this.#heldRows -= rows.length;
    this.#heldBytes -= bytes;
  }
}

function unavailable(message: string): AppError {
  return new AppError("UNAVAILABLE", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
