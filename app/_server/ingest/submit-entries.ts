import type { IntegrationReply } from "@/lib/contract/integration-reply";
import type { IngestReply } from "@/lib/contract/log-record";
import type { Entry } from "@/lib/ingest/formats/entry";
import type { PostedRecord, RecordMeaning } from "@/lib/ingest/parse-logs-body";
import type { Ingest } from "./create-ingest";
import type { IntegrationPost } from "./ingest-calls";

/** Those entries that are attempts or unreadable, their places among all, and the reply to the post of what became of them. */
type PostedEntries = {
  records: PostedRecord[];
  places: number[];
  replyOf: (reply: IngestReply, entries: readonly Entry[]) => IntegrationReply;
};

/** Stores those entries that are attempts, and gives each rejected one its place among all. */
export async function submitEntries(
  ingest: Ingest,
  entries: readonly Entry[],
  post: IntegrationPost,
): Promise<IntegrationReply> {
  const { records, replyOf } = postEntries(entries);
  const origin = { keyId: post.keyId, source: post.format };
  ingest.countEntries(entries, origin);
  if (records.length === 0) return replyOf({ accepted: 0, duplicates: 0, rejected: [] }, entries);
  return replyOf(await ingest.submit(records, { ...origin, bytes: post.bytes.length }), entries);
}

export function postEntries(
  entries: readonly Entry[],
  meaning: Pick<RecordMeaning, "isPseudonymous"> = {},
): PostedEntries {
  const places: number[] = [];
  const records: PostedRecord[] = [];
  for (const [place, entry] of entries.entries()) {
    if ("ignored" in entry) continue;
    places.push(place);
    records.push({ ...postedOf(entry), ...meaning });
  }
  return {
    records,
    places,
    replyOf: (reply, all) => ({
      ...reply,
      rejected: reply.rejected.map(({ index, ...rest }) => ({ ...rest, index: places[index] ?? index })),
      ignored: all.filter((entry) => "ignored" in entry).length,
    }),
  };
}

function postedOf(entry: Exclude<Entry, { ignored: string }>): PostedRecord {
  if ("unreadable" in entry) return { unreadable: entry.unreadable };
  const { record, otherReading } = entry;
  return otherReading ? { value: record, otherReading } : { value: record };
}
