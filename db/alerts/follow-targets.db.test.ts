import { expect, test } from "vitest";
import { newRuleSchema } from "@/lib/contract/alert-rules";
import { newExclusionSchema } from "@/lib/contract/exclusions";
import { newTargetSchema } from "@/lib/contract/targets";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { createExclusion } from "../exclusions/create-exclusion";
import { withdrawExclusion } from "../exclusions/withdraw-exclusion";
import { createTarget } from "../targets/create-target";
import { deleteTarget } from "../targets/delete-target";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { countFiring } from "./count-firing";
import { createRule } from "./create-rule";
import { evaluateRules } from "./evaluate-rules";
import { listAlerts } from "./list-alerts";
import { listChannels } from "./list-channels";
import { listRules } from "./list-rules";
import { observeRule } from "./observe-rule";
import { previewRule } from "./preview-rule";

const database = testDatabase();
const NOW = new Date("2026-03-19T12:30:20Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);
const actor = "ada@example.com";
const evaluate = (now: Date) => evaluateRules(database.db, { clock: async () => now, retention: EVERYTHING_RETAINED });
const givenTarget = (target: Parameters<typeof newTargetSchema.parse>[0]) =>
  createTarget(database.db, { target: newTargetSchema.parse(target), actor, now: NOW });

test("a rule that follows the targets of SLA looks at those that there are, and lets go of one that is deleted", async () => {
  const some = (n: number, region: string, outcome: "ok" | "server_error") =>
    Array.from({ length: n }, () =>
      anAttempt({ model: "watched", region, outcome, startedAtUs: (NOW.getTime() - 2 * MINUTE_MS) * 1_000 }),
    );
  await givenAttempts(database.sql, [
    ...some(95, "east", "ok"),
    ...some(5, "east", "server_error"),
    ...some(60, "west", "ok"),
  ]);
  const terms = { kind: "burn_rate" as const, target_percent: null, speeds: ["fast" as const] };
  const refused = newRuleSchema.safeParse({ name: "r", terms: { ...terms, by: ["model"] } });
  expect(refused.error?.issues[0]?.message).toMatch(/scope of its own/);
  const { id } = await createRule(database.db, {
    ...{ rule: newRuleSchema.parse({ name: "Targets", terms }), actor, now: NOW },
  });
  const statesAt = async (now: Date) => {
    await evaluate(now);
    const { alerts } = await listAlerts(database.db, { now });
    return alerts.filter(({ rule_id }) => rule_id === id).map(({ labels, state }) => [labels, state]);
  };

  expect(await statesAt(NOW)).toEqual([]);
  const warningsNow = async () => {
    const asked = { forMinutes: 0, now: NOW, retention: EVERYTHING_RETAINED };
    return (await previewRule(database.db, { terms: newRuleSchema.parse({ name: "r", terms }).terms, ...asked }))
      .warnings;
  };
  const latencyAlone = await givenTarget({ region: "west", ttft_p99_ms: 500 });
  expect(await warningsNow()).toEqual(["No target is agreed in SLA; the default of 99.9 % is not followed"]);
  await deleteTarget(database.db, { id: latencyAlone.id, baseVersion: latencyAlone.version, actor, now: NOW });
  const east = await givenTarget({ model: "watched", region: "east", availability_percent: 99.9 });
  await givenTarget({ model: "watched", region: "west", availability_percent: 99.9 });
  await givenTarget({ model: "watched", availability_percent: 95 });
  await givenTarget({ model: "unseen", availability_percent: 99.9 });
  await givenTarget({ tier: "standard", availability_percent: 100 });
  await givenTarget({ region: "west", ttft_p99_ms: 500 });
  expect(await warningsNow()).toEqual([]);
  expect(await statesAt(later(1))).toEqual([[{ model: "watched", region: "east" }, "firing"]]);
  expect(await countFiring(database.db)).toBe(1);
  const { rules } = await listRules(database.db, { now: NOW, findQuiet: async () => [] });
  expect(rules.find((rule) => rule.id === id)).toMatchObject({ series: 5, unmeasured: 3, error: null });

  await deleteTarget(database.db, { id: east.id, baseVersion: east.version, actor, now: NOW });
  expect(await statesAt(later(2))).toEqual([]);
  expect(await countFiring(database.db)).toBe(0);
});

test("a rule that follows targets counts what SLA counts for each: nothing excluded, and nothing of a more specific one", async () => {
  const failing = (model: string, region: string, tier = "standard") =>
    Array.from({ length: 100 }, (_, index) => {
      const outcome = index < 4 ? "server_error" : "ok";
      return anAttempt({ model, region, tier, outcome, startedAtUs: (NOW.getTime() - 3 * MINUTE_MS) * 1_000 });
    });
  await givenAttempts(database.sql, [
    ...failing("lenient", "south"),
    ...failing("maintained", "north"),
    ...failing("lenient", "lab", "premium"),
  ]);
  await givenTarget({ region: "south", availability_percent: 99.9 });
  await givenTarget({ region: "north", availability_percent: 99.9 });
  await givenTarget({ model: "lenient", region: "south", availability_percent: 95 });
  await givenTarget({ tier: "premium", availability_percent: 99.9 });
  const exclusion = newExclusionSchema.parse({
    ...{ model: "maintained", reason: "maintenance", note: "announced", signed_off_by: "Ada" },
    ...{ from: "2026-03-19T12:00:00Z", to: "2026-03-19T12:31:00Z" },
  });
  const { id: excluded } = await createExclusion(database.db, { exclusion, actor, now: NOW });
  const terms = { kind: "burn_rate" as const, target_percent: null, speeds: ["fast" as const] };
  const seen = async () => {
    const rule = { terms: newRuleSchema.parse({ name: "r", terms }).terms, now: NOW, retention: EVERYTHING_RETAINED };
    const all = await observeRule(database.db, rule.terms, rule);
    return new Map(all.map(({ labels, verdict }) => [Object.values(labels).join(), verdict]));
  };

  const first = await seen();
  expect(["south", "north", "lenient,south", "premium"].map((of) => first.get(of))).toEqual([
    ...["unmeasured", "unmeasured", "ok", "breached"],
  ]);
  await withdrawExclusion(database.db, { id: excluded, actor, now: NOW });
  expect((await seen()).get("north")).toBe("breached");
});

test("a rule or a channel that only a newer version can read hides no other, and the others are evaluated", async () => {
  const create = (name: string) =>
    createRule(database.db, {
      ...{ rule: newRuleSchema.parse({ name, terms: { kind: "stale_router" } }), actor, now: NOW },
    });
  const [newer, own] = [await create("Newer"), await create("Own")];
  await database.sql`update alert_rule set terms = '{"kind": "of_tomorrow"}'::jsonb where id = ${newer.id}`;
  await database.sql`
    insert into alert (rule_id, series_key, labels, state, since, evaluated_at, summary)
    values (${newer.id}, 'x', '{"n": 1}'::jsonb, 'firing', now(), now(), 's')`;
  await database.sql`
    insert into alert_channel (name, kind, target, created_at, created_by, updated_at, updated_by)
    values ('Pigeon', 'pigeon', 'loft', now(), 't', now(), 't')`;
  await evaluate(later(10));

  const { rules, unreadable } = await listRules(database.db, { now: NOW, findQuiet: async () => [] });
  expect(unreadable).toMatchObject([{ id: newer.id, name: "Newer", updated_by: actor }]);
  expect(rules.find(({ id }) => id === own.id)).toMatchObject({ error: null, evaluated_at: later(10).toISOString() });
  expect((await listAlerts(database.db, { now: NOW })).alerts).toMatchObject([
    { rule_id: newer.id, rule: "Newer", kind: null, labels: {} },
  ]);
  const channels = await listChannels(database.db);
  expect([channels.channels, channels.unreadable]).toMatchObject([[], [{ name: "Pigeon", kind: "pigeon" }]]);
});
