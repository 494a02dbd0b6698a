import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import type { SlaRow } from "@/lib/contract/sla";
import { groupBy } from "@/lib/domain/group-by";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { MINUTE_MS, MINUTE_US, US_PER_MS } from "@/lib/domain/time/units";
import { createExclusion } from "../exclusions/create-exclusion";
import { withdrawExclusion } from "../exclusions/withdraw-exclusion";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { createTarget } from "../targets/create-target";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getSla } from "./get-sla";
import { getSlaReport } from "./get-sla-report";

const database = testDatabase();
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const NOW = new Date("2026-03-10T00:00:00Z");
const us = (text: string) => Date.parse(text) * US_PER_MS;
const rowKey = ({ model, provider, region }: Pick<SlaRow, "model" | "provider" | "region">) =>
  `${model} ${provider} ${region}`;
const noTarget = { model: null, tier: null, region: null, team: null };
const noGoal = { availability_percent: null, ttft_p99_ms: null, duration_p99_ms: null };

const ask = (model: string, from: string, to: string, now = NOW) =>
  getSla(database.db, {
    ...{ window: { from: new Date(from), to: new Date(to) }, filters: { ...NO_FILTERS, model: [model] } },
    ...{ tz: "UTC", now, retention },
  });

/** Two days of a model as a status page has them: per minute and region some calls, most of them failing in outages. */
function history(model: string): Attempt[] {
  const random = seededRandom(11);
  const from = us("2026-03-05T00:00:00Z");
  const regions = ["eu-central-1", "us-east-1", "ap-south-1"];
  return regions.flatMap((region, place) => {
    let outageEnds = 0;
    return [...Array(2_880).keys()].flatMap((minute) => {
      if (random() < 0.004) outageEnds = minute + 1 + Math.floor(random() * 25);
      const isQuiet = random() < 0.3 + place * 0.2;
      const failing = minute < outageEnds && random() < 0.85 ? 0.9 : 0.01;
      const calls = isQuiet ? 0 : 1 + Math.floor(random() * 4);
      return [...Array(calls).keys()].map((call) =>
        anAttempt({
          ...{ model, region, startedAtUs: from + minute * MINUTE_US + call * 1_000_000 },
          outcome: random() < failing ? "server_error" : random() < 0.02 ? "cancelled" : "ok",
        }),
      );
    });
  });
}

/** Straight from definitions: counts, minutes and incidents of one region, minute by minute. */
function recompute(attempts: readonly Attempt[], isLeftOut: (minute: number) => boolean) {
  const minutes = new Map<number, { ok: number; failed: number }>();
  for (const { startedAtUs, outcome } of attempts) {
    const minute = Math.floor(startedAtUs / MINUTE_US);
    if (isLeftOut(minute) || (outcome !== "ok" && outcome !== "server_error")) continue;
    const counts = minutes.get(minute) ?? { ok: 0, failed: 0 };
    minutes.set(minute, outcome === "ok" ? { ...counts, ok: counts.ok + 1 } : { ...counts, failed: counts.failed + 1 });
  }
  const down = [...minutes].filter(([, { ok, failed }]) => failed > (ok + failed) / 2).sort(([a], [b]) => a - b);
  const incidents: { from: number; to: number; minutes: number; judged: number; failed: number }[] = [];
  for (const [minute, { ok, failed }] of down) {
    const last = incidents.at(-1);
    // Up to five minutes that are not down lie between two that are of one incident.
    const own = last && minute - last.to <= 5 ? last : { from: minute, to: minute, minutes: 0, judged: 0, failed: 0 };
    if (own !== last) incidents.push(own);
    Object.assign(own, {
      ...{ to: minute + 1, minutes: own.minutes + 1 },
      ...{ judged: own.judged + ok + failed, failed: own.failed + failed },
    });
  }
  const sum = (of: (counts: { ok: number; failed: number }) => number) =>
    [...minutes.values()].reduce((total, counts) => total + of(counts), 0);
  return {
    ...{ ok: sum(({ ok }) => ok), failed: sum(({ failed }) => failed) },
    ...{ measured: minutes.size, down: down.length },
    incidents: incidents
      .filter(({ judged }) => judged >= 5)
      .map(({ from, to, minutes, failed }) => [
        ...[new Date(from * MINUTE_MS).toISOString(), new Date(to * MINUTE_MS).toISOString()],
        ...[minutes, failed],
      ]),
  };
}

test("uptime, coverage and incidents of a history are those of an independent computation, with exclusions and without", async () => {
  const model = "history";
  const attempts = history(model);
  await givenAttempts(database.sql, attempts.slice(0, attempts.length / 2));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-06T20:00:00Z") });
  await givenAttempts(database.sql, attempts.slice(attempts.length / 2));
  const [from, to] = ["2026-03-05T03:07:00Z", "2026-03-06T22:11:00Z"];
  const left = { from: us("2026-03-05T10:03:00Z"), to: us("2026-03-06T01:44:00Z") };
  const terms = { model, provider: null, reason: "maintenance" as const, note: "Announced", signed_off_by: "Ada" };
  const expectRight = async (exclusion: { region: string | null } | null) => {
    const { rows, total, models, regions } = await ask(model, from, to);
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const own = attempts.filter(
        ({ region, startedAtUs }) => region === row.region && startedAtUs >= us(from) && startedAtUs < us(to),
      );
      const isLeft = (minute: number) =>
        exclusion !== null &&
        (exclusion.region ?? row.region) === row.region &&
        minute * MINUTE_US >= left.from &&
        minute * MINUTE_US < left.to;
      const counted = recompute(own, isLeft);
      const all = recompute(own, () => false);
      const windowMinutes = (us(to) - us(from)) / MINUTE_US;
      const leftMinutes = isLeft(left.from / MINUTE_US) ? (left.to - left.from) / MINUTE_US : 0;
      expect(row.counted).toEqual({
        ...{ ok: counted.ok, failed: counted.failed, requests: counted.ok / (counted.ok + counted.failed) },
        ...{ minutes_measured: counted.measured, minutes_down: counted.down },
        minutes: (counted.measured - counted.down) / counted.measured,
        coverage: counted.measured / (windowMinutes - leftMinutes),
      });
      expect(row.recorded).toMatchObject({ ok: all.ok, failed: all.failed, minutes_down: all.down });
      const listed = row.incidents.filter(({ excluded }) => !excluded);
      expect(listed.map((one) => [one.from, one.to, one.minutes, one.failed])).toEqual(counted.incidents);
      expect(row.days.reduce((sum, day) => sum + day.ok + day.failed, 0)).toBe(counted.ok + counted.failed);
      expect(row.days.reduce((sum, day) => sum + day.excluded, 0)).toBe(
        all.ok + all.failed - counted.ok - counted.failed,
      );
    }
    for (const parts of [models, regions]) {
      const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((all, part) => all + of(part), 0);
      expect(sum(({ counted }) => counted.failed)).toBe(total.counted.failed);
      expect(sum(({ counted }) => counted.minutes_measured ?? 0)).toBe(total.counted.minutes_measured);
      expect(sum(({ budget }) => budget.allowed)).toBeCloseTo(total.budget.allowed, 6);
    }
  };

  await expectRight(null);
  for (const region of ["eu-central-1", null]) {
    const exclusion = { ...terms, region, ...left };
    const { id } = await createExclusion(database.db, { exclusion, actor: "amira", now: NOW });
    await expectRight({ region });
    await withdrawExclusion(database.db, { id, actor: "amira", now: NOW });
  }
  await expectRight(null);
  const audit = await database.sql`select action from audit_entry where action like 'exclusion.%' order by id`;
  expect(audit.map(({ action }) => action)).toEqual(
    ["create", "withdraw", "create", "withdraw"].map((verb) => `exclusion.${verb}`),
  );
});

test("each row is compared with the most specific target, and the busiest miss comes first", async () => {
  const attempts = (model: string, region: string, ok: number, failed: number) =>
    [...Array(ok + failed).keys()].map((index) =>
      anAttempt({
        ...{ model, region, startedAtUs: us("2026-03-08T12:00:00Z") + index * 1_000_000, ttftUs: 400_000 },
        outcome: index < failed ? ("timeout" as const) : ("ok" as const),
      }),
    );
  await givenAttempts(database.sql, [
    ...attempts("asked", "busy", 1_900, 100),
    ...attempts("asked", "quiet", 5, 5),
    ...attempts("asked", "fine", 2_000, 0),
  ]);
  const target = { ...noTarget, ...noGoal, model: "asked" };
  const by = { actor: "amira", now: NOW };
  const all = await createTarget(database.db, {
    target: { ...target, availability_percent: 99, ttft_p99_ms: 300 },
    ...by,
  });
  const quiet = await createTarget(database.db, {
    target: { ...target, region: "quiet", availability_percent: 100 },
    ...by,
  });

  const { rows, targets } = await ask("asked", "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z");
  expect(rows.map(({ region, target, budget }) => [region, target.id, budget.state, budget.allowed])).toEqual([
    ["busy", all.id, "missed", 20],
    ["quiet", quiet.id, "missed", 0],
    ["fine", all.id, "met", 20],
  ]);
  expect(targets.map(({ id }) => id)).toEqual([all.id, quiet.id]);
  expect(rows[0]?.ttft).toMatchObject({ target_ms: 300, id: all.id, state: "missed", percentiles: { n: 1_900 } });
  expect(rows[0]).toMatchObject({ duration: null, burn: null, owners: { provider: 100, gateway: 0, caller: 0 } });
});

test("burn rates are of the last hours, and say when the budget is used up", async () => {
  const now = new Date("2026-03-09T12:00:30Z");
  const at = (hoursAgo: number, outcome: Attempt["outcome"], index: number) =>
    anAttempt({
      model: "burning",
      outcome,
      startedAtUs: now.getTime() * US_PER_MS - hoursAgo * 60 * MINUTE_US - index,
    });
  await givenAttempts(database.sql, [
    ...[...Array(9_000).keys()].map((index) => at(20, "ok", index)),
    ...[...Array(996).keys()].map((index) => at(0.5, "ok", index)),
    ...[...Array(4).keys()].map((index) => at(0.6, "server_error", index)),
  ]);

  const { rows } = await ask("burning", "2026-03-01T00:00:00Z", "2026-03-10T00:00:00Z", now);
  expect(rows[0]?.burn).toMatchObject([
    { hours: 1, ok: 996, failed: 4, rate: 4, used_up_in_hours: 2 },
    { hours: 6, ok: 996, failed: 4, rate: 4, used_up_in_hours: 12 },
    { hours: 72, ok: 9_996, failed: 4, rate: 0.4, used_up_in_hours: null },
  ]);
});

test("what failover rescued lies between attempts and requests, and costs its extra attempts", async () => {
  const startedAtUs = us("2026-03-08T12:00:00Z");
  const base = { model: "rescued", startedAtUs, costPico: 1_000_000n };
  await givenAttempts(database.sql, [
    anAttempt({ ...base, requestId: "r1", outcome: "timeout", final: false }),
    anAttempt({ ...base, requestId: "r1", attempt: 2 }),
    anAttempt({ ...base, requestId: "r2", outcome: "server_error" }),
    anAttempt({ ...base, requestId: "r3", outcome: "client_error" }),
    anAttempt({ ...base, requestId: "r4", outcome: "refused" }),
  ]);

  const { reliability, total } = await ask("rescued", "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z");
  expect(reliability).toEqual({
    attempts: { ok: 1, failed: 2, success: 1 / 3 },
    requests: { ok: 1, failed: 1, success: 0.5 },
    ...{ followed: 1, extra_attempts: 1, extra_cost_usd: "0.000001" },
  });
  expect(total.owners).toEqual({ provider: 2, gateway: 1, caller: 1 });
});

test("a month's report is of its zone and its provider, and says while the month is not over", async () => {
  const provider = "vendor";
  await givenAttempts(database.sql, [
    anAttempt({ model: "reported", provider, startedAtUs: us("2026-02-28T16:00:00Z") }),
    anAttempt({ model: "reported", provider: "another", startedAtUs: us("2026-02-28T16:00:00Z") }),
    anAttempt({ model: "reported", provider, startedAtUs: us("2026-02-28T15:59:00Z"), outcome: "timeout" }),
  ]);
  const report = (now: Date) =>
    getSlaReport(database.db, { month: "2026-03", provider, tz: "Asia/Shanghai", now, retention });

  const march = await report(NOW);
  expect(march).toMatchObject({ is_over: false, from: "2026-02-28T16:00:00.000Z", provider });
  expect([...groupBy(march.rows, rowKey).keys()]).toEqual(["reported vendor us-east-1"]);
  expect(march.total.counted).toMatchObject({ ok: 1, failed: 0 });
  expect(march.rows[0]?.days).toHaveLength(31);
  expect((await report(new Date("2026-03-31T16:00:00Z"))).is_over).toBe(true);
});
