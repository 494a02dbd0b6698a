import { expect, test } from "vitest";
import type { FailoverEvent } from "@/lib/contract/failovers";
import { type PublishedPolicy, tierPolicySchema } from "@/lib/contract/policy";
import type { StatsModels } from "@/lib/contract/stats";
import { prepareChanges } from "./prepare-changes";

const event: FailoverEvent = {
  at: "2026-03-01T10:00:00Z",
  tier: "standard",
  region: "eu-central-1",
  model: "glm-5",
  from: "closed",
  to: "open",
  reason: "error_rate",
  n: 100,
  failures: 2,
  value: 0.02,
  threshold: 0.005,
  policy_version: 1,
  source: "attempt",
  id: 1,
  router: null,
};
const policy: PublishedPolicy = {
  ...tierPolicySchema.parse({ tier: "standard", primary: "glm-5" }),
  version: 3,
  published_at: "2026-03-01T11:00:00Z",
  published_by: "ada@example.com",
  comment: "Stricter",
};
const window = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
const statsOf = (models: object[]) => ({ ...window, models }) as unknown as StatsModels;

test("the newest comes first, and each says its cause with the numbers", () => {
  const changes = prepareChanges({ stats: statsOf([]), failovers: [event], versions: [policy] });
  expect(changes.map(({ text }) => text)).toEqual([
    "standard version 3 by ada@example.com: Stricter",
    "glm-5 in eu-central-1 (standard) is out of rotation: 2 of 100 failed, 2.00 % over 0.50 %",
  ]);
});

test("a policy saved before the window is not a change in it", () => {
  const old = { ...policy, published_at: "2026-02-28T23:59:59Z" };
  expect(prepareChanges({ stats: statsOf([]), failovers: [], versions: [old] })).toEqual([]);
});

test("only a model none of whose attempts is priced is called unpriced", () => {
  const models = [
    { model: "glm-4.6v", attempts: 12, priced_share: 0 },
    { model: "kimi-k2.5", attempts: 12, priced_share: 0.5 },
    { model: "idle", attempts: 0, priced_share: null },
  ];
  const changes = prepareChanges({ stats: statsOf(models), failovers: [], versions: [] });
  expect(changes.map(({ text }) => text)).toEqual([
    "glm-4.6v has no price: its 12 attempts are not in any spend total",
  ]);
});
