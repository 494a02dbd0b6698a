import { expect, test } from "vitest";
import { foldDeltas } from "@/db/rollups/fold-deltas";
import { sealMinutes } from "@/db/rollups/seal-minutes";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { detectorJobs } from "./detector-jobs";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:07:00Z");

async function givenAttemptAt(model: string, atMs: number): Promise<void> {
  await givenAttempts(database.sql, [anAttempt({ model, startedAtUs: atMs * 1_000 })], NOW);
  while ((await foldDeltas(database.sql)) > 0);
  await sealMinutes(database.sql, { before: NOW });
}

test("slowdowns are sought once an hour, and again only when there is another hour or more of those before", async () => {
  await givenAttemptAt("a", NOW.getTime() - 2 * HOUR_MS);
  let now = NOW.getTime();
  const jobs = new Map(
    detectorJobs({ ...database, clock: async () => new Date(now) }).map((job) => [job.name, job.run]),
  );
  const looked = () => database.sql`select 1 from detector_series where kind = 'regression'`;

  // Nothing is done while hours are still counted.
  await jobs.get("detect-regressions")?.();
  expect(await looked()).toHaveLength(0);
  await jobs.get("profile-hours")?.();
  await jobs.get("detect-regressions")?.();
  expect(await looked()).toHaveLength(1);

  await database.sql`delete from detector_series`;
  now += MINUTE_MS;
  await jobs.get("detect-regressions")?.();
  expect(await looked()).toHaveLength(0);
  now += HOUR_MS;
  await jobs.get("detect-regressions")?.();
  expect(await looked()).toHaveLength(1);

  await givenAttemptAt("imported", NOW.getTime() - 5 * HOUR_MS);
  await jobs.get("profile-hours")?.();
  await jobs.get("detect-regressions")?.();
  expect(await looked()).toHaveLength(2);
});
