import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { listRequests } from "../attempts/list-requests";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { indexRequests } from "./index-requests";
import { isIndexed } from "./is-indexed";
import { packSettledPartitions } from "./pack-settled-partitions";
import { dayOfUs, partitionName } from "./partition-days";

const database = testDatabase();
const START_US = Date.UTC(2026, 2, 1) * 1_000;
const DAY = dayOfUs(START_US);
const ROWS = 30_000;
const WINDOW = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };

const find = async (requestId: string) => {
  const asked = { window: WINDOW, filters: NO_FILTERS, outcomes: [], sort: "newest" as const, limit: 10 };
  return (await listRequests(database.db, { ...asked, requestId })).requests.map(({ id }) => id);
};
const attemptAt = (n: number, more: object = {}) => anAttempt({ startedAtUs: START_US + n * 1_000_000, ...more });

test("a settled day's attempts are found by their request, in few of its pages, whatever came before or after", async () => {
  const spread = crypto.randomUUID();
  const before = Array.from({ length: ROWS }, (_, n) => attemptAt(n, { requestId: crypto.randomUUID() }));
  before[100] = attemptAt(100, { requestId: spread });
  before[200] = attemptAt(200, { requestId: "no uuid" });
  await givenAttempts(database.sql, before);

  await packSettledPartitions(database.sql, { today: DAY + 2 });
  const late = [attemptAt(ROWS, { requestId: spread }), attemptAt(ROWS + 1)];
  await givenAttempts(database.sql, late);
  await indexRequests(database.sql, { day: DAY });

  expect(await find(spread)).toEqual([late[0]?.id, before[100]?.id]);
  expect(await find("no uuid")).toEqual([before[200]?.id]);
  expect(await find(late[1]?.id ?? "")).toEqual([late[1]?.id]);
  expect(await find(crypto.randomUUID())).toEqual([]);
  const [size] = await database.sql<{ bytes: number }[]>`
    select pg_relation_size(${`${partitionName(DAY)}_request`}::regclass)::int as bytes`;
  expect((size?.bytes ?? 0) / ROWS).toBeLessThan(4);
  const linesOf = async (condition: SQL) => {
    const plan = await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return tx.execute(sql`explain (analyze, format text) select * from attempt a where a.bucket = 0
        and a.started_at >= '2026-03-01' and a.started_at < '2026-03-02' and coalesce(a.request_id, a.id) ${condition}`);
    });
    return plan.map((row) => Object.values(row)[0]).join("\n");
  };
  const other = crypto.randomUUID();
  for (const text of [await linesOf(sql`= ${spread}`), await linesOf(sql`= any(array[${spread}, ${other}])`)]) {
    expect(text).toContain("_request");
    // 32 pages a range, of some 400; one or two ranges have it, and now and then another seems to.
    expect(Number(/Heap Blocks:.*lossy=(\d+)/.exec(text)?.[1])).toBeLessThanOrEqual(128);
  }
}, 60_000);

test("what an interrupted run left of an index of summaries is made anew, not taken for one", async () => {
  const name = `${partitionName(DAY)}_request`;
  await database.sql`update pg_index set indisvalid = false where indexrelid = ${name}::regclass`;

  await indexRequests(database.sql, { day: DAY });

  expect(await isIndexed(database.sql, name)).toBe(true);
});

test("today's rows are not indexed: they come one by one", async () => {
  await packSettledPartitions(database.sql, { today: DAY + 1 });
  const today = attemptAt(86_400 + 5);
  await givenAttempts(database.sql, [today]);
  await packSettledPartitions(database.sql, { today: DAY + 1 });

  const [row] = await database.sql`select to_regclass(${`${partitionName(DAY + 1)}_request`}) as name`;
  expect(row).toEqual({ name: null });
});
