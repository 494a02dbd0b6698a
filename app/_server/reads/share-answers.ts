import { AppError } from "@/lib/contract/error";
import { type Bucket, type BucketRate, drawToken, fullBucket } from "@/lib/domain/access/token-bucket";

/** Who asks; `signal` aborts when they leave. */
export type Asker = { signal: AbortSignal | null };

/** Answers one question for all who wait for it, the longest first. `signal` aborts when the last of them left. */
type Read<Answer, Who extends Asker> = (of: { signal: AbortSignal; askers: readonly Who[] }) => Promise<Answer>;

type Waiting<Answer, Who> = {
  who: Who;
  resolve: (answer: Answer) => void;
  reject: (reason: unknown) => void;
  /** Stops listening for their leaving. */
  end: () => void;
};

/** A question that is asked: who waits for its next read, which begins when the one under way is over and the pace allows. */
type Line<Answer, Who> = { waiting: Set<Waiting<Answer, Who>>; isReading: boolean; bucket: Bucket; due: Timer | null };

type Timer = ReturnType<typeof setTimeout>;

/** A lone asker, however quick, hardly meets it; a hundred who ask the same every few seconds share each read. */
const SHARED_PACE: BucketRate = { perSecond: 8, burst: 24 };

export type ShareOptions = {
  pace?: BucketRate;
  clock?: () => number;
  wait?: (begin: () => void, ms: number) => Timer;
};

/**
 * Answers everybody who asks the same while a read of it is under way, or sooner after the last ones than the pace allows, by one
 * read that begins after the last of them asked: no answer is older than its question, and any number of viewers costs a few reads.
 *
 * A read that fails fails for all of its askers. Whoever leaves is UNAVAILABLE, and does not end what others wait for.
 */
export function shareAnswers<Answer, Who extends Asker>({
  pace = SHARED_PACE,
  clock = () => performance.now(),
  wait = (begin, ms) => setTimeout(begin, ms),
}: ShareOptions = {}): (question: string, who: Who, read: Read<Answer, Who>) => Promise<Answer> {
  const lines = new Map<string, Line<Answer, Who>>();

  /** Begins the next read of a question as soon as it may; forgets a question when nothing is left to be remembered of it. */
  function next(question: string, line: Line<Answer, Who>, read: Read<Answer, Who> | null): void {
    if (line.isReading || line.due !== null) return;
    if (line.waiting.size === 0 || read === null) {
      rest(question, line);
      return;
    }
    const inMs = drawToken(line.bucket, pace, clock());
    if (inMs === 0) void begin(question, line, read);
    else {
      line.due = wait(() => {
        line.due = null;
        next(question, line, read);
      }, inMs);
    }
  }

  async function begin(question: string, line: Line<Answer, Who>, read: Read<Answer, Who>): Promise<void> {
    const askers = line.waiting;
    line.waiting = new Set();
    line.isReading = true;
    const left = new AbortController();
    const leave = (one: Waiting<Answer, Who>) => {
      askers.delete(one);
      one.reject(leftError());
      if (askers.size === 0) left.abort();
    };
    for (const one of askers) {
      one.end();
      one.end = onLeave(one.who.signal, () => leave(one));
    }
    try {
      const answer = await read({ signal: left.signal, askers: [...askers].map(({ who }) => who) });
      for (const { resolve } of askers) resolve(answer);
    } catch (error) {
      for (const { reject } of askers) reject(error);
    } finally {
      for (const { end } of askers) end();
      line.isReading = false;
      next(question, line, read);
    }
  }

  /** Remembers how often a question was read until that no longer matters. */
  function rest(question: string, line: Line<Answer, Who>): void {
    const { perSecond, burst } = pace;
    const fullInMs = ((burst - line.bucket.tokens) / perSecond) * 1_000 - (clock() - line.bucket.atMs);
    if (fullInMs <= 0) {
      lines.delete(question);
      return;
    }
    line.due = wait(() => {
      line.due = null;
      next(question, line, null);
    }, fullInMs);
    line.due.unref?.();
  }

  return (question, who, read) =>
    new Promise((resolve, reject) => {
      if (who.signal?.aborted) return reject(leftError());
      const known = lines.get(question);
      const line = known ?? { waiting: new Set(), isReading: false, bucket: fullBucket(pace, clock()), due: null };
      lines.set(question, line);
      const one: Waiting<Answer, Who> = { who, resolve, reject, end: () => undefined };
      one.end = onLeave(who.signal, () => {
        line.waiting.delete(one);
        reject(leftError());
      });
      const isFirst = line.waiting.size === 0;
      line.waiting.add(one);
      if (isFirst && line.due !== null && !line.isReading) {
        // It rested.
        clearTimeout(line.due);
        line.due = null;
      }
      next(question, line, read);
    });
}

function onLeave(signal: AbortSignal | null, leave: () => void): () => void {
  signal?.addEventListener("abort", leave, { once: true });
  return () => signal?.removeEventListener("abort", leave);
}

function leftError(): AppError {
  return new AppError("UNAVAILABLE", "The caller left before this was answered");
}
