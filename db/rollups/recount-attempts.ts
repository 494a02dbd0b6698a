import type { TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/borrow-encoder";
import { copyIn } from "@/db/driver/copy-in";
import {
  APP_DIMENSIONS,
  BREAKDOWN_DIMENSIONS,
  LABELLED_DIMENSIONS,
  MAIN_DIMENSIONS,
  rollupColumns,
} from "@/db/schema/rollup-columns";
import { aggregateDelta } from "../ingest/aggregate-delta";
import { encodeGroups } from "../ingest/encode-delta";
import { type Measures, measureAttempts } from "../ingest/measure-attempts";
import { selectBrokenDown } from "./break-down";
import { planChunks, type Span } from "./plan-chunks";
import { projectLabelSets } from "./project-label-sets";
import { type CountedAttempts, type CountedDimension, readCountedAttempts } from "./read-counted-attempts";
import { bucketSql, columnList, selectSums } from "./rollup-sql";

const BY_MINUTE = Number.NEGATIVE_INFINITY;
const BY_QUARTER = Number.POSITIVE_INFINITY;
/** Quarters by app and label set, from which app cubes and breakdowns are added up. */
const LABELLED = "counted_labelled";

type Counted = Pick<CountedAttempts, "codes"> & { measures: Measures };

/**
 * Counts the attempts of [from, to) anew into quarters, hours of breakdowns, and minutes where wanted, which hold no rows of
 * that span.
 *
 * By the code that adds up new attempts, a few whole quarters at a time. Says how many attempts there were.
 */
export async function recountAttempts(tx: TransactionSql, input: Span & { withMinutes: boolean }): Promise<number> {
  await tx.unsafe(`create temp table ${LABELLED} (like rollup_fresh_app) on commit drop`);
  const chunks = await planChunks(tx, input);
  let attempts = 0;
  let reading = readNext(tx, chunks);
  while (reading) {
    const { rows, codes } = await reading;
    const counted: Counted = { measures: measureAttempts(rows), codes };
    // The database looks for the next while this process adds up these.
    reading = readNext(tx, chunks);
    if (input.withMinutes) await copyGroups(tx, "rollup_minute", counted, MAIN_DIMENSIONS, BY_MINUTE);
    await copyGroups(tx, "rollup_quarter", counted, MAIN_DIMENSIONS, BY_QUARTER);
    await copyGroups(tx, LABELLED, counted, LABELLED_DIMENSIONS, BY_QUARTER);
    attempts += rows.length;
  }
  await addUpLabelled(tx, input);
  return attempts;
}

async function addUpLabelled(tx: TransactionSql, { from, to }: Span): Promise<void> {
  await projectLabelSets(tx, { table: LABELLED, from: from.toISOString(), to: to.toISOString() });
  const quarters = selectSums({ from: LABELLED, startsAt: "starts_at", dimensions: APP_DIMENSIONS });
  await tx.unsafe(`insert into rollup_quarter_app (${columnList(APP_DIMENSIONS)}) ${quarters}`);
  const hours = selectSums({
    from: `(${selectBrokenDown(LABELLED)}) broken_down`,
    startsAt: bucketSql("hour"),
    dimensions: BREAKDOWN_DIMENSIONS,
  });
  await tx.unsafe(`insert into rollup_hour_breakdown (${columnList(BREAKDOWN_DIMENSIONS)}) ${hours}`);
}

function readNext(tx: TransactionSql, chunks: Span[]): Promise<CountedAttempts> | null {
  const chunk = chunks.shift();
  if (!chunk) return null;
  const reading = readCountedAttempts(tx, chunk);
  // A failure meanwhile ends the transaction, and with it whoever would have waited for this.
  reading.catch(() => undefined);
  return reading;
}

/** Adds up attempts by time and dimensions, and copies a row for each group into a table like a rollup. */
async function copyGroups(
  tx: TransactionSql,
  table: string,
  { measures, codes }: Counted,
  dimensions: readonly CountedDimension[],
  quartersBeforeUs: number,
): Promise<void> {
  const coded = dimensions.map((name) => ({ name, codes: codes[name] }));
  const encoder = borrowEncoder();
  try {
    encodeGroups(encoder, aggregateDelta(measures, coded, quartersBeforeUs));
    const columns = rollupColumns(dimensions).join(", ");
    await copyIn(tx, `copy ${table} (${columns}) from stdin (format binary)`, encoder.finish());
  } finally {
    returnEncoder(encoder);
  }
}
