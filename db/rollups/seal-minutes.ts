import type { Sql, TransactionSql } from "postgres";
import { MAIN_DIMENSIONS } from "@/db/schema/rollup-columns";
import { compactSketches } from "./compact-sketches";
import { refreshUptime } from "./refresh-uptime";
import { beginRollupChange } from "./rollup-sql";
import { APP_PROJECTIONS, MAIN_PROJECTIONS, type Projection, SEAL_APP, SEAL_MAIN } from "./seal-statements";

const ROWS_PER_CHUNK = 20_000;
// A few hundred bytes hold the pieces of several hundred samples; beyond, one merged piece is clearly shorter.
const LONG_SKETCH_BYTES = 512;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Family = {
  fresh: string;
  widthMs: number;
  statement: string;
  projections: readonly Projection[];
  hasUptime: boolean;
};

const FAMILIES: readonly Family[] = [
  {
    fresh: "rollup_fresh",
    widthMs: MINUTE_MS,
    statement: SEAL_MAIN,
    projections: [
      { table: "rollup_minute", dimensions: MAIN_DIMENSIONS, minutes: 1 },
      ...Object.values(MAIN_PROJECTIONS),
    ],
    hasUptime: true,
  },
  {
    fresh: "rollup_fresh_app",
    widthMs: QUARTER_MS,
    statement: SEAL_APP,
    projections: Object.values(APP_PROJECTIONS),
    hasUptime: false,
  },
];

/**
 * Moves fresh minutes that started before `before` into every other level; of the app cubes, whole quarters.
 *
 * Chunk by chunk, each in one transaction: at any moment every attempt is counted exactly once in each level together
 * with the fresh minutes, however late it came. Starts no more chunks after `budgetMs`, and says whether it got done.
 */
export async function sealMinutes(
  sql: Sql,
  input: { before: Date; budgetMs?: number },
): Promise<{ moved: number; isDone: boolean }> {
  const stopAt = performance.now() + (input.budgetMs ?? Number.POSITIVE_INFINITY);
  let moved = 0;
  for (const family of FAMILIES) {
    const before = floorTo(family.widthMs, input.before);
    for (const chunk of await planChunks(sql, family.fresh, before)) {
      if (performance.now() > stopAt) return { moved, isDone: false };
      await sql.begin((tx) => sealChunk(tx, family, chunk));
      moved += chunk.rows;
    }
  }
  return { moved, isDone: true };
}

type Chunk = { from: Date; to: Date; rows: number };

/** Spans of whole hours (the last may be cut at `before`), within one day each, so that a day's rows are met together. */
async function planChunks(sql: Sql, fresh: string, before: Date): Promise<Chunk[]> {
  const hours = await sql.unsafe<{ hour_ms: string; rows: number }[]>(
    `select (extract(epoch from date_trunc('hour', starts_at, 'UTC')) * 1000)::bigint::text as hour_ms, count(*)::int as rows
     from ${fresh} where starts_at < $1::timestamptz group by 1 order by min(starts_at)`,
    [before.toISOString()],
  );
  const chunks: Chunk[] = [];
  for (const { hour_ms, rows } of hours) {
    const from = Number(hour_ms);
    const to = new Date(Math.min(from + HOUR_MS, before.getTime()));
    const last = chunks.at(-1);
    const isSameDay = last && Math.floor(last.from.getTime() / DAY_MS) === Math.floor(from / DAY_MS);
    if (last && isSameDay && last.rows + rows <= ROWS_PER_CHUNK) {
      last.to = to;
      last.rows += rows;
    } else {
      chunks.push({ from: new Date(from), to, rows });
    }
  }
  return chunks;
}

async function sealChunk(tx: TransactionSql, family: Family, { from, to }: Chunk): Promise<void> {
  await beginRollupChange(tx);
  const bounds = [from.toISOString(), to.toISOString()];
  const touched = await tx.unsafe<{ quarter: string }[]>(family.statement, bounds, { prepare: true });
  if (touched.length === 0) return;
  for (const projection of family.projections) {
    await compactSketches(tx, {
      projection,
      from: floorTo(projection.minutes * MINUTE_MS, from).toISOString(),
      to: to.toISOString(),
      longBytes: LONG_SKETCH_BYTES,
    });
  }
  if (family.hasUptime) {
    const quarters = touched.map(({ quarter }) => quarter);
    const span = { from: floorTo(QUARTER_MS, from), to: floorTo(QUARTER_MS, new Date(to.getTime() + QUARTER_MS - 1)) };
    await refreshUptime(tx, { quarters, ...span });
  }
}

function floorTo(widthMs: number, at: Date): Date {
  return new Date(Math.floor(at.getTime() / widthMs) * widthMs);
}
