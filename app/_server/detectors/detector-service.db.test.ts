import { expect, test, vi } from "vitest";
import { LOCKS } from "@/db/advisory-locks";
import { foldDeltas } from "@/db/rollups/fold-deltas";
import { sealMinutes } from "@/db/rollups/seal-minutes";
import { testDatabase } from "@/db/testing";
import { anAttempt, givenAttempts } from "@/db/testing/given-attempts";
import { HOUR_MS } from "@/lib/domain/time/units";
import { givenServer } from "../testing/given-server";
import { detectorService } from "./detector-service";

const database = testDatabase();
givenServer(database, { services: [detectorService] });
const WITHIN = { timeout: 50_000, interval: 100 };

test("hours are counted and looked at by a thread that leads apart from the background work", async () => {
  const now = new Date();
  await givenAttempts(database.sql, [anAttempt({ startedAtUs: (now.getTime() - 3 * HOUR_MS) * 1_000 })], now);
  while ((await foldDeltas(database.sql)) > 0);
  await sealMinutes(database.sql, { before: now });

  await vi.waitFor(async () => {
    const [held] = await database.sql<{ objid: number }[]>`
      select 1 from pg_locks where locktype = 'advisory' and granted
        and (classid::bigint << 32 | objid::bigint) = ${LOCKS.detecting}::bigint`;
    expect(held).toBeDefined();
    const [leader] = await database.sql`
      select 1 from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
      where locktype = 'advisory' and (classid::bigint << 32 | objid::bigint) = ${LOCKS.leader}::bigint`;
    expect(leader).toBeUndefined();
  }, WITHIN);
  // Its first round may have been before the attempt; the next comes a minute later.
  await vi.waitFor(async () => expect(await database.sql`select 1 from hour_profile`).toHaveLength(1), {
    timeout: 90_000,
    interval: 500,
  });
}, 150_000);
