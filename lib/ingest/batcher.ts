import { AppError } from "@/lib/contract/error";

/** What one caller wants committed as a whole. */
export type Post<Row> = { rows: readonly Row[]; bytes: number };

export type BatcherOptions<Row, Result> = {
  /** Commits posts in one transaction; one result per post, in order. */
  commit: (posts: readonly (readonly Row[])[]) => Promise<readonly Result[]>;
  /** Whether a failure would hit each post alone just the same (the database is gone). */
  isShared: (error: unknown) => boolean;
  /** A post waits at most so long for company, and a fraction of it when nothing is being committed. */
  lingerMs?: number;
  /** So many waiting rows are committed without waiting for more. */
  fullRows?: number;
  /** Waiting and being committed together; beyond, posts are turned away. */
  maxRows?: number;
  maxBytes?: number;
  maxCommits?: number;
};

type Waiting<Row, Result> = Post<Row> & { resolve: (result: Result) => void; reject: (error: unknown) => void };

const RETRY_AFTER_SECONDS = 1;

/**
 * Commits posts that arrive close together in one transaction, a bounded number at a time.
 *
 * A full queue turns a post away whole (UNAVAILABLE). A post that makes a shared commit fail fails alone: the others
 * are committed again without it.
 */
export class Batcher<Row, Result> {
  readonly #options: Required<BatcherOptions<Row, Result>>;
  #waiting: Waiting<Row, Result>[] = [];
  #waitingRows = 0;
  #heldRows = 0;
  #heldBytes = 0;
  #commits = 0;
  #timer: NodeJS.Timeout | undefined;
  #isDraining = false;
  #onIdle: (() => void)[] = [];

  constructor(options: BatcherOptions<Row, Result>) {
    this.#options = {
      lingerMs: 20,
      fullRows: 10_000,
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
  submit(post: Post<Row>): Promise<Result> {
    this.assertAdmitted(post.rows.length, post.bytes);
    this.#heldRows += post.rows.length;
    this.#heldBytes += post.bytes;
    this.#waitingRows += post.rows.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...post, resolve, reject });
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
    const { fullRows, lingerMs, maxCommits } = this.#options;
    if (this.#waiting.length === 0 || this.#commits >= maxCommits) return;
    if (this.#waitingRows >= fullRows || this.#isDraining) {
      this.#flush();
      return;
    }
    this.#timer ??= setTimeout(() => this.#flush(), this.#commits === 0 ? lingerMs / 10 : lingerMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#commits >= this.#options.maxCommits) return;
    const batch = this.#takeBatch();
    if (batch.length === 0) return;
    this.#commits++;
    void this.#commit(batch).finally(() => {
      this.#commits--;
      this.#schedule();
      if (this.#commits === 0 && this.#waiting.length === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    });
    this.#schedule();
  }

  #takeBatch(): Waiting<Row, Result>[] {
    let rows = 0;
    let count = 0;
    for (const post of this.#waiting) {
      if (count > 0 && rows + post.rows.length > this.#options.fullRows) break;
      rows += post.rows.length;
      count++;
    }
    this.#waitingRows -= rows;
    return this.#waiting.splice(0, count);
  }

  async #commit(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(batch.map(({ rows }) => rows));
      for (const [index, post] of batch.entries()) this.#settle(post, results[index]);
    } catch (error) {
      if (batch.length === 1 || this.#options.isShared(error)) for (const post of batch) this.#fail(post, error);
      else for (const post of batch) await this.#commit([post]);
    }
  }

  #settle(post: Waiting<Row, Result>, result: Result | undefined): void {
    if (result === undefined) {
      this.#fail(post, new Error("A commit answered for fewer posts than it was given"));
      return;
    }
    this.#release(post);
    post.resolve(result);
  }

  #fail(post: Waiting<Row, Result>, error: unknown): void {
    this.#release(post);
    post.reject(error);
  }

  #release({ rows, bytes }: Post<Row>): void {
    this.#heldRows -= rows.length;
    this.#heldBytes -= bytes;
  }
}

function unavailable(message: string): AppError {
  return new AppError("UNAVAILABLE", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
