import { beforeEach, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { CAPPED_VALUE } from "@/lib/domain/dimension-cap";
import { DAY_US } from "@/lib/domain/time/units";
import { storeAttempts } from "../ingest/store-attempts";
import { settleRollups } from "../rollups/settle-rollups";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { DimensionCodes } from "./dimension-codes";
import { forgetDimensionDays } from "./forget-dimension-days";
import { listCappedDimensions } from "./list-capped-dimensions";

const database = testDatabase();
const NOW = new Date();
const MAX = 5;

beforeEach(async () => {
  await database.sql`truncate dimension_day, dimension_day_count, attempt_row, rollup_delta, rollup_delta_app`;
});

/** One process's way of storing: its memory of codes is its own. */
function givenWriter() {
  const codes = new DimensionCodes({ valuesMax: MAX });
  return (attempts: readonly Attempt[], day = 0) =>
    storeAttempts(database.sql, { posts: [attempts], codes, nowUs: NOW.getTime() * 1_000 + day * DAY_US });
}

const startedAtUs = NOW.getTime() * 1_000 - 60_000_000;
const ofTeams = (...teams: (string | null)[]) =>
  teams.map((team, index) => anAttempt({ startedAtUs: startedAtUs + index, team }));
const named = (prefix: string, n: number) => Array.from({ length: n }, (_, index) => `${prefix}-${index}`);

async function countBy(column: "team" | "model" | "requested_model" | "app"): Promise<Map<string | null, number>> {
  const rows = await database.sql.unsafe<{ value: string | null; n: number }[]>(
    `select d.value, count(*)::int as n from attempt a left join dimension d on d.id = a.${column}_id group by 1`,
  );
  return new Map(rows.map(({ value, n }) => [value, n]));
}

test("what comes beyond the values of a day is stored as others, and nothing is lost from the sums", async () => {
  const store = givenWriter();
  const [stored] = await store(ofTeams(...named("t", 8), "t-0", "t-7", null));
  await store(ofTeams("t-1", "t-6", "others"));

  expect(stored?.accepted).toBe(11);
  expect(await countBy("team")).toEqual(
    new Map([
      ...([
        ["t-0", 2],
        ["t-1", 2],
        ["t-2", 1],
        ["t-3", 1],
        ["t-4", 1],
      ] as const),
      [CAPPED_VALUE, 6],
      [null, 1],
    ]),
  );
  expect([...(await countBy("team")).values()].reduce((sum, n) => sum + n, 0)).toBe(14);
  await settleRollups(database.sql, { before: NOW });
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("processes at once have the values of a day together, and know what the others brought", async () => {
  const writers = Array.from({ length: 4 }, givenWriter);
  await Promise.all(writers.map((store, index) => store(ofTeams(...named(`w${index}`, 4)))));
  const first = await countBy("team");
  const own = [...first.keys()].filter((team) => team !== CAPPED_VALUE);
  expect([own.length, first.get(CAPPED_VALUE)]).toEqual([MAX, 16 - MAX]);

  // Whoever sends them now, those stay told apart and no more are.
  await Promise.all(writers.map((store) => store(ofTeams(...own, "late"))));
  const then = await countBy("team");
  expect(own.map((team) => then.get(team))).toEqual(own.map(() => 5));
  expect(then.get(CAPPED_VALUE)).toBe(16 - MAX + 4);
});

test("the next day has values of its own", async () => {
  const store = givenWriter();
  await store(ofTeams(...named("t", 6)));
  await store(ofTeams("t-5", "new"), 1);

  const counts = await countBy("team");
  expect([counts.get("t-5"), counts.get("new"), counts.get(CAPPED_VALUE)]).toEqual([1, 1, 1]);
});

test("names that are only asked for leave the models their room, and each dimension has its own", async () => {
  const store = givenWriter();
  const asked = named("asked", 9).map((requestedModel) => anAttempt({ startedAtUs, requestedModel, model: "m" }));
  await store(asked);
  await store([anAttempt({ startedAtUs, model: "other-model", app: "shop", requestedModel: null })]);

  const [models, requested] = [await countBy("model"), await countBy("requested_model")];
  expect([models.get("other-model"), models.has(CAPPED_VALUE)]).toEqual([1, false]);
  expect(requested.get(CAPPED_VALUE)).toBe(4);
  expect((await countBy("app")).get("shop")).toBe(1);
});

test("the price of a model that is capped is that of its name", async () => {
  const store = givenWriter();
  await store(named("m", 7).map((model) => anAttempt({ startedAtUs, model, costPico: 7n })));

  const [row] = await database.sql`
    select sum(cost_pico)::text as cost from attempt a join dimension d on d.id = a.model_id where d.value = ${CAPPED_VALUE}`;
  expect(row?.cost).toBe("14");
});

test("it is said which dimension has too many values, since when, and one of them", async () => {
  expect(await listCappedDimensions(database.db, { now: NOW })).toEqual([]);
  const store = givenWriter();
  await store(ofTeams(...named("t", 7)));
  await store(ofTeams("later"));

  expect(await listCappedDimensions(database.db, { now: NOW })).toEqual([
    { dimension: "team", values: MAX, since: expect.stringMatching(/^20/), example: "t-5" },
  ]);
});

test("a flood of new values takes the place of none that came on two days of the week before, and of no more than as many", async () => {
  const store = givenWriter();
  await store(ofTeams("steady", "monday", ...named("old", 2)), -5);
  await store(ofTeams("steady", ...named("old", 2)), -1);
  await store(ofTeams(...named("flood", 8)));
  await store(ofTeams("steady", "monday", "old-0", "old-1", "flood-0", "flood-7"));
  const other = givenWriter();
  await other(ofTeams("steady", "monday"));

  const counts = await countBy("team");
  expect(["steady", "old-0", "flood-0", "flood-7", "monday"].map((team) => counts.get(team))).toEqual([
    ...[4, 3, 2],
    ...[undefined, 1],
  ]);
  expect(counts.get(CAPPED_VALUE)).toBe(3 + 1 + 1 + 1);
});

test("floods of the days before are not known, and known ones are as many as may be new", async () => {
  const store = givenWriter();
  for (const day of [-4, -3]) await store(ofTeams(...named("old", MAX)), day);
  for (const day of [-2, -1]) await store(ofTeams(...named("older", MAX)), day);
  await store(ofTeams(...named("flood", 8)));
  await store(ofTeams(...named("old", MAX), ...named("older", MAX)));

  const today =
    await database.sql`select count(*)::int as n from dimension_day where use = 'team' and day = (now() at time zone 'UTC')::date`;
  expect(today).toMatchObject([{ n: 2 * MAX }]);
  expect((await countBy("team")).get(CAPPED_VALUE)).toBe(3 + MAX);
});

test("which values came, and since when there were too many, is forgotten after a week", async () => {
  await givenWriter()(ofTeams(...named("t", 7)), -9);
  await givenWriter()(ofTeams("t-1"), -7);
  await givenWriter()(ofTeams("t-0"));
  await forgetDimensionDays(database.sql);

  const [row] = await database.sql`
    select (select count(distinct day) from dimension_day)::int as days, (select count(distinct day) from dimension_day_count)::int as counts`;
  expect(row).toEqual({ days: 2, counts: 2 });
});
