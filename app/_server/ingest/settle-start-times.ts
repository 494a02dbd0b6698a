import type { Db } from "@/db/client";
import { claimStartTimes } from "@/db/partial-observations/claim-start-times";
import type { Entry } from "@/lib/ingest/formats/entry";
import type { IntegrationPost } from "./ingest-calls";

/** Gives a call that came before the time it had then, where the source reports none: sent again, it is counted once. */
export async function settleStartTimes(db: Db, entries: Entry[], post: IntegrationPost): Promise<Entry[]> {
  const starts = entries.flatMap((entry) => {
    if (!("record" in entry) || !entry.timedByReceipt) return [];
    return { id: entry.record.id, startedAt: entry.record.started_at };
  });
  if (starts.length === 0) return entries;
  const times = await claimStartTimes(db, { source: `${post.format}:start:${post.keyId ?? ""}`, starts });
  return entries.map((entry) => {
    if (!("record" in entry) || !entry.timedByReceipt) return entry;
    const { record } = entry;
    return { record: { ...record, started_at: times.get(record.id) ?? record.started_at } };
  });
}
