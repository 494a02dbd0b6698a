import { expect, test } from "vitest";
import { isFailure } from "@/lib/domain/outcome";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, MINUTE_US, QUARTER_MINUTES } from "@/lib/domain/time/units";
import { type Judged, quarterMasks } from "@/lib/domain/uptime/quarter-masks";
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

test("the stored masks are those of the rule, minute by minute", async () => {
  const attempts = randomAttempts(seededRandom(12), 600, {
    from: new Date("2026-03-04T00:00:00Z"),
    to: new Date("2026-03-04T02:00:00Z"),
  });
  await givenAttempts(database.sql, attempts);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: NOW });

  const counted = new Map<string, Judged[]>();
  for (const { model, provider, region, startedAtUs, outcome } of attempts) {
    const minute = Math.floor(startedAtUs / MINUTE_US);
    const key = [model, provider, region, Math.floor(minute / QUARTER_MINUTES)].join(" ");
    const minutes = counted.get(key) ?? Array.from({ length: QUARTER_MINUTES }, () => ({ ok: 0, failed: 0 }));
    counted.set(key, minutes);
    const counts = minutes[minute % QUARTER_MINUTES];
    if (counts && outcome === "ok") counts.ok++;
    else if (counts && isFailure(outcome)) counts.failed++;
  }
  const stored = await database.sql<{ key: string }[]>`
    select concat_ws(' ', m.value, p.value, r.value, (extract(epoch from starts_at) / 900)::int) as key,
      measured_mask as "measuredMask", down_mask as "downMask", down_judged as "downJudged", down_failed as "downFailed"
    from rollup_uptime
    join dimension m on m.id = model_id join dimension p on p.id = provider_id join dimension r on r.id = region_id
    where starts_at >= '2026-03-04' and starts_at < '2026-03-05'`;
  const expected = [...counted].map(([key, minutes]) => ({ key, ...quarterMasks(minutes) }));
  const byKey = (rows: readonly { key: string }[]) => rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  expect(byKey(stored.map((row) => ({ ...row })))).toEqual(byKey(expected));
});

test("a group without a counted attempt has its quarter, hour and day, with nothing measured", async () => {
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
