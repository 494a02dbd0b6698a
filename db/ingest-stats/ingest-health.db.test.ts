import { beforeEach, expect, test } from "vitest";
import { LAG_MAX_MS } from "@/lib/contract/ingest-health";
import { type IngestedMinute, NO_AMBIGUOUS } from "@/lib/domain/ingest-checks/arrived";
import { type IngestCounts, noIngestCounts } from "@/lib/domain/ingest-checks/ingest-checks";
import { sketchFromValues } from "@/lib/domain/sketch/sketch";
import { DAY_US, HOUR_MS, MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { createKey } from "../keys/create-key";
import { testDatabase } from "../testing";
import { addIngestStats } from "./add-ingest-stats";
import { forgetIngestStats } from "./forget-ingest-stats";
import { getIngestHealth } from "./get-ingest-health";

const database = testDatabase();
const NOW = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 30 * MINUTE_MS + 20_000);
const THIS_MINUTE_US = Math.floor(NOW.getTime() / MINUTE_MS) * MINUTE_US;

const arrived = (
  minutesAgo: number,
  counts: Partial<IngestCounts>,
  rest: Partial<IngestedMinute> = {},
): IngestedMinute => ({
  keyId: null,
  source: "switchyard",
  startsAtUs: THIS_MINUTE_US - minutesAgo * MINUTE_US,
  posts: 1,
  duplicates: 0,
  rejected: 0,
  late: 0,
  ambiguous: NO_AMBIGUOUS,
  ignored: {},
  counts: { ...noIngestCounts(), ...counts },
  lag: sketchFromValues([200_000, 300_000]),
  ...rest,
});

beforeEach(async () => {
  await database.sql`truncate arrival`;
});

test("what came is added up by sender, the rate of the last five minutes that are over, the rest of a day", async () => {
  const key = await createKey(database.db, {
    key: { name: "router-1", scopes: ["logs:write"] },
    actor: "ada",
    now: NOW,
  });
  const keyId = key.id;
  await addIngestStats(database.sql, [
    arrived(0, { records: 50 }, { keyId }),
    arrived(1, { records: 60, unpriced: 6 }, { keyId, duplicates: 3, late: 2 }),
    arrived(5, { records: 40 }, { keyId, rejected: 4 }),
    arrived(6, { records: 50 }, { keyId }),
    arrived(1, { records: 9 }, { source: "otlp" }),
  ]);
  await addIngestStats(database.sql, [arrived(1, { records: 40 }, { keyId })]);

  const { senders: sources } = await getIngestHealth(database.db, { now: NOW });
  expect(sources).toMatchObject([
    {
      key_id: keyId,
      key_name: "router-1",
      source: "switchyard",
      records: 240,
      records_per_minute: (60 + 40 + 40) / 5,
      duplicates: 3,
      rejected: 4,
      late_share: 2 / 240,
      unpriced_share: 6 / 240,
    },
    { key_id: null, key_name: null, source: "otlp", records: 9 },
  ]);
  expect(sources[0]?.lag_p50_ms).toBeCloseTo(200, -1);
  expect(sources[0]?.lag_p99_ms).toBeCloseTo(300, -1);
});

test("what is left out is counted by why, with the name of one, also of a source that sends nothing else", async () => {
  const open = (n: number, priced: number, differencePico: bigint) => ({ n, priced, differencePico });
  const left = (n: number, example: string | null) => ({
    "is a step of a chain": { n, example },
    [`odd ${n}`]: { n: 1, example },
  });
  await addIngestStats(database.sql, [
    arrived(1, {}, { source: "otlp", ignored: left(3, "router"), ambiguous: open(2, 1, 30n) }),
    arrived(2, {}, { source: "otlp", ignored: left(4, null), ambiguous: open(1, 0, 0n) }),
  ]);
  await addIngestStats(database.sql, [
    arrived(1, {}, { source: "otlp", ignored: left(5, "chain"), ambiguous: open(1, 1, 10n ** 18n) }),
  ]);

  const { senders: sources } = await getIngestHealth(database.db, { now: NOW });
  expect(sources).toMatchObject([
    { source: "otlp", records: 0, ambiguous: 4, ambiguous_priced: 2, ambiguous_usd: "1000000.00000000003" },
  ]);
  expect(sources[0]?.ignored[0]).toEqual({
    reason: "is a step of a chain",
    count: 12,
    example: expect.stringMatching(/router|chain/),
  });
  expect(sources[0]?.ignored).toHaveLength(4);
});

test("lags of an hour and more are told as an hour, which is as far as they are told apart", async () => {
  await addIngestStats(database.sql, [arrived(1, { records: 2 }, { lag: sketchFromValues([500_000, 4 * DAY_US]) })]);
  const { senders: sources } = await getIngestHealth(database.db, { now: NOW });
  expect(sources[0]?.lag_p50_ms).toBeCloseTo(500, -1);
  expect(sources[0]?.lag_p99_ms).toBe(LAG_MAX_MS);
});

test("a test that fails says since when", async () => {
  const bad = { records: 100, ahead_of_clock: 90 };
  await addIngestStats(database.sql, [arrived(200, { records: 100 }), arrived(130, bad), arrived(5, bad)]);

  const { senders: sources } = await getIngestHealth(database.db, { now: NOW });
  const clock = sources[0]?.checks.find(({ check }) => check === "clock");
  const hourOf = (minutesAgo: number) => {
    const at = NOW.getTime() - minutesAgo * MINUTE_MS;
    return new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString();
  };
  expect(clock).toEqual({ check: "clock", state: "fail", bad: 90, n: 100, since: hourOf(130) });
});

test("threads that tell of the same minute at once lose nothing", async () => {
  await Promise.all(
    Array.from({ length: 8 }, () =>
      addIngestStats(database.sql, [arrived(1, { records: 5 }), arrived(1, { records: 2 }, { source: "litellm" })]),
    ),
  );

  const { senders: sources } = await getIngestHealth(database.db, { now: NOW });
  expect(sources.map(({ source, records }) => [source, records])).toEqual([
    ["switchyard", 40],
    ["litellm", 16],
  ]);
});

test("old minutes and hours are forgotten", async () => {
  await addIngestStats(database.sql, [
    arrived(0, { records: 1 }),
    arrived(150, { records: 2 }),
    arrived(9 * 1_440, { records: 4 }),
  ]);
  await forgetIngestStats(database.sql);

  const rows = await database.sql`select span, told->'counts'->>'records' as n from arrival order by 1, starts_at`;
  expect(rows.map(({ span, n }) => [span, n])).toEqual([
    ["hour", "2"],
    ["hour", "1"],
    ["minute", "1"],
  ]);
});
