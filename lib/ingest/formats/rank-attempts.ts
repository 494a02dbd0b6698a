import { MAX_ATTEMPT } from "@/lib/contract/log-record";
import { groupBy } from "@/lib/domain/group-by";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { US_PER_MS } from "@/lib/domain/time/units";
import type { Entry } from "./entry";

/** An attempt may begin so long before the one it follows is said to have ended: clocks are read one after the other. */
export const ATTEMPTS_OVERLAP_US = US_PER_MS;

/**
 * Numbers the attempts of one request in the order of their starts, as far as they came together: a failed one that another
 * followed was not the end of the matter. `nameOf` tells apart what else may be going on in the same request. A number that
 * the source itself gave is the least: earlier attempts may have come in another post.
 */
export function rankAttempts(entries: readonly Entry[], nameOf: (index: number) => string = () => ""): Entry[] {
  const attempted = entries.flatMap((entry, index) => {
    if (!("record" in entry) || entry.record.request_id == null) return [];
    const { request_id, started_at, duration_ms, outcome } = entry.record;
    const startedUs = parseInstantUs(started_at) ?? 0;
    const endedUs = startedUs + (duration_ms ?? 0) * US_PER_MS;
    return [{ index, requestId: `${request_id} ${nameOf(index)}`, startedUs, endedUs, failed: outcome !== "ok" }];
  });
  const ranked = [...entries];
  for (const attempts of groupBy(attempted, ({ requestId }) => requestId).values()) {
    attempts.sort((a, b) => a.startedUs - b.startedUs || a.index - b.index);
    let attempt = 1;
    for (const [place, { index, endedUs, failed }] of attempts.entries()) {
      const entry = ranked[index];
      const next = attempts[place + 1];
      const isFollowed = failed && next !== undefined && next.startedUs >= endedUs - ATTEMPTS_OVERLAP_US;
      if (entry && "record" in entry) {
        attempt = Math.max(attempt, entry.record.attempt ?? 1);
        ranked[index] = { ...entry, record: { ...entry.record, attempt, final: !isFollowed } };
      }
      // What follows a success is a request of its own: a next step of the same trace.
      attempt = isFollowed ? Math.min(attempt + 1, MAX_ATTEMPT) : 1;
    }
  }
  return ranked;
}
