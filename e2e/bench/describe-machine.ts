import { cpus, loadavg, totalmem } from "node:os";
import { version as duckdbVersion } from "@duckdb/node-api";
import { EMBEDDED_SETTINGS } from "@/db/embedded/settings";

/** Where and when numbers were taken: without it none of them means anything. */
export type Machine = {
  at: string;
  cpu: string;
  cores: number;
  memoryGiB: number;
  /** Load averages over 1, 5 and 15 minutes, before it began: the neighbours'. */
  load: number[];
  node: string;
  postgres: string;
  duckdb: string;
  settings: Readonly<Record<string, string>>;
};

export function describeMachine(postgres: string): Machine {
  return {
    at: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadAverages(),
    node: process.version,
    postgres,
    duckdb: duckdbVersion(),
    settings: EMBEDDED_SETTINGS,
  };
}

export function formatMachine(machine: Machine): string {
  const { cpu, cores, memoryGiB, load, node, postgres, duckdb } = machine;
  const versions = [`Node ${node}`, `PostgreSQL ${postgres}`, `DuckDB ${duckdb}`];
  return `${cores} × ${cpu}, ${memoryGiB} GiB; ${versions.join(", ")}; load before ${load.join(" ")}`;
}

export function loadAverages(): number[] {
  return loadavg().map((load) => Math.round(load * 100) / 100);
}
