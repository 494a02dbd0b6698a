import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { dropExpiredPartitions } from "../partitions/drop-expired-partitions";
import { dayOfUs } from "../partitions/partition-days";
import { LATER_SUMS, ROLLUP_METRICS } from "../schema/rollup-columns";
import { testDatabase } from "../testing";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { MIGRATIONS_FOLDER } from "../testing/template";
import { compactMonths } from "./compact-months";
import { foldDeltas } from "./fold-deltas";
import { sealMinutes } from "./seal-minutes";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
/** Sketches are not the same byte by byte, and the sums that came later than the migration it knew nothing of. */
const UNKNOWN = [...ROLLUP_METRICS.map((metric) => `${metric}_sketch`), ...LATER_SUMS];
const MONTHS = ["rollup_month", "rollup_month_model", "rollup_month_app", "rollup_uptime_month"];

test("the migration gives a database in use its months, and says which days lack attempts", async () => {
  const window = { from: new Date("2026-02-24T00:00:00Z"), to: new Date("2026-03-05T00:00:00Z") };
  // Nothing was refused in the time of that migration.
  const attempts = randomAttempts(seededRandom(5), 1_500, window).map((attempt) =>
    attempt.outcome === "refused" ? { ...attempt, outcome: "cancelled" as const } : attempt,
  );
  await givenAttempts(database.sql, attempts);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: window.to });
  const contents = () =>
    Promise.all(
      MONTHS.map((table) =>
        database.sql.unsafe(`select to_jsonb(m) - array[${UNKNOWN.map((name) => `'${name}'`).join(", ")}] as row from ${table} m
          order by m.*::text collate "C"`),
      ),
    );
  const sorted = (rows: readonly Iterable<unknown>[]) =>
    rows.map((list) => Array.from(list, (row) => JSON.stringify(row)).sort());
  const sealed = sorted(await contents());
  await database.sql.unsafe(`truncate ${MONTHS.join(", ")}`);
  await dropExpiredPartitions(database.sql, dayOfUs(window.from.getTime() * 1_000) + 1);
  await database.sql`update rollup_state set raw_from = '-infinity'`;

  const names = await readdir(MIGRATIONS_FOLDER);
  const file = names.find((name) => name.endsWith("_fill-month-rollups.sql")) ?? "";
  await database.sql.unsafe(await readFile(join(MIGRATIONS_FOLDER, file), "utf8"));

  expect(sorted(await contents())).toEqual(sealed);
  const [state] = await database.sql`select raw_from::text from rollup_state`;
  expect(state).toEqual({ raw_from: "2026-02-25 00:00:00+00" });
  expect(await compactMonths(database.sql)).toBeGreaterThan(0);
  const wrong = (await verifyRollups(database.sql)).filter(({ column }) => !UNKNOWN.includes(column));
  expect(wrong).toEqual([]);
});
