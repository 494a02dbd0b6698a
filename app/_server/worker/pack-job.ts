import type { Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { packSettledPartitions } from "@/db/partitions/pack-settled-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { HOUR_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

const EVERY_MS = HOUR_MS;

/**
 * Packs the partitions of settled days, in the background: on a large day it takes minutes, and folding must not wait.
 *
 * A failure is reported by the next run.
 */
export function packJob({ sql }: { sql: Sql }): Job {
  let isPacking = false;
  let failure: unknown;

  return {
    name: "pack-partitions",
    everyMs: EVERY_MS,
    run: async () => {
      const failed = failure;
      failure = undefined;
      if (failed !== undefined) throw failed;
      if (!isPacking) {
        const now = await getDatabaseNow(sql);
        isPacking = true;
        packSettledPartitions(sql, { today: dayOfUs(now.getTime() * 1_000) })
          .catch((error: unknown) => {
            failure = error;
          })
          .finally(() => {
            isPacking = false;
          });
      }
      return "done";
    },
  };
}
