import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { type StoredIngestStats, storedAmbiguous } from "@/db/schema/ingest-stats";
import { selectRows } from "@/db/select-rows";
import { type IngestHealth, LAG_MAX_MS, type SourceHealth } from "@/lib/contract/ingest-health";
import { addAmbiguous, addIgnored, type IgnoredEntries, NO_AMBIGUOUS } from "@/lib/domain/ingest-checks/arrived";
import {
  INGEST_CHECKS,
  type IngestCounts,
  type IngestHour,
  judgeCheck,
  noIngestCounts,
} from "@/lib/domain/ingest-checks/ingest-checks";
import { formatUsd } from "@/lib/domain/pricing/cost";
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
  key_prefix: z.string().nullable(),
  source: z.string(),
  // Written by addIngestStats alone.
  stats: z.custom<StoredIngestStats>(),
  lag: z.instanceof(Uint8Array),
});
type Row = z.infer<typeof rowSchema>;

/** What arrived from every source of the last week, the busiest first. */
export async function getIngestHealth(
  db: Db,
  input: { now: Date },
): Promise<Omit<IngestHealth, "retention_hold" | "capped">> {
  const rows = await selectRows(
    db,
    sql`select a.span, (extract(epoch from a.starts_at) * 1000)::bigint::text as starts_ms, a.key_id, k.name as key_name, k.prefix as key_prefix,
        a.source, a.told as stats, a.lag
      from arrival a left join api_key k on k.id::text = a.key_id
      where a.told is not null and a.lag is not null
      order by a.starts_at desc`,
    rowSchema,
  );
  const sources = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.key_id, row.source]);
    const own = sources.get(key);
    if (own) own.push(row);
    else sources.set(key, [row]);
  }
  return {
    at: input.now.toISOString(),
    senders: [...sources.values()]
      .flatMap((own) => sourceKeyOf(own, input.now.getTime()) ?? [])
      .sort((a, b) => b.records - a.records),
  };
}

function sourceKeyOf(rows: readonly Row[], nowMs: number): SourceHealth | null {
  const [latest] = rows;
  if (!latest) return null;
  const minutes = rows.filter(({ span }) => span === "minute");
  const hours = rows.filter(({ span }) => span === "hour");
  const today = hours.filter(({ starts_ms }) => starts_ms > nowMs - DAY_MS);
  const total = (of: (stats: StoredIngestStats) => number, among: readonly Row[] = today) =>
    among.reduce((sum, { stats }) => sum + of(stats), 0);
  const counted = (name: keyof IngestCounts) => total(({ counts }) => counts[name] ?? 0);
  const records = counted("records");
  const ambiguous = today.map(({ stats }) => storedAmbiguous(stats)).reduce(addAmbiguous, NO_AMBIGUOUS);
  // The minute that runs is not over, so it would count too little.
  const thisMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const lately = minutes.filter(
    ({ starts_ms }) => starts_ms >= thisMinute - RATE_MINUTES * MINUTE_MS && starts_ms < thisMinute,
  );
  const [p50, p99] = lagOf(minutes.filter(({ starts_ms }) => starts_ms > nowMs - HOUR_MS));
  return {
    key_id: latest.key_id === "" ? null : latest.key_id,
    key_name: latest.key_name,
    key_prefix: latest.key_prefix,
    source: latest.source,
    last_at: new Date(minutes[0]?.starts_ms ?? latest.starts_ms).toISOString(),
    records_per_minute: total(({ counts }) => counts.records, lately) / RATE_MINUTES,
    lag_p50_ms: p50 ?? null,
    lag_p99_ms: p99 ?? null,
    records,
    duplicates: total(({ duplicates }) => duplicates),
    rejected: total(({ rejected }) => rejected),
    ambiguous: ambiguous.n,
    ambiguous_priced: ambiguous.priced,
    ambiguous_usd: formatUsd(ambiguous.differencePico),
    ignored: Object.entries(today.reduce<IgnoredEntries>((sum, { stats }) => addIgnored(sum, stats.ignored ?? {}), {}))
      .map(([reason, { n, example }]) => ({ reason, count: n, example }))
      .sort((a, b) => b.count - a.count),
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

function checksOf(rows: readonly Row[]): SourceHealth["checks"] {
  const hours: IngestHour[] = rows.map(({ starts_ms, stats }) => ({
    startsAt: starts_ms,
    // What was stored before a count existed has none of it.
    counts: { ...noIngestCounts(), ...stats.counts },
  }));
  return INGEST_CHECKS.map((name) => {
    const { state, bad, n, since } = judgeCheck(name, hours);
    return { check: name, state, bad, n, since: since === null ? null : new Date(since).toISOString() };
  });
}
