import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { compactFresh } from "../rollups/compact-fresh";
import { foldDeltas } from "../rollups/fold-deltas";
import { rebuildRollups } from "../rollups/rebuild-rollups";
import { sealMinutes } from "../rollups/seal-minutes";
import { ROLLUP_METRICS, ROLLUP_SUMS } from "../schema/rollup-columns";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { decodeSamples } from "./decode-samples";
import type { GroupsInput } from "./group-types";
import { readGroups } from "./read-groups";
import { keepSealedSums, SealedSumsCache, sealedSumsOf } from "./sealed-sums";
import { timeBlocks } from "./time-blocks";

const WINDOW = { from: new Date("2026-03-07T20:00:00Z"), to: new Date("2026-03-12T04:10:00Z") };
const random = seededRandom(1);
const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
const within = (share: number) =>
  new Date(WINDOW.from.getTime() + share * (WINDOW.to.getTime() - WINDOW.from.getTime()));
const span = { from: WINDOW.from.getTime() / MINUTE_MS + 17, to: WINDOW.to.getTime() / MINUTE_MS };

type Question = GroupsInput<(typeof ROLLUP_SUMS)[number]>;
const question = (more: Partial<Question> = {}): Question => ({
  ...{ buckets: [span], filters: NO_FILTERS, groupBy: ["model", "provider"], sums: ROLLUP_SUMS },
  ...{ metrics: ROLLUP_METRICS, retention: EVERYTHING_RETAINED },
  ...more,
});
/** Asked again and again, as screens do. */
const QUESTIONS: readonly Question[] = [
  question({
    buckets: timeBlocks({ span, filters: NO_FILTERS, groupBy: ["model"], retention: EVERYTHING_RETAINED }),
  }),
  question({ filters: { ...NO_FILTERS, region: ["eu"], tier: ["gold"] }, groupBy: ["model", "region"] }),
  question({ groupBy: ["app"], metrics: [] }),
  question({ buckets: hoursOf(span), groupBy: ["model"], metrics: ["ttft"] }),
  question({ buckets: [{ from: span.to - 3_000, to: span.to - 1_441 }], groupBy: [] }),
];

function hoursOf({ from, to }: { from: number; to: number }) {
  const starts = [from];
  for (let at = Math.floor(from / 60 + 1) * 60; at < to; at += 60) starts.push(at);
  return starts.map((start, index) => ({ from: start, to: starts[index + 1] ?? to }));
}

async function answered(db: Db, asked: Question) {
  const { groups, ...read } = await readGroups(db, asked);
  const rows = groups.map(({ bucket, names, sums, samples }) => [
    JSON.stringify([bucket, names]),
    {
      sums,
      samples: Object.entries(samples).map(([metric, own]) => [
        metric,
        [own.n, own.min, own.max],
        decodeSamples({ ...own, exact: null }, 0),
      ]),
    },
  ]);
  return { ...read, groups: Object.fromEntries(rows) };
}

/** Asked through the kept sums, and by reading everything, in one snapshot's data: nothing else writes meanwhile. */
async function expectFresh({ db }: { db: Db }, asked: Question) {
  const whole = await db.transaction((tx) => answered(tx, asked));
  expect(await answered(db, asked)).toEqual(whole);
}

const database = testDatabase();

test("whatever befalls the rows in whatever order, sums that are kept are those that are there", {
  timeout: 240_000,
}, async () => {
  keepSealedSums(database.db, { bytesMax: 1_000_000 });
  const days = ["2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"];
  const events = {
    comeLate: (share: number) =>
      givenAttempts(database.sql, randomAttempts(random, 30, { from: WINDOW.from, to: within(share + 0.04) })),
    fold: () => foldDeltas(database.sql),
    compact: () => compactFresh(database.sql),
    seal: (share: number) => sealMinutes(database.sql, { before: within(share) }),
    sealLess: (share: number) => sealMinutes(database.sql, { before: within(share * random()) }),
    rebuild: () => rebuildRollups(database.sql, { from: pick(days), to: "2026-03-10" }),
  };

  for (let round = 0; round < 14; round++) {
    const share = round / 15;
    await givenAttempts(database.sql, randomAttempts(random, 40, { from: within(share), to: within(share + 0.04) }));
    for (const event of Object.values(events).filter(() => random() < 0.4)) await event(share);
    for (let asked = 0; asked < 3; asked++) await expectFresh(database, pick(QUESTIONS));
  }
});

test("what did not change is not read again, and one who asks while it changes sees all of it before or after", async () => {
  keepSealedSums(database.db, { bytesMax: 1_000_000 });
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: WINDOW.to });
  const [asked = question()] = QUESTIONS;
  await answered(database.db, asked);
  // Behind their back: what was kept is what is answered.
  await database.sql`create table kept_hours as select * from rollup_hour_model`;
  await database.sql`create table kept_days as select * from rollup_day_model`;
  await database.sql`delete from rollup_day_model`;
  await database.sql`delete from rollup_hour_model`;
  const held = await answered(database.db, asked);
  await database.sql`insert into rollup_day_model select * from kept_days`;
  await database.sql`insert into rollup_hour_model select * from kept_hours`;
  expect(held).toEqual(await database.db.transaction((tx) => answered(tx, asked)));

  const before = Object.values(held.groups).length;
  expect(before).toBeGreaterThan(0);
  const changes = rebuildRollups(database.sql, { from: "2026-03-08", to: "2026-03-10" });
  for (let round = 0; round < 20; round++) expect(await answered(database.db, asked)).toEqual(held);
  await changes;
  await expectFresh(database, asked);
});

test("a number that a crash gave out twice is no proof that nothing changed", async () => {
  keepSealedSums(database.db, { bytesMax: 1_000_000 });
  const [asked = question()] = QUESTIONS;
  await answered(database.db, asked);
  await givenAttempts(database.sql, randomAttempts(random, 30, { from: WINDOW.from, to: WINDOW.to }));
  await foldDeltas(database.sql);
  const [last] = await database.sql<{ version: string; token: string }[]>`
    select version::text, token::text from sealed_change order by sealed_change.version desc limit 1`;
  await sealMinutes(database.sql, { before: WINDOW.to });
  await database.db.execute(sql`delete from sealed_change where version >= ${last?.version ?? ""}::text::bigint`);
  await database.db.execute(sql`insert into sealed_change (version, starts_at, ends_at) overriding system value
    values (${last?.version ?? ""}::text::bigint, ${WINDOW.to.toISOString()}, ${new Date(WINDOW.to.getTime() + DAY_MS).toISOString()})`);

  await expectFresh(database, asked);
});

test("what is kept has bounds: those asked longest ago make room, and one too large is not kept", () => {
  const asOf = { version: "1", token: "a" };
  const sums = (bytes: number) => ({ asOf, rows: [bytes], bytes });
  const cache = new SealedSumsCache({ bytesMax: 8_000 });
  for (const key of ["a", "b", "c", "d"]) cache.set(key, sums(2_000));
  cache.get("a");
  cache.set("e", sums(2_000));
  cache.set("large", sums(2_001));

  expect(["a", "b", "c", "d", "e", "large"].filter((key) => cache.get(key) !== undefined)).toEqual([
    ...["a", "c", "d", "e"],
  ]);
  expect(cache.bytes).toBeLessThanOrEqual(8_000);
  expect(sealedSumsOf({} as Db)).toBeUndefined();
});
