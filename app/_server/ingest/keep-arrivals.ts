import type { Sql } from "postgres";
import { addArrivals } from "@/db/arrivals/add-arrivals";
import { Arrivals } from "@/lib/ingest/arrivals/arrivals";
import { log } from "@/lib/log";

const FLUSH_MS = 3_000;

/** Counts what arrives and takes it to the database every few seconds, until stopped. */
export function createArrivalsKeeper(sql: Sql) {
  const arrivals = new Arrivals();
  const flush = async () => {
    const arrived = arrivals.take();
    if (arrived.length === 0) return;
    await addArrivals(sql, arrived).catch((error: unknown) => {
      log.warn({ err: error, minutes: arrived.length }, "Figures of what arrived were lost; the records are stored");
    });
  };
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return {
    arrivals,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
