import { expect, test } from "vitest";
import { newRuleSchema, type RuleTermsInput, ruleTermsSchema } from "@/lib/contract/alert-rules";
import { newBudgetSchema } from "@/lib/contract/budgets";
import type { DetectionKind } from "@/lib/domain/detectors/detection";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { createBudget } from "../budgets/create-budget";
import { evaluateBudgets } from "../budgets/evaluate-budgets";
import { NO_SWAP, saveDetection } from "../detectors/series-state";
import { getRetention } from "../retention/get-retention";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { createRule } from "./create-rule";
import { createSilence } from "./create-silence";
import { evaluateRules } from "./evaluate-rules";
import { listAlerts } from "./list-alerts";
import { ruleWarnings } from "./list-rules";
import { observeRule } from "./observe-rule";
import { previewRule } from "./preview-rule";

const database = testDatabase();
const NOW = new Date("2026-03-19T12:30:20Z");
const retention = () => getRetention(database.db, { now: NOW, rawDays: 45 });
const see = async (input: RuleTermsInput, now = NOW) =>
  observeRule(database.db, ruleTermsSchema.parse(input), { now, retention: await retention() });
const refusal = (terms: object) =>
  newRuleSchema
    .safeParse({ name: "r", terms })
    .error?.issues.map(({ message }) => message)
    .join("; ");
const at = (minutesAgo: number) => (NOW.getTime() - minutesAgo * MINUTE_MS) * 1_000;
const some = (n: number, overrides: Parameters<typeof anAttempt>[0]) =>
  givenAttempts(
    database.sql,
    Array.from({ length: n }, () => anAttempt({ startedAtUs: at(3), ...overrides })),
  );

test("a percentile is judged where its samples are enough, and is no verdict where they are not", async () => {
  await some(100, { model: "slow", durationUs: 9_000_000 });
  await some(40, { model: "rare", durationUs: 9_000_000 });
  const terms: Parameters<typeof see>[0] = {
    ...{ kind: "percentile", above_ms: 5_000, by: ["model"], scope: { model: ["slow", "rare"] } },
  };

  expect((await see(terms)).map(({ labels, verdict }) => [labels.model, verdict])).toEqual(
    expect.arrayContaining([
      ["slow", "breached"],
      ["rare", "unmeasured"],
    ]),
  );
  const higher = await see({ ...terms, above_ms: 10_000 });
  expect(higher.find(({ labels }) => labels.model === "slow")).toMatchObject({ verdict: "ok", threshold: "10000" });
});

test("spend is held against its amount exactly, and is unknown where nothing has a price", async () => {
  await some(10, { model: "priced", costPico: 1_000_000_000_000n });
  await some(1, { model: "unpriced", costPico: null });
  const spend = (above_usd: string, value: string) =>
    see({ kind: "spend", above_usd, dimension: "model", value, window_hours: 1 });

  expect(await spend("9.999999999999", "priced")).toMatchObject([{ verdict: "breached", value: "10" }]);
  expect(await spend("10", "priced")).toMatchObject([{ verdict: "ok" }]);
  expect(await spend("10", "unpriced")).toMatchObject([{ verdict: "unmeasured", value: null }]);
});

test("a budget's threshold fires until its period ends, and its event counts as delivered with it", async () => {
  const budget = newBudgetSchema.parse({ name: "Priced", dimension: "model", value: "priced", amount: "10" });
  const created = await createBudget(database.db, { budget, actor: "t", now: new Date(NOW.getTime() - DAY_MS) });
  await evaluateBudgets(database.db, { now: NOW, retention: await retention() });
  const terms = { kind: "budget", budget_id: created.id } as const;

  const seen = await see(terms);
  expect(seen.map(({ labels }) => labels.threshold)).toEqual(expect.arrayContaining(["80 % spent", "100 % spent"]));
  expect(seen.every(({ verdict, eventIds }) => verdict === "breached" && eventIds?.length === 1)).toBe(true);
  expect(await see(terms, new Date("2026-04-01T00:00:00Z"))).toEqual([]);
});

test("a model's failovers are counted, and are over with the window", async () => {
  await database.sql`
    insert into failover (at, tier, region, model, from_state, to_state, reason, n, failures, policy_version, source)
    select ${NOW.toISOString()}::timestamptz - make_interval(mins => n), 'gold', 'eu', 'flaky', 'closed', 'open', 'error_rate', 20, 10, 1, 'attempt'
    from generate_series(1, 3) n`;

  expect(await see({ kind: "failover", at_least: 3 })).toMatchObject([
    { labels: { tier: "gold", region: "eu", model: "flaky" }, verdict: "breached" },
  ]);
  expect(await see({ kind: "failover", at_least: 4 })).toMatchObject([{ verdict: "ok" }]);
  expect(await see({ kind: "failover", scope: { model: ["other"] } })).toEqual([]);
  expect(await see({ kind: "failover" }, new Date(NOW.getTime() + HOUR_MS))).toEqual([]);
});

test("a source that stopped, a router that is silent and a model that retires are seen", async () => {
  await database.sql`
    insert into arrival (span, starts_at, key_id, source) values
      ('minute', ${new Date(NOW.getTime() - 40 * MINUTE_MS).toISOString()}, '', 'old'),
      ('minute', ${new Date(NOW.getTime() - 2 * MINUTE_MS).toISOString()}, '', 'new')`;
  await database.sql`
    insert into router_heartbeat (router, key_id, bundle_version, interval_s, breakers, first_seen_at, seen_at) values
      ('edge', '', 0, 15, '[]', ${NOW.toISOString()}::timestamptz - interval '1 day', ${NOW.toISOString()}::timestamptz - interval '5 minutes')`;
  await database.sql`
    insert into catalogue_model (provider, model, retires_on, created_at, created_by, updated_at, updated_by, reason)
    values ('deepseek', 'priced', '2026-04-10', ${NOW.toISOString()}, 't', ${NOW.toISOString()}, 't', 'r')`;

  const sources = await see({ kind: "silent_source" });
  expect(sources.map(({ labels, verdict }) => [labels.source, verdict])).toEqual([
    ["old", "breached"],
    ["new", "ok"],
  ]);
  expect(await see({ kind: "stale_router" })).toMatchObject([{ labels: { router: "edge" }, verdict: "breached" }]);
  expect(await see({ kind: "retirement", within_days: 30 })).toMatchObject([
    { labels: { model: "priced", provider: "deepseek" }, value: "22", verdict: "breached" },
  ]);
  expect(await see({ kind: "retirement", within_days: 10 })).toEqual([]);
  expect(await see({ kind: "spend_anomaly" })).toEqual([]);
});

test("a rule that can never fire is refused with the reason, and one of unknown names says so", async () => {
  expect(refusal({ kind: "burn_rate", target_percent: 100 })).toMatch(/no error budget/);
  expect(refusal({ kind: "burn_rate", target_percent: 99.99999 })).toMatch(/at most 4 decimals/);
  expect(refusal({ kind: "burn_rate", target_percent: 90 })).toMatch(/Can never fire.*at least 93\.06 %/);
  expect(refusal({ kind: "burn_rate", target_percent: 90, speeds: ["medium"] })).toBeUndefined();
  expect(refusal({ kind: "error_rate", above_percent: 100 })).toMatch(/Can never fire/);
  expect(refusal({ kind: "percentile", above_ms: 4_000_000 })).toMatch(/Can never fire/);
  expect(refusal({ kind: "spend", above_usd: "0" })).toMatch(/more than 0/);
  const terms = ruleTermsSchema.parse({ kind: "error_rate", above_percent: 5, scope: { model: ["slow", "nobody"] } });
  const findQuiet = async () => [];
  expect(await ruleWarnings(database.db, { all: [terms], findQuiet })).toEqual([
    [expect.stringMatching(/the model nobody yet/)],
  ]);
  const preview = await previewRule(database.db, { terms, forMinutes: 0, now: NOW, retention: await retention() });
  expect(preview).toMatchObject({ series: 1, breached: 0, warnings: [expect.stringMatching(/nobody/)] });
});

test("a rule waits as long as asked before it fires, and what a colleague evaluated is not evaluated again", async () => {
  await some(30, { model: "failing", outcome: "timeout", startedAtUs: at(0) });
  const terms = { kind: "error_rate", above_percent: 5, scope: { model: ["failing"] } };
  const rule = newRuleSchema.parse({ name: "For", terms, for_minutes: 2 });
  const { id } = await createRule(database.db, { rule, actor: "t", now: NOW });
  const states: unknown[] = [];
  for (const minute of [0, 1, 2]) {
    const now = new Date(NOW.getTime() + minute * MINUTE_MS);
    expect(await evaluateRules(database.db, { clock: async () => now, retention: await retention() })).toBe(1);
    expect(await evaluateRules(database.db, { clock: async () => now, retention: await retention() })).toBe(0);
    states.push(
      ...(await listAlerts(database.db, { now })).alerts.filter((one) => one.rule_id === id).map(({ state }) => state),
    );
  }
  expect(states).toEqual(["pending", "pending", "firing"]);
});

test("a preview warns of names without traffic in 30 days, and of those that never were", async () => {
  await some(1, { model: "of-old", startedAtUs: at(40 * 1_440) });
  await some(1, { model: "of-today" });
  const scope = { model: ["of-old", "of-today", "of-nobody"] };
  const terms = ruleTermsSchema.parse({ kind: "error_rate", above_percent: 5, scope });
  const { warnings } = await previewRule(database.db, { terms, forMinutes: 0, now: NOW, retention: await retention() });

  expect(warnings).toEqual([
    "No attempt has the model of-nobody yet: until one does, there is nothing to measure",
    "No traffic by the model of-old in 30 days",
  ]);
});

test("a detection says in words what changed, and is over once it ended", async () => {
  const change = { measure: "duration_ms_p95", before: 100, after: 130, ratio: 1.298, interval: [1.2, 1.4], count: 90 };
  await database.sql`
    insert into detection (kind, model, provider, region, since, found_at, ended_at, end_reason, attempts, measures)
    select 'regression', name, 'p', 'eu', '2026-03-19T08:00:00Z', '2026-03-19T10:00:00Z', ended::timestamptz,
      case when ended is null then null else 'back' end, 1200, ${JSON.stringify([{ ...change, isFound: true }])}::text::json
    from (values ('slower', null), ('recovered', '2026-03-19T11:00:00Z')) as d (name, ended)`;

  expect(await see({ kind: "detection" })).toMatchObject([
    {
      labels: { change: "regression", model: "slower" },
      summary: "p95 of duration +29.8 % since 2026-03-19 08:00 UTC, n = 1,200",
    },
  ]);
});

const storeFound = (kind: DetectionKind, model: string, { since, measure }: { since: string; measure: string }) =>
  saveDetection(database.db, {
    ...{ ...NO_SWAP, id: null, kind, series: { model, provider: "p", region: "eu" }, attempts: 1_200 },
    ...{ since: new Date(since), foundAt: new Date(Date.parse(since) + 2 * HOUR_MS), endedAt: null, endReason: null },
    measures: [{ measure, before: 1, after: 2, ratio: 1.5, interval: [1.2, 1.7], count: 90, isFound: true }],
  });
const endOpen = (kind: string, model: string, at: string) => database.sql`
  update detection set ended_at = ${at}::timestamptz, end_reason = 'back'
  where model = ${model} and kind = ${kind} and ended_at is null`;

test("a slowdown that came with another model is one alert, which goes on until all of it is over", async () => {
  const store = (kind: DetectionKind, since: string, measure: string) => storeFound(kind, "both", { since, measure });
  const end = (kind: string) => endOpen(kind, "both", NOW.toISOString());
  const terms = { kind: "detection", scope: { model: ["both"] } };
  const { id } = await createRule(database.db, {
    ...{ rule: newRuleSchema.parse({ name: "Changed", terms }), actor: "t", now: NOW },
  });
  let minutes = 0;
  const evaluate = async () => {
    const at = new Date(NOW.getTime() + minutes++ * MINUTE_MS);
    await evaluateRules(database.db, { clock: async () => at, retention: await retention() });
    return (await listAlerts(database.db, { now: at })).alerts
      .filter(({ rule_id }) => rule_id === id)
      .map(({ labels, state, summary }) => ({ change: labels.change, state, summary }));
  };

  await store("regression", "2026-03-19T08:00:00Z", "duration_ms_p95");
  const slower = "p95 of duration +50.0 % since 2026-03-19 08:00 UTC, n = 1,200";
  expect(await evaluate()).toEqual([{ change: "regression", state: "firing", summary: slower }]);
  await store("swap", "2026-03-19T06:00:00Z", "output_tokens");
  const both =
    "slowdown and model change: p95 of duration +50.0 %, Answer length +50.0 % since 2026-03-19 06:00 UTC, n = 1,200";
  expect(await evaluate()).toEqual([{ change: "regression", state: "firing", summary: both }]);
  await end("regression");
  expect(await evaluate()).toMatchObject([{ change: "regression", state: "firing" }]);
  await end("swap");
  expect((await evaluate()).filter(({ state }) => state !== "resolved")).toEqual([]);
  const changes = await database.sql<{ to_state: string }[]>`
    select to_state from alert_change where rule_id = ${id} order by id`;
  expect(changes.map(({ to_state }) => to_state)).toEqual(["firing", "resolved"]);
});

test("a slowdown days after a swap that still stands is told of, and a swap dated anew is not told of again", async () => {
  const terms = { kind: "detection", scope: { model: ["twice"] } };
  const { id } = await createRule(database.db, {
    ...{ rule: newRuleSchema.parse({ name: "Twice", terms }), actor: "t", now: NOW },
  });
  let minutes = 0;
  const open = async () => {
    const at = new Date(NOW.getTime() + minutes++ * MINUTE_MS);
    await evaluateRules(database.db, { clock: async () => at, retention: await retention() });
    const { alerts } = await listAlerts(database.db, { now: at });
    return alerts.filter(({ rule_id }) => rule_id === id).map((one) => [one.id, /since \S+/.exec(one.summary)?.[0]]);
  };
  await storeFound("regression", "twice", { since: "2026-03-14T00:00:00Z", measure: "duration_ms_p95" });
  const swap = await storeFound("swap", "twice", { since: "2026-03-15T23:00:00Z", measure: "output_tokens" });
  const [[first] = []] = await open();
  await database.sql`update detection set since = '2026-03-16T01:00:00Z' where id = ${swap.id}`;
  await endOpen("regression", "twice", "2026-03-16T12:00:00Z");
  expect(await open()).toEqual([[first, "since 2026-03-16"]]);

  await storeFound("regression", "twice", { since: "2026-03-18T00:00:00Z", measure: "duration_ms_p95" });
  const both = await open();
  expect(both.map(([, since]) => since).sort()).toEqual(["since 2026-03-16", "since 2026-03-18"]);
  expect(new Set(both.map(([alert]) => alert)).size).toBe(2);
  const changes = await database.sql<{ to_state: string }[]>`select to_state from alert_change where rule_id = ${id}`;
  expect(changes.map(({ to_state }) => to_state)).toEqual(["firing", "firing"]);

  const silence = { rule_id: id, labels: { change: "regression", model: "twice" }, reason: "known" };
  const until = new Date(NOW.getTime() + DAY_MS);
  await createSilence(database.db, { silence: { ...silence, until }, actor: "t", now: NOW });
  await open();
  const silenced = await database.sql`select from alert where rule_id = ${id} and state = 'silenced'`;
  expect(silenced).toHaveLength(2);
});

test("an alert that has nowhere to be sent is not said to have been sent", async () => {
  await some(30, { model: "unsent", outcome: "timeout", startedAtUs: at(1) });
  const terms = { kind: "error_rate", above_percent: 5, scope: { model: ["unsent"] } };
  const { id } = await createRule(database.db, {
    ...{ rule: newRuleSchema.parse({ name: "Nowhere", terms }), actor: "t", now: NOW },
  });
  await evaluateRules(database.db, { clock: async () => NOW, retention: await retention() });

  const { alerts } = await listAlerts(database.db, { now: NOW });
  expect(alerts.filter(({ rule_id }) => rule_id === id)).toMatchObject([{ state: "firing", notified_at: null }]);
});
