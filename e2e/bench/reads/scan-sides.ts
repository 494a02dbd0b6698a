import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Sql } from "postgres";
import { copyToFile } from "../attempt-storage";
import { FILTERED } from "../create-log-records";
import type { Bench } from "../open-bench";
import type { AnswerRow } from "./compare-answers";
import type { Month } from "./load-month";
import { type Dialect, SCAN_COLUMNS, type ScanQuestion, scanStatement } from "./scan-statement";

/** Who answers from rows alone; the answer is complete and in this process when it comes. */
export type Scan = (question: ScanQuestion) => Promise<() => AnswerRow[]>;

/** The attempts of a month in a Parquet file, in DuckDB with all cores. */
export type ParquetScan = {
  write: (month: Month) => Promise<void>;
  /** Makes each row into as many as there are factors, its times multiplied by them. */
  multiply: (factors: readonly number[]) => Promise<void>;
  scan: (month: Month) => Promise<Scan>;
  bytes: () => Promise<number>;
  close: () => Promise<void>;
};

const COLUMN_TYPES: Readonly<Record<keyof typeof SCAN_COLUMNS, string>> = {
  started_at_us: "bigint",
  model_id: "integer",
  region_id: "integer",
  tier_id: "integer",
  outcome: "smallint",
  final: "boolean",
  duration_us: "bigint",
  ttft_us: "bigint",
  input_tokens: "integer",
  output_tokens: "integer",
  cost_pico: "bigint",
};
const SELECT_ROWS = `select ${Object.entries(SCAN_COLUMNS)
  .map(([name, value]) => `${value} as ${name}`)
  .join(", ")} from attempt`;
const PLAIN_TABLE = "bench_plain";

export async function openParquetScan(bench: Bench): Promise<ParquetScan> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(availableParallelism()),
    temp_directory: join(bench.folder, "duckdb"),
  });
  const connection = await instance.connect();
  const close = bench.cleanup.add(async () => {
    connection.closeSync();
    instance.closeSync();
  });
  let version = 0;
  const file = () => join(bench.folder, `rows-${version}.parquet`);
  const source = () => `read_parquet('${file()}')`;

  return {
    write: async ({ database }) => {
      const csv = await copyToFile(database.sql, `(${SELECT_ROWS})`, "format csv");
      const columns = Object.entries(COLUMN_TYPES).map(([name, type]) => `'${name}': '${type}'`);
      const rows = `read_csv('${csv}', header = false, columns = {${columns.join(", ")}})`;
      await rm(file(), { force: true });
      version++;
      await connection.run(`copy (select * from ${rows}) to '${file()}' (format parquet)`);
      await rm(csv);
    },
    multiply: async (factors) => {
      const old = file();
      const times = ["duration_us", "ttft_us"].map((name) => `cast(round(${name} * factor) as bigint) as ${name}`);
      const rows = `select * replace (${times.join(", ")}) from (
        select *, list_extract([${factors.join(", ")}], cast(copy + 1 as integer)) as factor
        from ${source()}, range(${factors.length}) as copies(copy))`;
      version++;
      await connection.run(`copy (select * exclude (copy, factor) from (${rows})) to '${file()}' (format parquet)`);
      await rm(old);
    },
    scan: async (month) => {
      const names = await readNames(month.database.sql);
      return async (question) => {
        const asked = { from: source(), dialect: "duckdb" as const, window: month.window, filter: names.filter };
        const reader = await connection.runAndReadAll(scanStatement(question, asked));
        const rows = reader.getRowsJS();
        return () => rows.map((row) => answerRow(question, names.models, row));
      };
    },
    bytes: async () => {
      const statement = `select sum(total_compressed_size) from parquet_metadata('${file()}')`;
      return Number((await connection.runAndReadAll(statement)).getRowsJS()[0]?.[0]);
    },
    close,
  };
}

/** The same rows in a plain table of the same database. */
export async function makePlainTable({ database: { sql } }: Month): Promise<void> {
  await sql.unsafe(`create table ${PLAIN_TABLE} as ${SELECT_ROWS}`);
  await sql.unsafe(`vacuum (analyze) ${PLAIN_TABLE}`);
}

export async function dropPlainTable({ database: { sql } }: Month): Promise<void> {
  await sql.unsafe(`drop table if exists ${PLAIN_TABLE}`);
}

/** PostgreSQL with nothing but the plain table: workers as it likes, memory to sort in, no compiling. */
export async function plainTableScan(month: Month, dialect: Exclude<Dialect, "duckdb">): Promise<Scan> {
  const names = await readNames(month.database.sql);
  return async (question) => {
    const asked = { from: PLAIN_TABLE, dialect, window: month.window, filter: names.filter };
    const rows = await month.database.sql.begin(async (tx) => {
      await tx.unsafe("set local jit = off; set local work_mem = '256MB'; set local parallel_setup_cost = 1000");
      return tx.unsafe(scanStatement(question, asked)).values();
    });
    return () => rows.map((row) => answerRow(question, names.models, row));
  };
}

type Names = { models: ReadonlyMap<number, string>; filter: { region: number; tier: number } };

async function readNames(sql: Sql): Promise<Names> {
  const rows = await sql<{ id: number; kind: string; value: string }[]>`select id, kind, value from dimension`;
  const codeOf = (kind: string, value: string) =>
    rows.find((row) => row.kind === kind && row.value === value)?.id ?? Number.NaN;
  return {
    models: new Map(rows.filter(({ kind }) => kind === "model").map(({ id, value }) => [id, value])),
    filter: { region: codeOf("region", FILTERED.region), tier: codeOf("tier", FILTERED.tier) },
  };
}

function answerRow(question: ScanQuestion, models: Names["models"], row: readonly unknown[]): AnswerRow {
  const [model, bucket, ...values] = row;
  const name = models.get(Number(model)) ?? "";
  return {
    key: question.buckets ? `${name} ${Number(bucket)}` : name,
    sums: values.slice(0, question.sums.length).map(Number),
    percentiles: values
      .slice(question.sums.length)
      .flatMap((list) => (Array.isArray(list) ? list.map(Number) : question.shares.map(() => null))),
  };
}
