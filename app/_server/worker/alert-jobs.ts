import { evaluateRules } from "@/db/alerts/evaluate-rules";
import { trimAlerts } from "@/db/alerts/trim-alerts";
import { trimDeliveries } from "@/db/alerts/trim-deliveries";
import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { getRetention } from "@/db/retention/get-retention";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/time/units";
import { log } from "@/lib/log";
import { type RunInput, runDelivery } from "../alerts/run-delivery";
import type { Job } from "./run-jobs";

/** Looks which alert rules are due, by the database's clock, and trims alerts that ended long ago. */
export function alertJobs({ db, sql, rawDays }: { db: Db; sql: Sql; rawDays: number }): Job[] {
  const clock = () => getDatabaseNow(sql);
  return [
    {
      name: "evaluate-alerts",
      everyMs: 10 * SECOND_MS,
      run: async () => {
        const retention = await getRetention(db, { now: await clock(), rawDays });
        const onFailure = (err: unknown, rule: number) =>
          log.error({ err, rule }, "An alert rule could not be evaluated");
        await evaluateRules(db, { clock, retention, onFailure });
        return "done";
      },
    },
    {
      name: "trim-alerts",
      everyMs: HOUR_MS,
      run: async () => {
        await trimAlerts(db, await clock());
        return "done";
      },
    },
  ];
}

const SENT_AT_ONCE = 4;

/** Lanes that send what is in the outbox of alerts, so that three slow receivers hold up no other one, and what trims what was sent. */
export function deliveryLanes({ clock, ...input }: RunInput): Job[][] {
  const deliver: Job = {
    name: "deliver-alerts",
    everyMs: SECOND_MS,
    run: async () => ((await runDelivery({ ...input, clock })) ? "more" : "done"),
  };
  const trim: Job = {
    name: "trim-deliveries",
    everyMs: HOUR_MS,
    run: async () => {
      await trimDeliveries(input.db, await clock());
      return "done";
    },
  };
  return Array.from({ length: SENT_AT_ONCE }, (_, lane) => (lane === 0 ? [deliver, trim] : [deliver]));
}
