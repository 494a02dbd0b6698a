import type { Database, Db, Sql } from "@/db/client";
import { initEnv, parseEnv } from "@/lib/env";
import { getRuntime, type Service } from "../runtime";

export type ServeOptions = {
  /** Started in this order and stopped in reverse. */
  services?: readonly Service[];
  /** Variables that are set; every other has its default. */
  variables?: Record<string, string>;
  /** Where reports are read, if not on the database's own connections. */
  readers?: Database;
};

/** Makes this process a ready server on a database that stays the caller's; what it returns stops it. */
export async function serveOn(
  { db, sql, url }: { db: Db; sql: Sql; url: string },
  { services = [], variables = {}, readers }: ServeOptions = {},
): Promise<() => Promise<void>> {
  const env = { ...parseEnv(variables), databaseUrl: url, secret: "-".repeat(32) };
  initEnv(env);
  const runtime = getRuntime();
  const stopping = new AbortController();
  Object.assign(runtime, { phase: "ready", database: { db, sql, end: async () => undefined }, readers, stopping });
  for (const service of services) await service.start({ db, sql, env });
  return async () => {
    stopping.abort();
    for (const service of services.toReversed()) await service.stop();
  };
}
