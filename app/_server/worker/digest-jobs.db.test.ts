import { expect, test } from "vitest";
import { addSubscription } from "@/db/digests/add-subscription";
import { listSentDigests } from "@/db/digests/list-sent-digests";
import { testDatabase } from "@/db/testing";
import { parseSmtpUrl } from "@/lib/env/smtp-settings";
import { digestJobs, openDigestDatabase } from "./digest-jobs";

const database = testDatabase();

test("a digest is made on two connections, however much it reads at once", async () => {
  const choice = { cadence: "monthly", tz: "UTC" } as const;
  const before = new Date("2026-01-01T00:00:00Z");
  await addSubscription(database.db, { choice, address: "a@example.com", actor: "ada@example.com", now: before });
  const server = parseSmtpUrl("smtp://127.0.0.1:1");
  if (!server) throw new Error("It is an address");
  const smtp = { ...server, from: { name: "", address: "digests@example.com" } };
  const digesting = openDigestDatabase(database.url);
  for (const job of digestJobs({ ...digesting, env: { smtp, rawRetentionDays: 400 } })) await job.run();

  const opened = await database.sql<{ application_name: string }[]>`
    select application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name = 'switchyard-digests'`;
  await digesting.end();
  expect(await listSentDigests(database.db)).toHaveLength(1);
  expect(opened).toHaveLength(2);
});
