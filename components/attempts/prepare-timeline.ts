import type { AttemptRecord } from "@/lib/contract/requests";
import { t } from "@/lib/messages/translate";

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
  if (before.stage !== attempt.stage) return t("stage {stage} of the cascade", { stage: attempt.stage });
  const { model } = before;
  const outcome = before.outcome === "ok" ? null : outcomeText(before);
  if (model === attempt.model)
    return outcome === null ? t("tried again") : t("tried again after {outcome}", { outcome });
  return outcome === null
    ? t("moved from {model}", { model })
    : t("moved from {model} after {outcome}", { model, outcome });
}
