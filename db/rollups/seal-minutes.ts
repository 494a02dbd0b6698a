import type { Sql, TransactionSql } from "postgres";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS, type RollupDimension } from "@/db/schema/rollup-columns";
import { type BucketLevel, bucketEnd, bucketStart } from "@/lib/domain/time/bucket-level";
import { epochMinute } from "@/lib/domain/time/time-window";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { compactSketches } from "./compact-sketches";
import { noteSealedChange } from "./note-sealed-change";
import { projectLabelSets } from "./project-label-sets";
import { refreshUptime } from "./refresh-uptime";
import { beginRollupChange } from "./rollup-sql";
import {
  APP_PROJECTIONS,
  BREAKDOWN_PROJECTIONS,
  longSealed,
  MAIN_PROJECTIONS,
  type Projection,
  SEAL_APP,
  SEAL_MAIN,
} from "./seal-statements";

const ROWS_PER_CHUNK = 20_000;

type Family = {
  fresh: string;
  dimensions: readonly RollupDimension[];
  level: BucketLevel;
  statement: string;
  projections: readonly Pick<Projection, "table" | "dimensions" | "level">[];
  hasUptime: boolean;
  isLabelled: boolean;
};

const FAMILIES: readonly Family[] = [
  {
    fresh: "rollup_fresh",
    dimensions: MAIN_DIMENSIONS,
    level: "minute",
    statement: SEAL_MAIN,
    projections: [{ table: "rollup_minute", dimensions: MAIN_DIMENSIONS, level: "minute" }, ...MAIN_PROJECTIONS],
    hasUptime: true,
    isLabelled: false,
  },
  {
    fresh: "rollup_fresh_app",
    dimensions: LABELLED_DIMENSIONS,
    level: "quarter",
    statement: SEAL_APP,
    projections: [...APP_PROJECTIONS, ...BREAKDOWN_PROJECTIONS],
    hasUptime: false,
    isLabelled: true,
  },
];

/**
 * Moves fresh minutes that started before `before` into every other level; of app cubes and breakdowns, whole quarters.
 *
 * Chunk by chunk, each in one transaction: at any moment every attempt is counted exactly once in each level together
 * with the fresh minutes, however late it came. Starts no more chunks of a family after `budgetMs`, and says whether it got done.
 */
export async function sealMinutes(
  sql: Sql,
  input: { before: Date; budgetMs?: number },
): Promise<{ moved: number; isDone: boolean }> {
  let moved = 0;
  let isDone = true;
  for (const family of FAMILIES) {
    // Each has its own time, or the second would starve behind a busy first.
    const stopAt = performance.now() + (input.budgetMs ?? Number.POSITIVE_INFINITY);
    const before = bucketStartOf(family.level, input.before);
    for (const chunk of await planChunks(sql, family.fresh, before)) {
      if (performance.now() > stopAt) {
        isDone = false;
        break;
      }
      await sql.begin((tx) => sealChunk(tx, family, { ...chunk, before }));
      moved += chunk.rows;
    }
  }
  return { moved, isDone };
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
    const isSameDay =
      last && bucketStartOf("day", last.from).getTime() === bucketStartOf("day", new Date(from)).getTime();
    if (last && isSameDay && last.rows + rows <= ROWS_PER_CHUNK) {
      last.to = to;
      last.rows += rows;
    } else {
      chunks.push({ from: new Date(from), to, rows });
    }
  }
  return chunks;
}

async function sealChunk(tx: TransactionSql, family: Family, chunk: Chunk & { before: Date }): Promise<void> {
  const { from, to, before } = chunk;
  await beginRollupChange(tx);
  const bounds = [from.toISOString(), to.toISOString()];
  // Once here, instead of once in each of the levels that would be given the many pieces.
  await compactSketches(tx, {
    projection: { table: family.fresh, dimensions: family.dimensions },
    from: from.toISOString(),
    to: to.toISOString(),
    longBytes: longSealed("infinity"),
  });
  if (family.isLabelled) {
    await projectLabelSets(tx, { table: family.fresh, from: from.toISOString(), to: to.toISOString() });
  }
  const touched = await tx.unsafe<{ quarter: string }[]>(family.statement, bounds, { prepare: true });
  if (touched.length === 0) return;
  await noteSealedChange(tx, hoursOf(touched));
  for (const projection of family.projections) {
    await compactSketches(tx, {
      projection,
      from: bucketStartOf(projection.level, from).toISOString(),
      to: to.toISOString(),
      longBytes: longSealed(bucketStartOf(projection.level, before)),
    });
  }
  if (family.hasUptime) {
    const quarters = touched.map(({ quarter }) => quarter);
    const span = { from: bucketStartOf("quarter", from), to: bucketEndOf("quarter", new Date(to.getTime() - 1)) };
    await refreshUptime(tx, { quarters, ...span });
  }
}

function hoursOf(touched: readonly { quarter: string }[]): { from: Date; to: Date }[] {
  const hours = new Set(touched.map(({ quarter }) => bucketStartOf("hour", new Date(quarter)).getTime()));
  return [...hours].map((hour) => ({ from: new Date(hour), to: new Date(hour + HOUR_MS) }));
}

function bucketStartOf(level: BucketLevel, at: Date): Date {
  return new Date(bucketStart(level, epochMinute(at)) * MINUTE_MS);
}

function bucketEndOf(level: BucketLevel, at: Date): Date {
  return new Date(bucketEnd(level, epochMinute(at)) * MINUTE_MS);
}
