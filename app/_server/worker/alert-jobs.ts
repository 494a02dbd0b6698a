import { evaluateRules } from "@/db/alerts/evaluate-rules";
import { trimDeliveries } from "@/db/alerts/trim-deliveries";
import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { getRetention } from "@/db/retention/get-retention";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { SettledEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { runDeliveries } from "../alerts/run-deliveries";
import type { Job } from "./run-jobs";

/** Looks which alert rules are due, by the database's clock. */
export function alertJob({ db, sql, rawDays }: { db: Db; sql: Sql; rawDays: number }): Job {
  return {
    name: "evaluate-alerts",
    everyMs: 10 * SECOND_MS,
    run: async () => {
      const now = await getDatabaseNow(sql);
      const retention = await getRetention(db, { now, rawDays });
      const onFailure = (err: unknown, rule: number) =>
        log.error({ err, rule }, "An alert rule could not be evaluated");
      await evaluateRules(db, { now, retention, onFailure });
      return "done";
    },
  };
}

/** Sends what is in the outbox of alerts, and trims what was sent long ago. */
export function deliveryJobs({ db, sql, env }: { db: Db; sql: Sql; env: SettledEnv }): Job[] {
  const clock = () => getDatabaseNow(sql);
  return [
    {
      name: "deliver-alerts",
      everyMs: SECOND_MS,
      run: async () => ((await runDeliveries({ db, env, clock })) ? "more" : "done"),
    },
    {
      name: "trim-deliveries",
      everyMs: HOUR_MS,
      run: async () => {
        await trimDeliveries(db, await clock());
        return "done";
      },
    },
  ];
}
