import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { type StoredIngestStats, storedAmbiguous } from "@/db/schema/ingest-stats";
import { addAmbiguous, addIgnored, type IngestedMinute } from "@/lib/domain/ingest-checks/arrived";
import { INGEST_COUNTS, type IngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { Sketch } from "@/lib/domain/sketch/sketch";
import { HOUR_US, MINUTE_US } from "@/lib/domain/time/units";

const SPANS_US = { minute: MINUTE_US, hour: HOUR_US };
type Span = keyof typeof SPANS_US;

const knownSchema = z.object({ key: z.string(), stats: z.unknown(), lag: z.instanceof(Uint8Array).nullable() });

/**
 * Adds what came of sources to their minutes and hours.
 *
 * Rows are read, merged here and written back under their locks: sketches cannot be merged in SQL without growing.
 */
export async function addIngestStats(sql: Sql, arrived: readonly IngestedMinute[]): Promise<void> {
  const rows = new Map<string, { span: Span; arrived: IngestedMinute }>();
  for (const one of arrived) {
    for (const span of ["minute", "hour"] as const) {
      const startsAtUs = Math.floor(one.startsAtUs / SPANS_US[span]) * SPANS_US[span];
      const key = keyOf(span, startsAtUs, one.keyId ?? "", one.source);
      const known = rows.get(key);
      rows.set(key, { span, arrived: known ? sum(known.arrived, one) : { ...one, startsAtUs } });
    }
  }
  if (rows.size === 0) return;
  // In one order, in which every process takes its locks.
  const ordered = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, row]) => ({ key, ...row }));
  await sql.begin(async (tx) => {
    const known = await lockRows(tx, ordered);
    await writeRows(
      tx,
      ordered.map(({ key, span, arrived: one }) => ({ span, arrived: withKnown(one, known.get(key)) })),
    );
  });
}

function keyOf(span: string, startsAtUs: number, keyId: string, source: string): string {
  return JSON.stringify([span, startsAtUs, keyId, source]);
}

type Row = { span: Span; arrived: IngestedMinute };

function keysOf(rows: readonly Row[]) {
  return {
    spans: rows.map(({ span }) => span),
    starts: rows.map(({ arrived }) => new Date(arrived.startsAtUs / 1_000).toISOString()),
    keyIds: rows.map(({ arrived }) => arrived.keyId ?? ""),
    sources: rows.map(({ arrived }) => arrived.source),
  };
}

async function lockRows(tx: TransactionSql, rows: readonly Row[]) {
  const { spans, starts, keyIds, sources } = keysOf(rows);
  const keys = tx`(
    select span, starts_at::timestamptz, key_id, source
    from unnest(${spans}::text[], ${starts}::text[], ${keyIds}::text[], ${sources}::text[]) as k(span, starts_at, key_id, source)
  ) k`;
  await tx`
    insert into arrival (span, starts_at, key_id, source)
    select * from ${keys}
    on conflict do nothing`;
  const known = await tx`
    select jsonb_build_array(span, (extract(epoch from starts_at) * 1000000)::bigint, key_id, source) as key, told as stats, lag
    from arrival
    where (span, starts_at, key_id, source) in (select * from ${keys})
    order by span, starts_at, key_id, source for update`;
  const parsed = z.array(knownSchema).parse(known.map((row) => ({ ...row, key: JSON.stringify(row.key) })));
  return new Map(parsed.map(({ key, ...row }) => [key, row]));
}

async function writeRows(tx: TransactionSql, rows: readonly Row[]): Promise<void> {
  const { spans, starts, keyIds, sources } = keysOf(rows);
  const stats = rows.map(({ arrived }) => JSON.stringify(statsOf(arrived)));
  const lags = rows.map(({ arrived }) => Buffer.from(arrived.lag.encode()).toString("hex"));
  await tx`
    update arrival a set told = n.told::jsonb, lag = decode(n.lag, 'hex')
    from unnest(${spans}::text[], ${starts}::text[], ${keyIds}::text[], ${sources}::text[], ${stats}::text[], ${lags}::text[])
      as n(span, starts_at, key_id, source, told, lag)
    where (a.span, a.starts_at, a.key_id, a.source) = (n.span, n.starts_at::timestamptz, n.key_id, n.source)`;
}

function statsOf({ posts, duplicates, rejected, late, ambiguous, ignored, counts }: IngestedMinute): StoredIngestStats {
  const { n, priced, differencePico } = ambiguous;
  const open = { ambiguous: n, ambiguousPriced: priced, ambiguousPico: String(differencePico) };
  return { posts, duplicates, rejected, late, ...open, ignored, counts };
}

function withKnown(
  arrived: IngestedMinute,
  known: { stats: unknown; lag: Uint8Array | null } | undefined,
): IngestedMinute {
  if (!known?.stats) return arrived;
  // Only this module writes the column.
  const stats = known.stats as StoredIngestStats;
  const { posts, duplicates, rejected, late, ignored = {}, counts } = stats;
  const lag = Sketch.decode(known.lag ?? new Uint8Array(0));
  const ambiguous = storedAmbiguous(stats);
  return sum(arrived, { ...arrived, posts, duplicates, rejected, late, ambiguous, ignored, counts, lag });
}

/** Both of one source together, at the place of the first. A count that is new since is 0 in what was stored before. */
function sum(a: IngestedMinute, b: IngestedMinute): IngestedMinute {
  const lag = new Sketch();
  lag.merge(a.lag);
  lag.merge(b.lag);
  const counts = INGEST_COUNTS.map((name) => [name, (a.counts[name] ?? 0) + (b.counts[name] ?? 0)]);
  return {
    ...a,
    posts: a.posts + b.posts,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
    late: a.late + b.late,
    ambiguous: addAmbiguous(a.ambiguous, b.ambiguous),
    ignored: addIgnored(b.ignored, a.ignored),
    counts: Object.fromEntries(counts) as IngestCounts,
    lag,
  };
}
