import { expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS } from "@/lib/domain/time/units";
import { testDatabase } from "../testing";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { foldDeltas } from "./fold-deltas";
import { sealMinutes } from "./seal-minutes";

const database = testDatabase();
const NOW = new Date("2026-03-10T00:00:00Z");

/** Hours, days or months whose counts are not what the masks of their quarters count, or that have no counts. */
async function wrongCounts(unit: "hour" | "day" | "month") {
  return database.sql.unsafe(
    `select * from (
       select date_trunc($1, starts_at, 'UTC') as starts_at, model_id, provider_id, region_id,
         sum(bit_count(measured_mask::int::bit(16)))::int as measured, sum(bit_count(down_mask::int::bit(16)))::int as down
       from rollup_uptime group by 1, 2, 3, 4
     ) masks full join rollup_uptime_${unit} counts using (starts_at, model_id, provider_id, region_id)
     where masks.measured is distinct from counts.measured or masks.down is distinct from counts.down`,
    [unit],
  );
}

test("hours, days and months count the minutes of their quarters' masks, whenever records come", async () => {
  const random = seededRandom(11);
  for (let round = 0; round < 6; round++) {
    await givenAttempts(
      database.sql,
      randomAttempts(random, 300, { from: new Date("2026-02-26T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") }),
    );
    await foldDeltas(database.sql);
    await sealMinutes(database.sql, { before: new Date(NOW.getTime() - random() * 12 * DAY_MS) });
    expect(await wrongCounts("hour")).toEqual([]);
    expect(await wrongCounts("day")).toEqual([]);
    expect(await wrongCounts("month")).toEqual([]);
  }
  const [row] =
    await database.sql`select sum(down)::int as down, sum(measured)::int as measured from rollup_uptime_day`;
  expect(row?.down).toBeGreaterThan(0);
  expect(row?.measured).toBeGreaterThan(row?.down);
});

test("a cell without a judged attempt has its quarter, hour and day, with nothing measured", async () => {
  const startedAtUs = Date.parse("2026-03-02T10:00:00Z") * 1_000;
  const [attempt] = randomAttempts(seededRandom(1), 1, { from: NOW, to: NOW });
  if (!attempt) throw new Error("unreachable");
  await givenAttempts(database.sql, [{ ...attempt, startedAtUs, model: "left alone", outcome: "cancelled" }]);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: NOW });

  const rows = await database.sql`
    select measured_mask, h.measured as hour, d.measured as day
    from rollup_uptime u
    join dimension on id = u.model_id
    join rollup_uptime_hour h using (model_id, provider_id, region_id)
    join rollup_uptime_day d using (model_id, provider_id, region_id)
    where value = 'left alone'`;
  expect(rows.map((row) => ({ ...row }))).toEqual([{ measured_mask: 0, hour: 0, day: 0 }]);
});
