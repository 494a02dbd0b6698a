import { getIngestHealth } from "@/db/ingest-stats/get-ingest-health";
import type { IngestHealth } from "@/lib/contract/ingest-health";
import { getReadDb, getRuntime } from "./runtime";

/** What arrives from each source now, and whether retention is held. */
export async function readIngestHealth(): Promise<IngestHealth> {
  const health = await getIngestHealth(getReadDb(), { now: new Date() });
  return { ...health, retention_hold: getRuntime().workerStatus().retentionHold };
}
