import { getArchiveHold } from "@/db/archive/archived-days";
import { listDaysToArchive } from "@/db/archive/list-days-to-archive";
import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { dayOfUs, isoDay } from "@/db/partitions/partition-days";
import { MINUTE_MS, SECOND_MS, US_PER_MS } from "@/lib/domain/time/units";
import type { SettledEnv } from "@/lib/env";
import { archiveDay } from "../archive/archive-day";
import { archiveStores } from "../archive/archive-stores";
import type { Job } from "./run-jobs";

const LOOK_EVERY_MS = 15 * SECOND_MS;

type ArchiveEnv = Pick<SettledEnv, "archive" | "exportDir" | "s3">;

/** The job that archives attempts, one day after the other; none where they are not archived. */
export function archiveLane({ db, sql, env }: { db: Db; sql: Sql; env: ArchiveEnv }): Job[][] {
  const { archive } = env;
  if (!archive) return [];
  const run = async () => {
    const now = await getDatabaseNow(sql);
    const today = dayOfUs(now.getTime() * US_PER_MS);
    for (const day of await listDaysToArchive(sql, { before: today - archive.afterDays })) {
      const became = await archiveDay({ db, sql, stores: archiveStores(env), target: archive.target, day, now });
      // One at a time, so that a leader that is to stop does.
      if (became === "done") return "more";
    }
    return "done";
  };
  return [[{ name: "archive-attempts", everyMs: MINUTE_MS, run }]];
}

/** Looks again and again whether a day could not be archived, whoever leads. A look that fails changes nothing. */
export function watchArchive(db: Db, { archive }: ArchiveEnv): { hold: () => string | null; stop: () => void } {
  let known: string | null = null;
  if (!archive) return { hold: () => null, stop: () => undefined };
  const look = async () => {
    try {
      const hold = await getArchiveHold(db);
      known = hold && `The attempts of ${isoDay(hold.day)} are not archived: ${hold.error}`;
    } catch {
      // The database is away, which others report.
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  void look();
  return { hold: () => known, stop: () => clearInterval(timer) };
}
