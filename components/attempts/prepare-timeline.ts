import type { AttemptRecord } from "@/lib/contract/requests";

/** One attempt on the time line of its request, in shares of its length; null is unknown. */
export type TimelineBar = {
  attempt: AttemptRecord;
  start: number;
  firstToken: number | null;
  end: number | null;
  /** Why this one was made, in words; null of the first. */
  because: string | null;
};

export type Timeline = { lengthMs: number; bars: TimelineBar[] };

/** The attempts of a request from the start of the first to the end of the last. */
export function prepareTimeline(
  request: readonly AttemptRecord[],
  outcomeText: (attempt: AttemptRecord) => string,
): Timeline {
  const startOf = ({ started_at }: AttemptRecord) => Date.parse(started_at);
  const first = Math.min(...request.map(startOf));
  const lengthMs = Math.max(1, ...request.map((attempt) => startOf(attempt) - first + (attempt.duration_ms ?? 0)));
  return {
    lengthMs,
    bars: request.map((attempt, index) => {
      const start = startOf(attempt) - first;
      const at = (ms: number | null) => (ms === null ? null : (start + ms) / lengthMs);
      const before = request[index - 1];
      return {
        attempt,
        start: start / lengthMs,
        firstToken: at(attempt.ttft_ms),
        end: at(attempt.duration_ms),
        because: before ? reasonOf(before, attempt, outcomeText) : null,
      };
    }),
  };
}

function reasonOf(
  before: AttemptRecord,
  attempt: AttemptRecord,
  outcomeText: (attempt: AttemptRecord) => string,
): string {
  if (before.stage !== attempt.stage) return `stage ${attempt.stage} of the cascade`;
  const moved = before.model === attempt.model ? "tried again" : `moved from ${before.model}`;
  return before.outcome === "ok" ? moved : `${moved} after ${outcomeText(before)}`;
}
