import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "postgres";
import { createDatabase } from "@/db/client";
import { findRunning } from "@/db/embedded/find-running";
import { EnvError } from "@/lib/env";
import { launchProduct, type Product } from "../launch-product";
import type { Comparison, Side } from "./open-sides";
import { parentOf, processSeconds } from "./process-seconds";

/** A build that runs, with the database it brings. */
export type Running = Side &
  Product & {
    sql: Sql;
    counters: () => Promise<Counters>;
  };

/** What was written and worked since the start: bytes of WAL, and seconds of processor time, PostgreSQL's among all. */
export type Counters = { walBytes: number; seconds: number; postgresSeconds: number };

/** The folder that a build keeps its data in; the same name is the same folder. */
export async function dataFolder({ folder }: Comparison, { side }: Side, name: string): Promise<string> {
  const dataDir = join(folder, `${name}-${side}`);
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  return dataDir;
}

/** Starts one of the builds, as `npm start` does, over a folder of its own. Throws an EnvError that names the build. */
export async function startSide(bench: Comparison, side: Side, name: string): Promise<Running> {
  const dataDir = await dataFolder(bench, side, name);
  const env = { SWITCHYARD_DATA_DIR: dataDir, ...side.env };
  const product = await launchProduct(bench.cleanup, { folder: side.folder, env }).catch(() => {
    throw new EnvError(`${side.name}: the server did not get ready; what it said stands above`);
  });
  const url = await findRunning(dataDir);
  if (!url) throw new EnvError(`${side.name}: its PostgreSQL was not found in ${dataDir}`);
  const { sql, end } = createDatabase(url, { max: 1, applicationName: "switchyard-bench" });
  const stopReading = bench.cleanup.add(end);
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const postmaster = await parentOf(backend?.pid ?? 0);
  return {
    ...side,
    ...product,
    sql,
    counters: () => readCounters(sql, { server: product.pid, postmaster }),
    stop: async () => {
      await stopReading();
      await product.stop();
    },
  };
}

/** Where a build takes logs, and with which headers. */
export function logsOf({ origin, apiKey }: Product): { url: string; headers: Record<string, string> } {
  return {
    url: `${origin}/api/v1/logs`,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
  };
}

async function readCounters(sql: Sql, pids: { server: number; postmaster: number }): Promise<Counters> {
  const postgresSeconds = await processSeconds(pids.postmaster);
  const seconds = await processSeconds(pids.server);
  return { walBytes: await readWalBytes(sql), seconds, postgresSeconds };
}

/** How much WAL the server has ever written, in bytes. */
export async function readWalBytes(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes`;
  return row?.bytes ?? Number.NaN;
}
