import { beforeEach, expect, test } from "vitest";
import { type NewRuleInput, newRuleSchema } from "@/lib/contract/alert-rules";
import { seriesKeyOf } from "@/lib/domain/alerts/observation";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { getRetention } from "../retention/get-retention";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { createRule } from "./create-rule";
import { evaluateRules } from "./evaluate-rules";
import { listAlerts } from "./list-alerts";
import { trimAlerts } from "./trim-alerts";

const database = testDatabase();

const NOW = new Date("2026-03-19T12:30:20Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);

beforeEach(async () => {
  await database.sql`update alert_rule set deleted_at = now()`;
});

const givenRule = (input: NewRuleInput) =>
  createRule(database.db, { rule: newRuleSchema.parse(input), actor: "t", now: NOW });

async function evaluate(now: Date) {
  const failures: number[] = [];
  const retention = await getRetention(database.db, { now, rawDays: 45 });
  await evaluateRules(database.db, { clock: async () => now, retention, onFailure: (_, rule) => failures.push(rule) });
  return failures;
}
const openOf = async (rule: number) =>
  (await listAlerts(database.db, { now: NOW })).alerts.filter((one) => one.rule_id === rule);
const changesOf = async (rule: number) =>
  (await listAlerts(database.db, { now: NOW })).changes.filter((one) => one.rule_id === rule);

test("a key that was replaced under its name, or has expired, is no silent source", async () => {
  const names = ["edge", "edge", "batch", "old"];
  const keys = await Promise.all(
    names.map(async (name, index) => {
      const [row] = await database.sql<{ id: string }[]>`
        insert into api_key (name, prefix, key_hash, scopes, created_by, created_at, expires_at)
        values (${name}, 'p', ${`hash ${index}`}, '{}', 't', now(), ${name === "old" ? NOW.toISOString() : null})
        returning id::text`;
      return row?.id ?? "";
    }),
  );
  for (const [index, minutesAgo] of [40, 2, 50, 90].entries()) {
    await database.sql`insert into arrival (span, starts_at, key_id, source)
      values ('minute', ${later(-minutesAgo).toISOString()}, ${keys[index] ?? ""}, 'litellm')`;
  }
  const { id } = await givenRule({ name: "Silent", terms: { kind: "silent_source", silent_minutes: 30 } });
  await evaluate(NOW);
  await evaluate(later(1));

  expect((await openOf(id)).map(({ labels, state }) => [labels.key, state])).toEqual([["batch", "firing"]]);
  expect(await changesOf(id)).toHaveLength(1);
});

test("a firing series that recovers is resolved, however many others are nearer to their limit", async () => {
  const failing = (n: number, startedAt: Date, outcome: "ok" | "timeout") =>
    Array.from({ length: n }, () =>
      anAttempt({ model: "recovers", outcome, startedAtUs: startedAt.getTime() * 1_000 }),
    );
  const others = Array.from({ length: 210 }, (_, model) =>
    [0, 1].map((n) =>
      anAttempt({
        ...{ model: `other-${model}`, outcome: n === 0 ? ("ok" as const) : ("timeout" as const) },
        startedAtUs: later(9).getTime() * 1_000,
      }),
    ),
  ).flat();
  const { id } = await givenRule({
    name: "Errors",
    terms: { kind: "error_rate", above_percent: 60, window_minutes: 5, by: ["model"], min_attempts: 2 },
  });
  await givenAttempts(database.sql, failing(10, NOW, "timeout"));
  await evaluate(NOW);
  expect((await openOf(id)).map(({ state }) => state)).toEqual(["firing"]);

  await givenAttempts(database.sql, [...others, ...failing(10, later(9), "ok")]);
  await evaluate(later(9.5));
  expect(await openOf(id)).toEqual([]);
  expect((await changesOf(id))[0]).toMatchObject({ to: "resolved", summary: expect.stringMatching(/0 %/) });
});

test("a rule that cannot be read says so, and the others are evaluated", async () => {
  const unreadable = await givenRule({ name: "Unreadable", terms: { kind: "stale_router" } });
  const other = await givenRule({ name: "Other", terms: { kind: "stale_router" } });
  await database.sql`update alert_rule set terms = '{"kind":"of a newer version"}' where id = ${unreadable.id}`;

  expect(await evaluate(NOW)).toEqual([unreadable.id]);
  const rows = await database.sql`select id, error, evaluated_at from alert_rule where deleted_at is null order by id`;
  expect(rows).toMatchObject([
    {
      id: unreadable.id,
      error: expect.stringMatching(/could not be evaluated/),
      evaluated_at: expect.stringMatching(/12:30:20/),
    },
    { id: other.id, error: null, evaluated_at: expect.stringMatching(/12:30:20/) },
  ]);
  expect(await evaluate(NOW)).toEqual([]);
});

test("an alert that ended long ago is deleted, and its history is not", async () => {
  const labels = { router: "gone" };
  const { id } = await givenRule({ name: "Router", terms: { kind: "stale_router" } });
  const given = (state: string, key: string, daysAgo: number) => database.sql`
    insert into alert (rule_id, series_key, labels, state, since, evaluated_at, summary)
    values (${id}, ${key}, ${JSON.stringify(labels)}::text::jsonb, ${state}, ${later(-daysAgo * 1_440).toISOString()},
      ${later(-daysAgo * 1_440).toISOString()}, '')`;
  await given("resolved", seriesKeyOf(labels), 31);
  await given("resolved", "recent", 29);
  await given("no_data", "open", 31);
  await database.sql`
    insert into alert_change (alert_id, rule_id, rule, labels, at, to_state, summary)
    values (1, ${id}, 'Router', ${JSON.stringify(labels)}::text::jsonb, ${new Date(NOW.getTime() - 31 * DAY_MS).toISOString()}, 'resolved', '')`;
  await trimAlerts(database.db, NOW);

  const rows = await database.sql`select series_key from alert where rule_id = ${id} order by id`;
  expect(rows.map(({ series_key }) => series_key)).toEqual(["recent", "open"]);
  expect(await changesOf(id)).toHaveLength(1);
});
