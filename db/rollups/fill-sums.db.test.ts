import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { epochMinute } from "@/lib/domain/time/time-window";
import { getRetention } from "../retention/get-retention";
import { LATER_SUMS } from "../schema/rollup-columns";
import { testDatabase } from "../testing";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { MIGRATIONS_FOLDER } from "../testing/template";
import { fillSums } from "./fill-sums";
import { foldDeltas } from "./fold-deltas";
import { sealMinutes } from "./seal-minutes";
import { PROJECTIONS } from "./seal-statements";
import { verifyRollups } from "./verify-rollups";

const database = testDatabase();
const WINDOW = { from: new Date("2026-02-27T00:00:00Z"), to: new Date("2026-03-03T00:00:00Z") };

/** What a version leaves that does not know the sums that came later, and the migration that follows it. */
async function givenOlderSums() {
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: WINDOW.to });
  const zeros = LATER_SUMS.map((name) => `${name} = 0`).join(", ");
  for (const table of ["rollup_minute", ...PROJECTIONS.map(({ table }) => table)]) {
    await database.sql.unsafe(`update ${table} set ${zeros}`);
  }
  const file = (await readdir(MIGRATIONS_FOLDER)).find((name) => name.endsWith("_fill-certain-money.sql")) ?? "";
  await database.sql.unsafe(await readFile(join(MIGRATIONS_FOLDER, file), "utf8"));
}

test("sums of an earlier version are counted anew, the newest day first, and the store says from when on it knows them", async () => {
  await givenAttempts(database.sql, randomAttempts(seededRandom(5), 400, WINDOW));
  await givenOlderSums();
  await database.sql`update rollup_state set raw_from = '2026-02-28'`;
  const knownFrom = async () =>
    (await getRetention(database.db, { now: WINDOW.to, rawDays: 1_000 })).partsKnownFrom ?? Number.NaN;
  expect(await knownFrom()).toBe(epochMinute(WINDOW.to));

  expect(await fillSums(database.sql)).toBe("more");
  expect(await knownFrom()).toBe(epochMinute(new Date("2026-03-02T00:00:00Z")));
  while ((await fillSums(database.sql)) === "more");

  // The first day has lost its attempts.
  expect(await knownFrom()).toBe(epochMinute(new Date("2026-02-28T00:00:00Z")));
  expect(await verifyRollups(database.sql, { from: "2026-02-28" })).toEqual([]);
  const again = await database.sql`select day::text from rollup_recount`;
  expect(again.map(({ day }) => day)).toEqual(["2026-03-02"]);
});
