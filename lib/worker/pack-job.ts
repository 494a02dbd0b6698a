import type { Sql } from "@/db/client";
import { listPartitionDays } from "@/db/partitions/list-partition-days";
import { packPartition } from "@/db/partitions/pack-partition";
import { dayOfUs } from "@/db/partitions/partition-days";
import type { Job } from "./run-jobs";

const EVERY_MS = 3_600_000;
/** By then nearly all of a day's records have come. */
const SETTLED_DAYS = 2;

/**
 * Packs the partitions of settled days, in the background: on a large day it takes minutes, and folding must not wait.
 *
 * A failure is reported by the next run.
 */
export function packJob(input: { sql: Sql; clock?: () => Date }): Job {
  const now = input.clock ?? (() => new Date());
  let isPacking = false;
  let failure: unknown;

  async function packSettled() {
    const settled = dayOfUs(now().getTime() * 1_000) - SETTLED_DAYS;
    for (const day of await listPartitionDays(input.sql)) {
      if (day <= settled) await packPartition(input.sql, { day });
    }
  }

  return {
    name: "pack-partitions",
    everyMs: EVERY_MS,
    run: async () => {
      const failed = failure;
      failure = undefined;
      if (failed !== undefined) throw failed;
      if (!isPacking) {
        isPacking = true;
        packSettled()
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
