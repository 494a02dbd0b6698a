import { expect, test } from "vitest";
import { newRuleSchema } from "@/lib/contract/alert-rules";
import { newTargetSchema } from "@/lib/contract/targets";
import { createRule } from "../alerts/create-rule";
import { listRules } from "../alerts/list-rules";
import { createTarget } from "../targets/create-target";
import { listTargets } from "../targets/list-targets";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { type AskedName, findQuietNames } from "./find-quiet-names";

const database = testDatabase();
const NOW = new Date("2026-03-19T12:30:20Z");
const daysAgo = (days: number) => (NOW.getTime() - days * 86_400_000) * 1_000;
const find = (names: readonly AskedName[], retention = EVERYTHING_RETAINED) =>
  findQuietNames(database.db, { names, now: NOW, retention });

test("names without traffic in thirty days are found in every dimension, and marked where rules and targets are listed", async () => {
  const named = (suffix: string) => ({
    ...{ model: `m-${suffix}`, provider: `p-${suffix}`, region: `r-${suffix}` },
    ...{ tier: `t-${suffix}`, team: `team-${suffix}`, app: `a-${suffix}` },
  });
  await givenAttempts(database.sql, [
    anAttempt({ ...named("old"), startedAtUs: daysAgo(40) }),
    anAttempt({ ...named("new"), startedAtUs: daysAgo(2) }),
  ]);
  const asked = ["old", "new"].flatMap((suffix) =>
    Object.entries(named(suffix)).map(([kind, value]) => ({ kind, value })),
  );
  expect(await find(asked)).toEqual(asked.filter(({ value }) => value.endsWith("-old")));
  // Of a team before its sums begin nothing is said, rather than that it is quiet.
  const breakdowns = EVERYTHING_RETAINED.breakdowns?.map((one) => ({ ...one, completeFrom: daysAgo(5) / 60_000_000 }));
  const later = { ...EVERYTHING_RETAINED, breakdowns };
  expect((await find(asked, later)).map(({ kind }) => kind)).toEqual(["model", "provider", "region", "tier", "app"]);

  const scope = { model: ["m-old", "m-new", "m-never"] };
  const terms = { kind: "error_rate", above_percent: 5, scope };
  const rule = newRuleSchema.parse({ name: "Scoped", terms });
  await createRule(database.db, { rule, actor: "t", now: NOW });
  const spend = { kind: "spend", above_usd: "1", dimension: "team", value: "team-old" };
  await createRule(database.db, { rule: newRuleSchema.parse({ name: "Team", terms: spend }), actor: "t", now: NOW });
  const { rules } = await listRules(database.db, { now: NOW, findQuiet: find });
  expect(rules.map(({ name, warnings }) => [name, warnings])).toEqual([
    [
      "Scoped",
      [
        "No attempt has the model m-never yet: until one does, there is nothing to measure",
        "No traffic by the model m-old in 30 days",
      ],
    ],
    ["Team", ["No traffic by the team team-old in 30 days"]],
  ]);

  const tooSlow = async () => Promise.reject(new Error("canceling statement due to statement timeout"));
  const slow = await listRules(database.db, { now: NOW, findQuiet: tooSlow });
  expect(slow.rules.map(({ warnings }) => warnings)).toEqual([
    ["No attempt has the model m-never yet: until one does, there is nothing to measure"],
    [],
  ]);

  for (const target of [{ region: "r-old", team: "team-new" }, { model: "m-new" }, { team: "unassigned" }]) {
    const checked = newTargetSchema.parse({ ...target, availability_percent: 99 });
    await createTarget(database.db, { target: checked, actor: "t", now: NOW });
  }
  const { targets } = await listTargets(database.db, { findQuiet: find });
  expect(targets.map(({ warnings }) => warnings)).toEqual([["No traffic by the region r-old in 30 days"], [], []]);
  expect((await listTargets(database.db, { findQuiet: tooSlow })).targets.length).toBe(3);
});
