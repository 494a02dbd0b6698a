import type { Db, Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import { trimMails } from "@/db/mail/trim-mails";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { SettledEnv } from "@/lib/env";
import { runMails } from "../mail/run-mails";
import type { Job } from "./run-jobs";

type MailJobsInput = { db: Db; sql: Sql; env: Pick<SettledEnv, "smtp" | "publicUrl" | "secret"> };

/** Sends what is in the outbox, by the database's clock, where a mail server is named, and trims what was sent long ago. */
export function mailJobs({ db, sql, env: { smtp, publicUrl, secret } }: MailJobsInput): Job[] {
  const clock = () => getDatabaseNow(sql);
  const trim: Job = {
    name: "trim-mails",
    everyMs: HOUR_MS,
    run: async () => {
      await trimMails(db, await clock());
      return "done";
    },
  };
  if (smtp === undefined) return [trim];
  const send: Job = {
    name: "send-mails",
    everyMs: 2 * SECOND_MS,
    run: async () => ((await runMails({ db, smtp, publicUrl, secret, clock })) ? "more" : "done"),
  };
  return [send, trim];
}
