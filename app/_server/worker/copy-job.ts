import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { SettledEnv } from "@/lib/env";
import { runCopies } from "../copies/run-copies";
import type { Job } from "./run-jobs";

/** Makes the scheduled copies of exports that are due, by the database's clock. */
export function copyJob({ db, sql, env }: { db: Db; sql: Sql; env: SettledEnv }): Job {
  return {
    name: "copy-exports",
    everyMs: 10 * SECOND_MS,
    run: async () => ((await runCopies({ db, env, clock: () => getDatabaseNow(sql) })) ? "more" : "done"),
  };
}
