import type { Db, Sql } from "@/db/client";
import { countsAsOf, lastProfiledAt } from "@/db/detectors/as-of";
import { detectRegressions } from "@/db/detectors/detect-regressions";
import { detectSwaps, SWAPS_EVERY_MS } from "@/db/detectors/detect-swaps";
import { profileHours } from "@/db/detectors/profile-hours";
import { getDatabaseNow } from "@/db/get-database-now";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Job } from "../worker/run-jobs";

type JobsInput = { db: Db; sql: Sql; clock?: () => Promise<Date> };

/** Counts what hours of each model were like, and looks for models that became slower or that another answers for. */
export function detectorJobs({ db, sql, clock = () => getDatabaseNow(sql) }: JobsInput): Job[] {
  let done = "";
  return [
    {
      name: "profile-hours",
      everyMs: MINUTE_MS,
      run: async () => profileHours(sql, { now: await clock() }),
    },
    {
      name: "detect-regressions",
      everyMs: MINUTE_MS,
      run: async () => {
        const now = await clock();
        // There is something new once an hour, and after an import.
        const known = `${countsAsOf(now)} ${await lastProfiledAt(db)}`;
        if (known !== done && (await detectRegressions(db, { now })) !== null) done = known;
        return "done";
      },
    },
    {
      name: "detect-swaps",
      everyMs: SWAPS_EVERY_MS,
      run: async () => {
        await detectSwaps(db, { now: await clock() });
        return "done";
      },
    },
  ];
}
