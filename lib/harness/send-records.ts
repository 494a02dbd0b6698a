import { AppError } from "@/lib/contract/error";
import { ingestReplySchema, type LogRecordInput } from "@/lib/contract/log-record";

const BATCH = 1_000;
const TIMEOUT_MS = 60_000;

export type SentRecords = { accepted: number; duplicates: number; rejected: { id: string | null; reason: string }[] };

/** Sends records to a Switchyard, batch by batch. Throws UNAVAILABLE with its answer where it takes none; sent again, none is stored twice. */
export async function sendRecords(
  { url, key }: { url: string; key: string },
  records: readonly LogRecordInput[],
): Promise<SentRecords> {
  const sent: SentRecords = { accepted: 0, duplicates: 0, rejected: [] };
  for (let from = 0; from < records.length; from += BATCH) {
    const response = await fetch(`${url}/api/v1/logs`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: JSON.stringify(records.slice(from, from + BATCH)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new AppError("UNAVAILABLE", `${url} cannot be reached`, { cause: error });
    });
    const text = await response.text();
    const reply = response.ok ? ingestReplySchema.safeParse(jsonOf(text)).data : undefined;
    if (!reply) throw new AppError("UNAVAILABLE", `${url} answers ${response.status}: ${text.slice(0, 500)}`);
    sent.accepted += reply.accepted;
    sent.duplicates += reply.duplicates;
    sent.rejected.push(
      ...reply.rejected.map(({ id, errors }) => ({
        id,
        reason: errors.map(({ path, message }) => `${path} ${message}`).join("; "),
      })),
    );
  }
  return sent;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
