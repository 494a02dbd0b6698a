import type { Attempt } from "@/lib/contract/attempt";
import type { IngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { MINUTE_US, SECOND_US } from "@/lib/domain/time/units";

/** Clocks of good machines differ by less. */
const AHEAD_US = 2 * SECOND_US;
/** No model writes ten thousand tokens a second; a second that is told as a millisecond makes a usual one do so. */
const RATE_MAX = 10_000;
/** Of an answer that could have been one chunk, the time says little. */
const TIMED_TOKENS_MIN = 20;
/** Zones are whole multiples of this apart. */
const ZONE_STEP_US = 30 * MINUTE_US;
const ZONE_SLACK_US = MINUTE_US;

/** Adds to `counts` what one new attempt says of its sender; `isRepeat` where its tokens were told before by an enclosing span. */
export function countIngested(counts: IngestCounts, attempt: Attempt, nowUs: number, isRepeat: boolean): void {
  counts.records++;
  if (attempt.costPico === null && attempt.priceId === null) counts.unpriced++;
  countTimes(counts, lagUs(attempt, nowUs));
  if (attempt.outcome === "ok") countRate(counts, attempt);
  if (attempt.outcome === "ok" && attempt.streamed) countStream(counts, attempt);
  if (attempt.usageSource !== "missing") {
    counts.with_usage++;
    if (attempt.usageInconsistent) counts.cached_over_input++;
  }
  const tokens = (attempt.inputTokens ?? 0) + (attempt.outputTokens ?? 0);
  if (attempt.reportedCostPico !== null && tokens > 0) {
    counts.with_reported_cost++;
    if (attempt.reportedCostPico === 0n) counts.free_with_tokens++;
  }
  if (attempt.traceId !== null && tokens > 0) counts.traced++;
  if (isRepeat) counts.counted_twice++;
}

/** How long after its end an attempt arrived; below 0 where its end lies ahead of the server's clock. */
export function lagUs(attempt: Pick<Attempt, "startedAtUs" | "durationUs">, nowUs: number): number {
  return nowUs - attempt.startedAtUs - (attempt.durationUs ?? 0);
}

function countTimes(counts: IngestCounts, lag: number): void {
  if (lag < -AHEAD_US) counts.ahead_of_clock++;
  const steps = Math.round(Math.abs(lag) / ZONE_STEP_US);
  if (steps > 0 && Math.abs(Math.abs(lag) - steps * ZONE_STEP_US) <= ZONE_SLACK_US) counts.off_by_hours++;
}

function countRate(counts: IngestCounts, { outputTokens, durationUs }: Attempt): void {
  if (durationUs === null || (outputTokens ?? 0) < TIMED_TOKENS_MIN) return;
  counts.timed_outputs++;
  if ((outputTokens ?? 0) * SECOND_US > RATE_MAX * durationUs) counts.too_fast++;
}

function countStream(counts: IngestCounts, { ttftUs, durationUs, usageSource, outputTokens }: Attempt): void {
  counts.streams++;
  if (usageSource === "missing") counts.streams_without_usage++;
  if (ttftUs === null) return;
  counts.streams_with_ttft++;
  // One token comes when it is done; of more, the last cannot have come with the first.
  if (durationUs !== null && ttftUs >= durationUs && outputTokens !== 1) counts.ttft_is_duration++;
}
