import { parseInstantUs } from "@/lib/domain/instant";
import type { Entry } from "./entry";

/**
 * Numbers the attempts of one request in the order of their starts, as far as they came together: each but the last was
 * followed by another, so it was not the end of the matter.
 */
export function rankAttempts(entries: readonly Entry[]): Entry[] {
  const byRequest = new Map<string, { index: number; startedUs: number; failed: boolean }[]>();
  for (const [index, entry] of entries.entries()) {
    const requestId = "record" in entry ? entry.record.request_id : null;
    if (!("record" in entry) || requestId == null) continue;
    const { started_at, outcome, http_status: status } = entry.record;
    const failed = outcome != null ? outcome !== "ok" : (status ?? 200) >= 300;
    const attempts = byRequest.get(requestId) ?? [];
    byRequest.set(requestId, attempts);
    attempts.push({ index, startedUs: parseInstantUs(started_at) ?? 0, failed });
  }
  const ranked = [...entries];
  for (const attempts of byRequest.values()) {
    attempts.sort((a, b) => a.startedUs - b.startedUs || a.index - b.index);
    let attempt = 1;
    for (const [place, { index, failed }] of attempts.entries()) {
      const entry = ranked[index];
      const isFollowed = failed && place < attempts.length - 1;
      if (entry && "record" in entry) ranked[index] = { record: { ...entry.record, attempt, final: !isFollowed } };
      // What follows a success is a request of its own: a next step of the same trace.
      attempt = isFollowed ? attempt + 1 : 1;
    }
  }
  return ranked;
}
