import type { Bench } from "../open-bench";
import { MAX_STORED_ROWS } from "../options";
import type { BenchValue, Section } from "../section";
import { DENSE_FACTORS, densifyMonth } from "./densify-month";
import { loadMonth, type Month } from "./load-month";
import { measureBytes } from "./measure-bytes";
import { measureQuestions, OURS } from "./measure-questions";
import { dropPlainTable, makePlainTable, openParquetScan } from "./scan-sides";

type Row = Record<string, BenchValue>;

/** What is measured on thirty days of requests, at every number of them asked for: the reads, and their bytes on disk. */
export async function measureMonths(bench: Bench): Promise<Section[]> {
  const { parts, rows: asked } = bench.options;
  const parquet = await openParquetScan(bench);
  const reads: Row[] = [];
  const bytes: Row[] = [];
  let month: Month | undefined;
  for (const wanted of asked) {
    const isDense = wanted > MAX_STORED_ROWS;
    if (isDense && !parts.includes("reads")) continue;
    const stored = isDense ? wanted / DENSE_FACTORS.length : wanted;
    if (month?.rows !== stored) {
      await month?.database.drop();
      month = await loadMonth(bench, stored);
      if (parts.includes("bytes")) bytes.push(...(await measureBytes(month)));
      if (parts.includes("reads")) await parquet.write(month);
    }
    if (!parts.includes("reads")) continue;
    if (isDense) {
      bench.log(`reads: making ${wanted.toLocaleString("en")} of ${stored.toLocaleString("en")}`);
      month = await densifyMonth(month);
      await parquet.multiply(DENSE_FACTORS);
    } else await makePlainTable(month);
    const dialects = isDense ? [] : (["percentile_disc", "percentile_cont"] as const);
    reads.push(...(await measureQuestions(bench, month, await parquet.scan(month), dialects)));
    await dropPlainTable(month);
  }
  await month?.database.drop();
  await parquet.close();
  return [
    ...(reads.length > 0
      ? [{ ...READS, rows: reads.map((row) => ({ ...row, "÷ a tenth": timeOverTenth(row, reads) })) }]
      : []),
    ...(bytes.length > 0 ? [{ ...BYTES, rows: bytes }] : []),
  ];
}

/** How many times as long a read takes as with a tenth of the requests, where that was measured too. */
function timeOverTenth({ requests, read, [OURS]: time }: Row, rows: readonly Row[]): number | null {
  const tenth = rows.find((row) => row.read === read && row.requests === Number(requests) / 10)?.[OURS];
  return typeof time === "number" && typeof tenth === "number" ? time / tenth : null;
}

const READS = {
  part: "reads",
  title: "Reads of 30 days, against exact scans of the same rows",
  notes: [
    "Ours: the function behind the route, in this process. DuckDB: quantile_disc on Parquet, all cores, files cached.",
    "Plain: percentile_disc or _cont on a plain table of the same columns in the same PostgreSQL, jit off, workers allowed.",
    "× is our speed over theirs; the last column is our time over that at a tenth of the requests, from another time of the run.",
    "Counts, tokens and cost of both sides are equal; the error is the worst of any percentile against DuckDB's.",
    `Beyond ${MAX_STORED_ROWS.toLocaleString("en")}, sums are made from those of a tenth: ten times each row, samples spread around; DuckDB has all rows.`,
  ],
};

const BYTES = {
  part: "bytes",
  title: "On disk, against the records as posted",
  notes: [
    "Thirty days of requests, indexes and TOAST included, sealed and vacuumed. Bytes a request are megabytes a million.",
    "Minutes are kept for a week only, and sums hardly grow with the requests: they are so large per request where those are few.",
  ],
};
