import { expect, test } from "vitest";
import { DAY_US, HOUR_US } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { testDatabase } from "../testing";
import { aUsage, givenUsage } from "../testing/given-usage";
import { storeUsageRecords } from "./store-usage-records";

const database = testDatabase();
const store = (...records: ReturnType<typeof aUsage>[]) => givenUsage(database.sql, records);
const reasonsOf = ({ rejected }: Awaited<ReturnType<typeof store>>) => rejected.map(({ error }) => error);
let days = 0;
/** A day that no other test has. */
const ownDay = () => ({ startsAtUs: Date.UTC(2025, 0, ++days) * 1_000, endsAtUs: Date.UTC(2025, 0, days + 1) * 1_000 });

async function storedCost(id: string): Promise<string | undefined> {
  const [row] = await database.sql<
    { cost: string }[]
  >`select cost_pico::text as cost from usage_record where id = ${id}`;
  return row?.cost;
}

test("a record sent again unchanged is a duplicate, with other content needs a higher revision, which keeps the former", async () => {
  const record = aUsage({ ...ownDay(), units: { searches: 3, images: 1 }, inputTokens: 7, outputTokens: 0 });
  expect(await store(record, record)).toMatchObject({ stored: [{ id: record.id }], duplicates: 1 });
  expect(await store({ ...record, units: { images: 1, searches: 3 } })).toMatchObject({ stored: [], duplicates: 1 });

  const dearer = { ...record, amountPico: 9n, costPico: 9n };
  expect(reasonsOf(await store(dearer))).toEqual([
    { path: "revision", message: "Other content is stored under this id: a higher revision replaces it" },
  ]);
  expect(await store({ ...dearer, revision: 2 })).toMatchObject({ replaced: [{ costPico: 5_000_000_000_000n }] });
  expect(reasonsOf(await store({ ...record, revision: 1 }))).toEqual([
    { path: "revision", message: "Is older than the revision that is stored" },
  ]);

  expect(await storedCost(record.id)).toBe("9");
  const [former] =
    await database.sql`select revision, former->>'cost_pico' as cost from usage_correction where record_id = ${record.id}`;
  expect(former).toEqual({ revision: 0, cost: "5000000000000" });
});

test("a revision is of the same hours and names", async () => {
  const record = aUsage(ownDay());
  await store(record);
  const elsewhere = { ...record, revision: 1, model: "claude-opus-4-7" };
  expect(reasonsOf(await store(elsewhere))).toMatchObject([{ path: "id" }]);
  expect(await storedCost(record.id)).toBe("5000000000000");
});

test("the later of two about the same usage is rejected and names the other; the rest of the post is stored", async () => {
  const day = ownDay();
  const first = aUsage({ ...day, team: "search" });
  const again = aUsage({ ...day, team: "search" });
  const elsewhere = aUsage({ ...day, team: "support" });
  const settled = await store(first, again, elsewhere);

  expect(settled.stored.map(({ id }) => id)).toEqual([first.id, elsewhere.id]);
  expect(settled.rejected).toEqual([
    {
      place: 1,
      error: { path: "id", message: `Overlaps the usage record ${first.id}, which is about the same usage` },
    },
  ]);
  expect((await store(again)).rejected).toHaveLength(1);
});

test("an hour of a day, a whole of its parts and a part of its whole overlap; other parts, bills and hours do not", async () => {
  const day = ownDay();
  const noon = day.startsAtUs + 12 * HOUR_US;
  const part = aUsage({ ...day, key: "ci" });
  await store(part);

  const rejected = [
    aUsage({ ...day, key: "ci", startsAtUs: noon, endsAtUs: noon + HOUR_US }),
    aUsage({ ...day, key: null }),
    aUsage({ ...day, key: "ci", model: null }),
    aUsage({ startsAtUs: noon, endsAtUs: noon + DAY_US, key: "ci" }),
  ];
  expect((await store(...rejected)).rejected).toHaveLength(rejected.length);

  const stored = [
    aUsage({ ...day, key: "web" }),
    aUsage({ ...day, key: "unassigned" }),
    aUsage({ ...day, key: "ci", model: "unassigned" }),
    aUsage({ ...day, key: "ci", issuer: "openrouter" }),
    aUsage({ ...day, key: "ci", provider: "openai" }),
  ];
  expect((await store(...stored)).stored).toHaveLength(stored.length);
});

test("of many who store the same at once one does, and none of what overlaps is stored twice", async () => {
  const day = ownDay();
  const record = aUsage({ ...day, model: "m" });
  const all = await Promise.all(Array.from({ length: 8 }, () => store(record, aUsage({ ...day, model: "m" }))));

  expect(all.reduce((sum, { stored }) => sum + stored.length, 0)).toBe(1);
  const [row] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from usage_record where starts_at = ${new Date(day.startsAtUs / 1_000).toISOString()}`;
  expect(row?.n).toBe(1);
});

test("what is imported last replaces what an earlier export had, as often as it changes", async () => {
  const record = aUsage(ownDay());
  const importOf = (costPico: bigint) =>
    storeUsageRecords(database.sql, {
      records: [{ ...record, amountPico: costPico, costPico }],
      codes: new DimensionCodes(),
      replacing: "by the latest",
      apiKeyId: null,
      nowUs: 0,
    });
  await importOf(1n);
  expect(await importOf(2n)).toMatchObject({ replaced: [{ costPico: 1n }], duplicates: 0 });
  expect(await importOf(2n)).toMatchObject({ stored: [], duplicates: 1 });
  await importOf(3n);
  expect(await storedCost(record.id)).toBe("3");
});

test("a post that fails midway stores nothing of it", async () => {
  const day = ownDay();
  const good = aUsage({ ...day, model: "good" });
  const broken = aUsage({ ...day, model: "broken", endsAtUs: day.startsAtUs + 40 * HOUR_US });
  await expect(store(good, broken)).rejects.toThrow("usage_record_span_check");
  expect(await storedCost(good.id)).toBeUndefined();
});
