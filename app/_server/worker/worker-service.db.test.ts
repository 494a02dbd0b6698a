import { expect, test, vi } from "vitest";
import { readKnownMigration } from "@/db/migrations/read-known-migration";
import { testDatabase } from "@/db/testing";
import { MIGRATIONS_FOLDER } from "@/db/testing/template";
import { getRuntime } from "../runtime";
import { givenServer } from "../testing/given-server";
import { workerService } from "./worker-service";

const database = testDatabase();
givenServer(database, { services: [workerService] });
const WITHIN = { timeout: 50_000, interval: 100 };
const status = () => getRuntime().workerStatus();

test("a process tells that its retention is held, and goes back to work once a newer version's migration is gone", async () => {
  await vi.waitFor(
    () => expect(status()).toMatchObject({ running: true, detail: expect.stringContaining("leading") }),
    WITHIN,
  );
  expect(status()).toMatchObject({ isOutdated: false, retentionHold: null });

  const newer = (await readKnownMigration(MIGRATIONS_FOLDER)) + 1;
  await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', ${newer})`;
  await database.sql`update rollup_state set retention_day = '2026-01-01'`;
  await vi.waitFor(() => {
    expect(status()).toMatchObject({
      ...{ isOutdated: true, detail: expect.stringContaining("standing by") },
      retentionHold: expect.stringContaining("Retention last ran on 2026-01-01"),
    });
  }, WITHIN);

  await database.sql`delete from drizzle.__drizzle_migrations where hash = 'newer'`;
  await vi.waitFor(() => expect(status().detail).toContain("leading"), WITHIN);
});
