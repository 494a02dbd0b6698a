import type { Db, Sql } from "@/db/client";
import { continueReprice } from "@/db/reprice/continue-reprice";
import { forgetFormer } from "@/db/reprice/forget-former";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

/** Days between which nobody asks whether this process still leads. */
const DAYS_MAX = 6;

/** Goes on with the re-price that was begun, some days at a time, also after a process that died amid it. */
export function repriceJobs({ db, sql }: { db: Db; sql: Sql }): Job[] {
  return [
    { name: "reprice", everyMs: SECOND_MS, run: () => continueReprice({ db, sql }, { daysMax: DAYS_MAX }) },
    { name: "forget-reprices", everyMs: HOUR_MS, run: () => forgetFormer(sql) },
  ];
}
