import { createDatabase, type Database, type Db, type Sql } from "@/db/client";
import { makeDueDigests } from "@/db/digests/make-due-digests";
import { trimDigests } from "@/db/digests/trim-digests";
import { getDatabaseNow } from "@/db/get-database-now";
import { getRetention } from "@/db/retention/get-retention";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { SettledEnv } from "@/lib/env";
import { log } from "@/lib/log";
import type { Job } from "./run-jobs";

type DigestJobsInput = { db: Db; sql: Sql; env: Pick<SettledEnv, "smtp" | "rawRetentionDays"> };

const CONNECTIONS = 2;

/** What digests are made with. They read months of everything at once, and neither folding nor alerts wait for that. */
export function openDigestDatabase(url: string): Database {
  return createDatabase(url, { max: CONNECTIONS, applicationName: "switchyard-digests" });
}

/** Makes the digests that are due, by the database's clock, where a mail server is named, and deletes those of long ago. */
export function digestJobs({ db, sql, env: { smtp, rawRetentionDays: rawDays } }: DigestJobsInput): Job[] {
  const trim: Job = {
    name: "trim-digests",
    everyMs: HOUR_MS,
    run: async () => {
      await trimDigests(db, await getDatabaseNow(sql));
      return "done";
    },
  };
  // Without one they would wait, and arrive weeks later all at once.
  if (smtp === undefined) return [trim];
  const make: Job = {
    name: "make-digests",
    everyMs: MINUTE_MS,
    run: async () => {
      const now = await getDatabaseNow(sql);
      const onFailure = (err: unknown, choice: object) => log.error({ err, ...choice }, "A digest could not be made");
      await makeDueDigests(db, { now, retention: await getRetention(db, { now, rawDays }), onFailure });
      return "done";
    },
  };
  return [make, trim];
}
