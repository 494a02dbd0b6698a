import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { ToldArrivals } from "@/db/schema/arrivals";
import { selectRows } from "@/db/select-rows";
import { type IngestHealth, type IngestSender, LAG_MAX_MS } from "@/lib/contract/ingest-health";
import {
  type ArrivalCounts,
  type ArrivalHour,
  INGEST_CHECKS,
  judgeCheck,
  noArrivals,
} from "@/lib/domain/ingest-checks/ingest-checks";
import { quantilesOfSketch } from "@/lib/domain/sketch/percentile";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { isAtSketchLimit } from "@/lib/domain/sketch/sketch-bins";
import { DAY_MS, HOUR_MS, MINUTE_MS, US_PER_MS } from "@/lib/domain/time/units";

const RATE_MINUTES = 5;

const rowSchema = z.object({
  span: z.enum(["minute", "hour"]),
  starts_ms: z.coerce.number(),
  key_id: z.string(),
  key_name: z.string().nullable(),
  source: z.string(),
  // Written by addArrivals alone.
  told: z.custom<ToldArrivals>(),
  lag: z.instanceof(Uint8Array),
});
type Row = z.infer<typeof rowSchema>;

/** What came of every sender of the last week, the busiest first. */
export async function getIngestHealth(db: Db, input: { now: Date }): Promise<Omit<IngestHealth, "retention_hold">> {
  const rows = await selectRows(
    db,
    sql`select a.span, (extract(epoch from a.starts_at) * 1000)::bigint::text as starts_ms, a.key_id, k.name as key_name,
        a.source, a.told, a.lag
      from arrival a left join api_key k on k.id::text = a.key_id
      where a.told is not null and a.lag is not null
      order by a.starts_at desc`,
    rowSchema,
  );
  const senders = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.key_id, row.source]);
    const own = senders.get(key);
    if (own) own.push(row);
    else senders.set(key, [row]);
  }
  return {
    at: input.now.toISOString(),
    senders: [...senders.values()]
      .flatMap((own) => senderOf(own, input.now.getTime()) ?? [])
      .sort((a, b) => b.records - a.records),
  };
}

function senderOf(rows: readonly Row[], nowMs: number): IngestSender | null {
  const [latest] = rows;
  if (!latest) return null;
  const minutes = rows.filter(({ span }) => span === "minute");
  const hours = rows.filter(({ span }) => span === "hour");
  const today = hours.filter(({ starts_ms }) => starts_ms > nowMs - DAY_MS);
  const total = (of: (told: ToldArrivals) => number, among: readonly Row[] = today) =>
    among.reduce((sum, { told }) => sum + of(told), 0);
  const counted = (name: keyof ArrivalCounts) => total(({ counts }) => counts[name] ?? 0);
  const records = counted("records");
  // The minute that runs is not over, so it would tell too little.
  const thisMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const lately = minutes.filter(
    ({ starts_ms }) => starts_ms >= thisMinute - RATE_MINUTES * MINUTE_MS && starts_ms < thisMinute,
  );
  const [p50, p99] = lagOf(minutes.filter(({ starts_ms }) => starts_ms > nowMs - HOUR_MS));
  return {
    key_id: latest.key_id === "" ? null : latest.key_id,
    key_name: latest.key_name,
    source: latest.source,
    last_at: new Date(minutes[0]?.starts_ms ?? latest.starts_ms).toISOString(),
    records_per_minute: total(({ counts }) => counts.records, lately) / RATE_MINUTES,
    lag_p50_ms: p50 ?? null,
    lag_p99_ms: p99 ?? null,
    records,
    duplicates: total(({ duplicates }) => duplicates),
    rejected: total(({ rejected }) => rejected),
    late_share: records === 0 ? null : total(({ late }) => late) / records,
    unpriced_share: records === 0 ? null : counted("unpriced") / records,
    checks: checksOf(hours),
  };
}

function lagOf(rows: readonly Row[]): number[] {
  const sketch = new Sketch();
  for (const { lag } of rows) sketch.mergeEncoded(lag);
  if (sketch.n === 0) return [];
  return quantilesOfSketch(sketch, [0.5, 0.99], null).flatMap((us) => {
    if (us === null) return [];
    return isAtSketchLimit(us) ? LAG_MAX_MS : us / US_PER_MS;
  });
}

function checksOf(rows: readonly Row[]): IngestSender["checks"] {
  const hours: ArrivalHour[] = rows.map(({ starts_ms, told }) => ({
    startsAt: starts_ms,
    // What was told before a count existed has none of it.
    counts: { ...noArrivals(), ...told.counts },
  }));
  return INGEST_CHECKS.map((name) => {
    const { state, bad, n, since } = judgeCheck(name, hours);
    return { check: name, state, bad, n, since: since === null ? null : new Date(since).toISOString() };
  });
}
