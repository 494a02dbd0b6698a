import { expect, test } from "vitest";
import type { RuleReplay } from "@/lib/contract/alert-preview";
import { type RuleTermsInput, ruleTermsSchema } from "@/lib/contract/alert-rules";
import { AppError } from "@/lib/contract/error";
import { newTargetSchema } from "@/lib/contract/targets";
import { type AlertStatus, stepAlert } from "@/lib/domain/alerts/alert-state";
import { seriesKeyOf } from "@/lib/domain/alerts/observation";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import { notRetained } from "../aggregates/not-retained";
import { createTarget } from "../targets/create-target";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { absentVerdict, observeRule } from "./observe-rule";
import { previewRule } from "./preview-rule";
import { replayRule } from "./replay-rule";

const database = testDatabase();
const NOW = new Date("2026-03-19T12:30:20Z");
const RETAINED: Retention = { ...EVERYTHING_RETAINED, minuteRetainedFrom: NOW.getTime() / MINUTE_MS - 7 * 1_440 };
const at = (minutesAgo: number) => (NOW.getTime() - minutesAgo * MINUTE_MS) * 1_000;
const replayOf = (terms: RuleTermsInput, forMinutes = 0, retention = RETAINED) =>
  replayRule(database.db, ruleTermsSchema.parse(terms), { forMinutes, now: NOW, retention });

/** What an alert of each series does that is looked at after each of the last minutes, as rules are. */
async function lookEachMinute(input: RuleTermsInput, { minutes, forMinutes }: { minutes: number; forMinutes: number }) {
  const terms = ruleTermsSchema.parse(input);
  const states = new Map<string, AlertStatus | null>();
  const firings: { key: string; from: string; to: string | null }[] = [];
  for (let ago = minutes; ago >= 0; ago--) {
    // The last second of a minute sees all of it, and nothing later is looked at.
    const end = Math.floor(NOW.getTime() / MINUTE_MS) * MINUTE_MS - ago * MINUTE_MS + MINUTE_MS;
    const seen = await observeRule(database.db, terms, { now: new Date(end - 1_000), retention: RETAINED });
    const verdicts = new Map(seen.map(({ labels, verdict }) => [seriesKeyOf(labels), verdict]));
    for (const key of new Set([...verdicts.keys(), ...states.keys()])) {
      const before = states.get(key) ?? null;
      const { status } = stepAlert(before, {
        ...{ verdict: verdicts.get(key) ?? absentVerdict(terms), isSilenced: false, nowMs: end, hasChannels: false },
        ...{ forMs: forMinutes * MINUTE_MS, renotifyMs: null },
      });
      const fires = (one: AlertStatus | null) => one !== null && one.firedMs !== null && one.state !== "resolved";
      if (fires(status) && !fires(before)) firings.push({ key, from: new Date(end).toISOString(), to: null });
      const last = firings.findLast((one) => one.key === key);
      if (!fires(status) && fires(before) && last) last.to = new Date(end).toISOString();
      states.set(key, status);
    }
  }
  return firings.sort(byStart);
}
const byStart = (a: { key: string; from: string }, b: { key: string; from: string }) =>
  `${a.from} ${a.key}` < `${b.from} ${b.key}` ? -1 : 1;
const firingsOf = ({ firings }: RuleReplay) =>
  firings.map(({ labels, from, to }) => ({ key: seriesKeyOf(labels), from, to })).sort(byStart);

test("a planted outage is found by a replay as by a look at the rule after every minute", {
  timeout: 60_000,
}, async () => {
  const models = ["steady", "outage", "slow"];
  const attempts = Array.from({ length: 110 }, (_, minute) => minute + 2).flatMap((ago) =>
    models.flatMap((model, index) =>
      Array.from({ length: (ago * 7 + index) % 9 }, (_, nth) => {
        const isOut = model === "outage" && ((ago <= 80 && ago > 64) || (ago <= 30 && ago > 24));
        const isSlow = model === "slow" && ago <= 60 && ago > 35;
        return anAttempt({
          ...{ startedAtUs: at(ago) + nth, model, region: ago % 2 === 0 ? "eu" : "us" },
          ...{ outcome: isOut && nth % 3 !== 0 ? "server_error" : "ok" },
          durationUs: 200_000 + ((ago * 31 + nth * 17) % 900) * 1_000 + (isSlow ? 4_000_000 : 0),
          costPico: isOut ? null : 1_000_000_000n * BigInt(nth + 1),
        });
      }),
    ),
  );
  await givenAttempts(database.sql, attempts);
  const asked: { forMinutes: number; terms: RuleTermsInput }[] = [
    {
      forMinutes: 0,
      terms: { kind: "error_rate", above_percent: 20, window_minutes: 5, min_attempts: 10, by: ["model"] },
    },
    {
      forMinutes: 3,
      terms: { kind: "burn_rate", target_percent: 99, speeds: ["fast"], min_attempts: 10, by: ["model", "region"] },
    },
    {
      forMinutes: 3,
      terms: { kind: "percentile", percentile: "p90", above_ms: 3_000, window_minutes: 15, by: ["model"] },
    },
    { forMinutes: 0, terms: { kind: "percentile", percentile: "p50", above_ms: 900, window_minutes: 5 } },
    { forMinutes: 0, terms: { kind: "burn_rate", target_percent: null, speeds: ["fast"], min_attempts: 10 } },
  ];
  const target = newTargetSchema.parse({ model: "outage", region: "eu", availability_percent: 99 });
  await createTarget(database.db, { target, actor: "t", now: NOW });
  for (const { terms, forMinutes } of asked) {
    const expected = await lookEachMinute(terms, { minutes: 115, forMinutes });
    const replay = await replayOf(terms, forMinutes);
    expect(expected.length).toBeGreaterThan(0);
    expect(firingsOf(replay)).toEqual(expected);
    expect(replay).toMatchObject({ not_replayed: null, fired: expected.length, fired_7d: expected.length });
  }
});

test("what was counted by quarter hours alone is judged by those, and by minutes where they are retained", async () => {
  const weeks = [20, 3].flatMap((days) =>
    Array.from({ length: 60 }, (_, nth) =>
      anAttempt({ model: "failing", outcome: "timeout", startedAtUs: at(days * 1_440) + nth * 30_000_000 }),
    ),
  );
  await givenAttempts(database.sql, weeks);
  const terms: RuleTermsInput = {
    ...{ kind: "error_rate", above_percent: 50, window_minutes: 30, by: ["model"], scope: { model: ["failing"] } },
  };
  const gone: Retention = { ...RETAINED, rawRetainedFrom: RETAINED.minuteRetainedFrom };

  const fine = await replayOf(terms);
  expect(fine).toMatchObject({ fired: 2, fired_7d: 1, by_minute_from: fine.from });
  const coarse = await replayOf(terms, 0, gone);
  expect(coarse).toMatchObject({ fired: 2, fired_7d: 1, from: fine.from?.replace(/:\d\d:/, ":45:") ?? "" });
  expect(Date.parse(coarse.by_minute_from ?? "")).toBeGreaterThan(NOW.getTime() - 7 * DAY_MS - HOUR_MS);
  expect(coarse.firings[0]).toEqual(fine.firings[0]);
  const short = await replayOf({ ...terms, window_minutes: 10 }, 0, gone);
  expect(short).toMatchObject({ fired: 1, from: short.by_minute_from });
});

test("spend, failovers, detections and budgets are replayed by what is recorded of them", async () => {
  await givenAttempts(
    database.sql,
    Array.from({ length: 5 }, () =>
      anAttempt({ model: "dear", startedAtUs: at(5 * 1_440), costPico: 20_000_000_000_000n }),
    ),
  );
  const spend = await replayOf({ kind: "spend", above_usd: "99", window_hours: 2, dimension: "model", value: "dear" });
  expect(spend).toMatchObject({ fired: 1, firings: [{ labels: { model: "dear" } }] });
  const [costly] = spend.firings;
  expect(Date.parse(costly?.from ?? "")).toBe(Date.parse("2026-03-14T12:45:00Z"));
  // Where nothing of the window has a price, nothing is known of it, so it stays open as any alert does.
  expect(costly?.to).toBe(null);

  await database.sql`
    insert into failover (at, tier, region, model, from_state, to_state, reason, n, failures, policy_version, source)
    select '2026-03-10T10:00:30Z'::timestamptz + make_interval(mins => n), 'gold', 'eu', 'flaky', 'closed', 'open', 'error_rate', 20, 10, 1, 'attempt'
    from generate_series(1, 3) n`;
  expect(await replayOf({ kind: "failover", at_least: 3 })).toMatchObject({
    ...{ fired: 1, fired_7d: 0, by_minute_from: "2026-02-17T12:32:00.000Z" },
    firings: [{ from: "2026-03-10T10:04:00.000Z", to: "2026-03-10T10:17:00.000Z", is_from_start: false }],
  });
  await database.sql`
    insert into detection (kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
    values ('regression', 'slower', 'p', 'eu', '2026-03-12T08:00:00Z', '2026-03-12T10:00:10Z', '2026-03-13T11:00:00Z', 'back', 9, '[]')`;
  expect(await replayOf({ kind: "detection" }, 10)).toMatchObject({
    firings: [{ labels: { model: "slower" }, from: "2026-03-12T10:11:00.000Z", to: "2026-03-13T11:01:00.000Z" }],
  });
  // What came with it lasts longer, and what began later is an event of its own.
  await database.sql`
    insert into detection (event_id, kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
    select case d.kind when 'swap' then id end, d.kind, model, provider, region, d.since::timestamptz, d.found::timestamptz,
      d.ended::timestamptz, 'settled', 9, '[]'
    from detection, (values ('swap', '2026-03-12T06:00:00Z', '2026-03-13T08:00:00Z', '2026-03-19T08:00:00Z'),
      ('regression', '2026-03-16T06:00:00Z', '2026-03-16T08:00:00Z', '2026-03-17T08:00:00Z')) as d (kind, since, found, ended)
    where model = 'slower'`;
  const { firings } = await replayOf({ kind: "detection" });
  expect(firings.map(({ labels, from, to }) => [labels.change, from.slice(5, 16), to?.slice(5, 16)]).sort()).toEqual([
    ["regression", "03-12T10:01", "03-19T08:01"],
    ["regression", "03-16T08:01", "03-17T08:01"],
  ]);
  expect(await replayOf({ kind: "budget" })).toMatchObject({ not_replayed: null, fired: 0 });
  expect(await replayOf({ kind: "spend_anomaly" })).toMatchObject({ not_replayed: null, fired: 0 });
});

test("a kind that is known of now alone, and what is not retained finely enough, says why it is not replayed", async () => {
  expect(await replayOf({ kind: "silent_source" })).toMatchObject({ not_replayed: "last_record", from: null });
  expect(await replayOf({ kind: "stale_router" })).toMatchObject({ not_replayed: "last_report" });
  expect(await replayOf({ kind: "retirement" })).toMatchObject({ not_replayed: "catalogue" });
  const nothing = NOW.getTime() / MINUTE_MS + 60;
  const gone: Retention = { ...RETAINED, minuteRetainedFrom: nothing, rawRetainedFrom: nothing };
  const terms: RuleTermsInput = { kind: "error_rate", above_percent: 5, window_minutes: 5 };
  expect(await replayOf(terms, 0, gone)).toMatchObject({ not_replayed: "not_retained", fired: 0 });
});

test("a replay that takes too long or is refused is a reason beside what the rule sees now", async () => {
  await givenAttempts(database.sql, [anAttempt({ model: "lonely", startedAtUs: at(2) })]);
  const terms = ruleTermsSchema.parse({ kind: "error_rate", above_percent: 5, scope: { model: ["lonely"] } });
  const previewWith = (failure: Error) => {
    let transactions = 0;
    const db: typeof database.db = Object.create(database.db, {
      transaction: {
        value: (...args: Parameters<typeof database.db.transaction>) => {
          transactions += 1;
          return transactions === 1 ? database.db.transaction(...args) : Promise.reject(failure);
        },
      },
    });
    return previewRule(db, { terms, forMinutes: 0, now: NOW, retention: RETAINED });
  };
  const timeout = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });

  expect(await previewWith(timeout)).toMatchObject({ series: 1, replay: { not_replayed: "too_slow" } });
  expect(await previewWith(notRetained("model", "gone"))).toMatchObject({ replay: { not_replayed: "not_retained" } });
  const refused = new AppError("UNPROCESSABLE", "These are too many rows");
  expect(await previewWith(refused)).toMatchObject({ series: 1, replay: { not_replayed: "refused" } });
  await expect(previewWith(new Error("a bug"))).rejects.toThrow("a bug");
});

test("what held at the first moment already is told apart from what began to fire since", async () => {
  const [early, days] = [31 * 1_440, 29];
  await givenAttempts(
    database.sql,
    [early, days * 1_440].flatMap((ago) =>
      Array.from({ length: 600 }, (_, nth) =>
        anAttempt({
          model: "broken",
          outcome: "timeout",
          startedAtUs: at(ago) + nth * 6_000_000 * (ago === early ? 25 : 1),
        }),
      ),
    ),
  );
  const terms: RuleTermsInput = {
    kind: "error_rate",
    above_percent: 50,
    window_minutes: 60,
    scope: { model: ["broken"] },
  };
  const replay = await replayOf({ ...terms, by: ["model"] });
  const begun = replay.firings.filter(({ is_from_start }) => !is_from_start);

  expect(replay).toMatchObject({ fired_before: 1, fired: begun.length, fired_7d: 0 });
  expect(replay.firings.length).toBe(begun.length + 1);
});

test("targets of a view that is not retained are left out, and the others are replayed", async () => {
  const outage = (own: object) =>
    Array.from({ length: 60 }, (_, nth) =>
      anAttempt({ ...own, outcome: "timeout", startedAtUs: at(2 * 1_440) + nth * 1_000_000 }),
    );
  await givenAttempts(database.sql, outage({ model: "viewed", region: "viewed" }));
  for (const target of [{ model: "viewed" }, { team: "viewers", region: "viewed" }]) {
    const checked = newTargetSchema.parse({ ...target, availability_percent: 99 });
    await createTarget(database.db, { target: checked, actor: "t", now: NOW });
  }
  const rawRetainedFrom = NOW.getTime() / MINUTE_MS + 60;
  const bare: Retention = { ...RETAINED, rawRetainedFrom, breakdowns: [] };
  const terms: RuleTermsInput = { kind: "burn_rate", target_percent: null, speeds: ["fast"], min_attempts: 10 };
  const replay = await replayOf(terms, 0, bare);

  expect(replay).toMatchObject({ not_replayed: null, left_out: 1 });
  expect(replay.firings.filter(({ labels }) => labels.model === "viewed").length).toBe(1);
  const days = (count: number) => ({ ...bare, rawRetainedFrom: NOW.getTime() / MINUTE_MS - count * 1_440 });
  // Sums by minute are retained for 7 days: half of that is too little to cut the others to.
  const [two, five] = [await replayOf(terms, 0, days(2)), await replayOf(terms, 0, days(5))];
  expect([two.left_out, two.from]).toEqual([1, replay.from]);
  expect([five.left_out, five.from?.slice(0, 10)]).toEqual([0, "2026-03-14"]);
});

test("spend of a team is replayed from where its sums begin, not from every attempt before", async () => {
  const completeFrom = Date.UTC(2026, 2, 9) / MINUTE_MS;
  const breakdowns = RETAINED.breakdowns?.map((one) => ({ ...one, completeFrom }));
  const spend: RuleTermsInput = { kind: "spend", above_usd: "9", window_hours: 2, dimension: "team", value: "payers" };

  expect(await replayOf(spend)).toMatchObject({ from: "2026-02-17T13:00:00.000Z" });
  expect(await replayOf(spend, 0, { ...RETAINED, breakdowns })).toMatchObject({ from: "2026-03-09T02:00:00.000Z" });
});
