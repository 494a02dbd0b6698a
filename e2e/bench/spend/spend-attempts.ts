import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Bench } from "../open-bench";
import type { NAMES, SpendYear } from "./spend-year";

/** Attempts of thirteen months in a Parquet file, in DuckDB with all cores. */
export type SpendAttempts = {
  connection: DuckDBConnection;
  /** As a table expression. */
  source: string;
  /** Writes the answer to a statement as CSV; the caller removes it. */
  toCsv: (statement: string) => Promise<string>;
  close: () => Promise<void>;
};

/** Unlike random numbers these are the same however many threads make them. */
const share = (salt: number) => `(hash(i, ${salt}) % 1000003) / 1000003.0`;

/** Makes so many attempts in the order of their time: the busiest app has a tenth of all, two models have no price. */
export async function makeSpendAttempts(bench: Bench, year: SpendYear, rows: number): Promise<SpendAttempts> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(availableParallelism()),
    temp_directory: join(bench.folder, "duckdb-spend"),
  });
  const connection = await instance.connect();
  const close = bench.cleanup.add(async () => {
    connection.closeSync();
    instance.closeSync();
  });
  const file = join(bench.folder, `spend-${rows}.parquet`);
  const codeOf = (name: (typeof NAMES)[number], index: string) =>
    `list_extract([${year.codes[name].join(", ")}], cast(${index} as integer) + 1) as ${name}_id`;
  const fromUs = year.days.from.getTime() * 1_000;
  const lengthUs = year.days.to.getTime() * 1_000 - fromUs;
  await connection.run(`copy (
    select started_at_us, ${codeOf("app", "app")}, ${codeOf("model", "model")}, ${codeOf("provider", "model % 6")},
      ${codeOf("region", "region")}, ${codeOf("tier", "app % 3")}, ${codeOf("team", "app % 10")}, is_ok, input_tokens, output_tokens,
      case when model < 18 then input_tokens * 250000 * (1 + model) + output_tokens * 1000000 * (1 + model) end as cost_pico,
      is_estimated
    from (
      select ${fromUs} + cast(floor(i * (${lengthUs} / ${rows}.0)) as bigint) as started_at_us, app,
        cast((app * 7 + slot * 3) % 20 as integer) as model, region, is_ok, input_tokens, output_tokens, is_estimated
      from (
        select i, cast(floor(100 * power(${share(1)}, 2)) as integer) as app, cast(floor(5 * power(${share(2)}, 2)) as integer) as slot,
          cast(floor(3 * ${share(3)}) as integer) as region, ${share(4)} < 0.99 as is_ok, ${share(5)} < 0.004 as is_estimated,
          cast(200 + floor(4000 * ${share(6)}) as bigint) as input_tokens, cast(40 + floor(900 * ${share(7)}) as bigint) as output_tokens
        from range(${rows}) t(i)
      )
    )
  ) to '${file}' (format parquet)`);
  let files = 0;
  return {
    connection,
    source: `read_parquet('${file}')`,
    toCsv: async (statement) => {
      const csv = join(bench.folder, `spend-${files++}.csv`);
      await connection.run(`copy (${statement}) to '${csv}' (format csv, header false)`);
      return csv;
    },
    close: async () => {
      await close();
      await rm(file, { force: true });
    },
  };
}
