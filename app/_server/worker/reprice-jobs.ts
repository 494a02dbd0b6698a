import type { Db, Sql } from "@/db/client";
import { continueReprice } from "@/db/reprice/continue-reprice";
import { forgetFormer } from "@/db/reprice/forget-former";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

/** Goes on with the re-price that was begun, a day or two at a time, also after a process that died amid it. */
export function repriceJobs({ db, sql }: { db: Db; sql: Sql }): Job[] {
  return [
    { name: "reprice", everyMs: SECOND_MS, run: () => continueReprice({ db, sql }) },
    { name: "forget-reprices", everyMs: HOUR_MS, run: () => forgetFormer(sql) },
  ];
}
