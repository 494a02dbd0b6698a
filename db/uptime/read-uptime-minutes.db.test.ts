import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { isJudged } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { intervalBucketsOf } from "@/lib/domain/time/time-window";
import { MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { isMinuteDown } from "@/lib/domain/uptime/uptime";
import { minuteSpan } from "../aggregates/answer-window";
import { keepSealedSums } from "../aggregates/sealed-sums";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { isAsked } from "../testing/brute-force";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { readUptimeMinutes } from "./read-uptime-minutes";

const database = testDatabase();
// What is read here is read as screens do, through sums that are kept.
beforeAll(() => keepSealedSums(database.db, { bytesMax: 10_000_000 }));
const WINDOW = { from: new Date("2026-01-27T20:00:00Z"), to: new Date("2026-03-09T04:00:00Z") };
const WINDOW_MINUTES = (WINDOW.to.getTime() - WINDOW.from.getTime()) / MINUTE_MS;
const ZONES = ["UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York"];
const random = seededRandom(23);
const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
const minuteOf = (attempt: Attempt) => Math.floor(attempt.startedAtUs / MINUTE_US);

function randomQuestion() {
  const from = new Date(WINDOW.from.getTime() + Math.floor((random() * WINDOW_MINUTES) / 8) * MINUTE_MS);
  const window = { from, to: new Date(from.getTime() + Math.ceil(random() * WINDOW_MINUTES) * MINUTE_MS) };
  const interval = pick(["day", "none", "month"] as const);
  const filters = random() < 0.5 ? NO_FILTERS : { ...NO_FILTERS, model: ["a", "c"], region: [pick(["us", "eu"])] };
  return { buckets: intervalBucketsOf(window, interval, pick(ZONES)).map(minuteSpan), filters };
}

type Minute = { group: string; bucket: number; minute: number; ok: number; failed: number };

/** Every minute of every group with a record in it, straight from the attempts. */
function bruteMinutes(attempts: readonly Attempt[], { buckets, filters }: ReturnType<typeof randomQuestion>): Minute[] {
  const minutes = new Map<string, Minute>();
  for (const attempt of attempts) {
    const bucket = buckets.findIndex((span) => isAsked(attempt, filters, span));
    if (bucket < 0) continue;
    const group = `${attempt.model} ${attempt.provider} ${attempt.region}`;
    const key = `${group} ${minuteOf(attempt)}`;
    const found = minutes.get(key) ?? { group, bucket, minute: minuteOf(attempt), ok: 0, failed: 0 };
    if (attempt.outcome === "ok") found.ok++;
    else if (isJudged(attempt.outcome)) found.failed++;
    minutes.set(key, found);
  }
  return [...minutes.values()];
}

async function expectRight(attempts: readonly Attempt[], minuteRetainedFrom: number) {
  const question = randomQuestion();
  const brute = bruteMinutes(attempts, question);

  const retention = { minuteRetainedFrom, rawRetainedFrom: Number.NEGATIVE_INFINITY };
  const groups = await readUptimeMinutes(database.db, { ...question, retention, withDownMinutes: true });

  const found = new Map(groups?.map((group) => [`${group.model} ${group.provider} ${group.region}`, group]));
  expect([...found.keys()].sort()).toEqual([...new Set(brute.map(({ group }) => group))].sort());
  for (const [name, group] of found) {
    const own = brute.filter((minute) => minute.group === name);
    const down = own.filter(({ ok, failed }) => isMinuteDown(ok, failed)).sort((a, b) => a.minute - b.minute);
    expect(group.downMinutes).toEqual(down.map(({ minute, ok, failed }) => ({ minute, judged: ok + failed, failed })));
    expect([group.measured, group.down]).toEqual([own.filter(({ ok, failed }) => ok + failed > 0).length, down.length]);
    for (const index of question.buckets.keys()) {
      const counts = group.buckets.get(index) ?? { measured: 0, down: 0 };
      const inBucket = (minutes: readonly Minute[]) => minutes.filter(({ bucket }) => bucket === index);
      expect(counts).toEqual({
        measured: inBucket(own).filter(({ ok, failed }) => ok + failed > 0).length,
        down: inBucket(down).length,
      });
    }
  }
}

test("any window's minutes are those of the attempts, however much is sealed and however late the rest came", async () => {
  const stored: Attempt[] = [];
  let minuteRetainedFrom = Number.NEGATIVE_INFINITY;
  const add = async (n: number, window = WINDOW) => {
    const attempts = randomAttempts(random, n, window);
    await givenAttempts(database.sql, attempts);
    stored.push(...attempts);
    for (let question = 0; question < 12; question++) await expectRight(stored, minuteRetainedFrom);
  };

  await add(1_600);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-08T10:03:00Z") });
  await add(0);
  // A few late records only, so that most days serve as they are and some by their hours and quarters.
  await add(4);
  await foldDeltas(database.sql);
  await add(3);

  const mark = "2026-03-06T00:00:00Z";
  await database.sql`update rollup_state set minutes_from = ${mark}`;
  await database.sql`delete from rollup_minute where starts_at < ${mark}`;
  minuteRetainedFrom = Date.parse(mark) / MINUTE_MS;
  await add(5);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-07T00:00:00Z") });
  await add(2, { from: WINDOW.from, to: new Date("2026-03-05T00:00:00Z") });
  await database.sql`update rollup_state set minutes_from = '-infinity'`;
});
