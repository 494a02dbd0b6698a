import type { Db, Sql } from "@/db/client";
import { detectRegressions } from "@/db/detectors/detect-regressions";
import { detectSwaps, SWAPS_EVERY_MS } from "@/db/detectors/detect-swaps";
import { profileHours } from "@/db/detectors/profile-hours";
import { getDatabaseNow } from "@/db/get-database-now";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Job } from "../worker/run-jobs";

/** Counts what hours of each model were like, and looks for models that became slower or that another answers for. */
export function detectorJobs({ db, sql }: { db: Db; sql: Sql }): Job[] {
  return [
    {
      name: "profile-hours",
      everyMs: MINUTE_MS,
      run: async () => profileHours(sql, { now: await getDatabaseNow(sql) }),
    },
    {
      name: "detect-regressions",
      everyMs: MINUTE_MS,
      run: async () => {
        await detectRegressions(db, { now: await getDatabaseNow(sql) });
        return "done";
      },
    },
    {
      name: "detect-swaps",
      everyMs: SWAPS_EVERY_MS,
      run: async () => {
        await detectSwaps(db, { now: await getDatabaseNow(sql) });
        return "done";
      },
    },
  ];
}
