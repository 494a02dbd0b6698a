import { expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { testDatabase } from "../testing";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { settleRollups } from "./settle-rollups";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();

test("after a bulk load all that is old is sealed, what is young is kept, and dead rows are cleared", async () => {
  const window = { from: new Date("2026-03-05T00:00:00Z"), to: new Date("2026-03-09T00:00:00Z") };
  await givenAttempts(database.sql, randomAttempts(seededRandom(3), 2_000, window));

  await settleRollups(database.sql, { before: new Date("2026-03-08T00:00:00Z") });

  const [left] = await database.sql`
    select (select count(*)::int from rollup_delta) as pending,
      (select count(*)::int from rollup_fresh where starts_at < '2026-03-08') as old,
      (select count(*)::int from rollup_fresh) > 0 as has_unsealed,
      (select bool_and(vacuum_count > 0) from pg_stat_user_tables where relname like 'rollup%') as is_vacuumed`;
  expect(left).toEqual({ pending: 0, old: 0, has_unsealed: true, is_vacuumed: true });
  expect(await verifyRollups(database.sql)).toEqual([]);
});
