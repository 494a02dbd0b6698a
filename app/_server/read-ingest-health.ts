import { listCappedDimensions } from "@/db/dimensions/list-capped-dimensions";
import { getIngestHealth } from "@/db/ingest-stats/get-ingest-health";
import type { IngestHealth } from "@/lib/contract/ingest-health";
import { getReadDb, getRuntime } from "./runtime";

/** What arrives from each source now, which dimensions have too many values, and whether retention is held. */
export async function readIngestHealth(): Promise<IngestHealth> {
  const [db, now] = [getReadDb(), new Date()];
  const [health, capped] = await Promise.all([getIngestHealth(db, { now }), listCappedDimensions(db, { now })]);
  return { ...health, capped, retention_hold: getRuntime().workerStatus().retentionHold };
}
