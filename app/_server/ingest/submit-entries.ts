import type { IntegrationReply } from "@/lib/contract/integration-reply";
import type { Entry } from "@/lib/ingest/formats/entry";
import type { PostedRecord } from "@/lib/ingest/parse-logs-body";
import type { Ingest } from "./create-ingest";
import type { IntegrationPost } from "./ingest-calls";

/** Stores those entries that are attempts, and gives each rejected one its place among all. */
export async function submitEntries(
  ingest: Ingest,
  entries: readonly Entry[],
  post: IntegrationPost,
): Promise<IntegrationReply> {
  const places: number[] = [];
  const posted: PostedRecord[] = [];
  for (const [place, entry] of entries.entries()) {
    if ("ignored" in entry) continue;
    places.push(place);
    posted.push("record" in entry ? { value: entry.record } : { unreadable: entry.unreadable });
  }
  const ignored = entries.length - posted.length;
  ingest.countEntries(entries, { keyId: post.keyId, source: post.format });
  if (posted.length === 0) return { accepted: 0, duplicates: 0, rejected: [], ignored };
  const reply = await ingest.submit(posted, { keyId: post.keyId, source: post.format, bytes: post.bytes.length });
  const rejected = reply.rejected.map(({ index, ...rest }) => ({ ...rest, index: places[index] ?? index }));
  return { ...reply, rejected, ignored };
}
