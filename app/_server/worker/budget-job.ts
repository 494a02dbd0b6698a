import { evaluateBudgets } from "@/db/budgets/evaluate-budgets";
import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { getRetention } from "@/db/retention/get-retention";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

/** Looks whether budgets have reached their thresholds, by the database's clock. */
export function budgetJob({ db, sql, rawDays }: { db: Db; sql: Sql; rawDays: number }): Job {
  return {
    name: "evaluate-budgets",
    everyMs: MINUTE_MS,
    run: async () => {
      const now = await getDatabaseNow(sql);
      await evaluateBudgets(db, { now, retention: await getRetention(db, { now, rawDays }) });
      return "done";
    },
  };
}
