import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { publishDueProposals } from "@/db/proposals/publish-due-proposals";
import type { Job } from "./run-jobs";

const EVERY_MS = 1_000;

/** Lets approved policies take force when their time comes, by the database's clock. */
export function publishJob({ db, sql }: { db: Db; sql: Sql }): Job {
  return {
    name: "publish-due",
    everyMs: EVERY_MS,
    run: async () => {
      await publishDueProposals(db, { now: await getDatabaseNow(sql) });
      return "done";
    },
  };
}
