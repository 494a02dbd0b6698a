import type { Sql } from "postgres";
import { addIngestStats } from "@/db/ingest-stats/add-ingest-stats";
import { IngestStats } from "@/lib/ingest/stats/ingest-stats";
import { log } from "@/lib/log";

const FLUSH_MS = 3_000;

/** Counts what arrives and takes it to the database every few seconds, until stopped. */
export function createIngestStatsWriter(sql: Sql) {
  const stats = new IngestStats();
  const flush = async () => {
    const arrived = stats.take();
    if (arrived.length === 0) return;
    await addIngestStats(sql, arrived).catch((error: unknown) => {
      log.warn(
        { err: error, minutes: arrived.length },
        "The ingest statistics of some minutes were lost; the records are stored",
      );
    });
  };
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return {
    stats,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
