import type { Sql } from "@/db/client";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { listPartitions } from "../attempt-storage";
import type { Section } from "../section";
import { type Month, recordsOf } from "./load-month";

/** What a request takes on disk: itself with its key, and its share of the sums. */
export async function measureBytes({ rows, database: { sql }, window }: Month): Promise<Section["rows"]> {
  const records = recordsOf(window, rows, 0);
  const sent = records.map((record) => ({ ...record, started_at: formatInstantUs(record.started_at) }));
  const posted = Buffer.byteLength(JSON.stringify(sent)) / records.length;
  const rollups = await listRollups(sql);
  const cases: [string, string[]][] = [
    ["single attempts with their key", await listPartitions(sql)],
    ["sums by hour", ["rollup_hour"]],
    ["sums by hour, of every kind", rollups.filter((name) => name.includes("hour"))],
    ["all sums but minutes", rollups.filter((name) => name !== "rollup_minute")],
    ["all sums", rollups],
  ];
  const sizes = await Promise.all(cases.map(async ([what, tables]) => ({ what, size: await sizeOf(sql, tables) })));
  sizes.splice(2, 0, { what: "sums by hour, written anew", size: await sizeWrittenAnew(sql, "rollup_hour") });
  return sizes.map(({ what, size }) => ({
    requests: rows,
    what,
    "bytes a request": size / rows,
    "× of posted": size / rows / posted,
    "posted bytes": posted,
  }));
}

async function listRollups(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname like 'rollup\\_%'`;
  return rows.map(({ name }) => name);
}

/** Without the free room that passing a month through at once leaves; hours that pass one by one use it again. */
async function sizeWrittenAnew(sql: Sql, table: string): Promise<number> {
  await sql.unsafe(
    `create table bench_anew (like ${table} including all); insert into bench_anew select * from ${table}`,
  );
  const size = await sizeOf(sql, ["bench_anew"]);
  await sql.unsafe("drop table bench_anew");
  return size;
}

async function sizeOf(sql: Sql, tables: readonly string[]): Promise<number> {
  const [row] = await sql<{ bytes: string }[]>`
    select coalesce(sum(pg_total_relation_size(name::regclass)), 0)::text as bytes from unnest(${[...tables]}::text[]) as t(name)`;
  return Number(row?.bytes);
}
