import { expect, test } from "vitest";
import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { listBreakerStates } from "@/db/breaker/list-breaker-states";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { publishPolicyVersion } from "@/db/policies/publish-policy-version";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { insertReportedTransitions } from "@/db/routers/insert-reported-transitions";
import { testDatabase } from "@/db/testing";
import { anAttempt } from "@/db/testing/given-attempts";
import type { Attempt } from "@/lib/contract/attempt";
import { tierPolicySchema } from "@/lib/contract/policy";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { SECOND_US } from "@/lib/domain/time/units";
import { getFailoverDetail } from "./get-failover-detail";
import { listFailovers } from "./list-failovers";
import { listRuleHints } from "./list-rule-hints";

const database = testDatabase();

const codes = new DimensionCodes();
const nowUs = Math.floor(Date.now() / 1_000) * SECOND_US;
// Within a millisecond, which is all that some routers report.
const T0 = nowUs - 1_800 * SECOND_US + 755;

const policyOf = (tier: string) =>
  tierPolicySchema.parse({
    tier,
    primary: "main",
    fallbacks: ["spare"],
    failover: {
      latency: null,
      max_error_rate: 0.1,
      window_requests: 50,
      window_seconds: 600,
      min_requests: 20,
      min_failures: 3,
      cooldown_seconds: 60,
      dwell_seconds: 0,
      ramp: [1],
    },
  });
const publish = (tier: string) =>
  publishPolicyVersion(database.db, { policy: policyOf(tier), baseVersion: 0, publishedBy: "ada" });
async function store(attempts: Attempt[]) {
  await storeAttempts(database.sql, { posts: [attempts], codes, nowUs });
  await drainBreakerFeed(database.db);
}
// Each test has a region of its own, because a model is judged by what any tier sends it there.
const regionOf = (tier: string) => tier.split("-")[1] ?? tier;
const at = (tier: string, model: string, second: number, rest: Partial<Attempt> = {}) =>
  anAttempt({
    tier,
    model,
    region: regionOf(tier),
    startedAtUs: T0 + second * SECOND_US,
    durationUs: SECOND_US,
    ttftUs: null,
    outcome: "ok",
    ...rest,
  });
const many = (n: number, make: (index: number) => Attempt) => Array.from({ length: n }, (_, index) => make(index));
const failed = { outcome: "server_error", ttftUs: null } as const;

function raiseNone(): never {
  throw new Error("Nothing opened");
}

async function openingsOf(tier: string) {
  const { failovers } = await listFailovers(database.db, { fromUs: null, toUs: null, tier: [tier], limit: 50 });
  return failovers.filter(({ to }) => to === "open").reverse();
}

test("an outage that went on: the window's attempts are named, and avoiding the model helped", async () => {
  const tier = "verdict-helped";
  await publish(tier);
  await store(many(30, (i) => at(tier, "main", i)));
  const outage = many(4, (i) => at(tier, "main", 30 + i, failed));
  await store(outage);
  const [opening] = await openingsOf(tier);
  expect(opening).toMatchObject({ model: "main", region: "helped", router: null, reason: "error_rate" });
  await store([
    ...many(200, (i) => at(tier, "spare", 45 + i / 10, { costPico: 3_000n })),
    // Another tier goes on trying the model.
    ...many(40, (i) => at("others-helped", "main", 45 + i / 2, i % 2 === 0 ? failed : {})),
  ]);

  const detail = await getFailoverDetail(database.db, { id: opening?.id ?? 0, nowUs });
  expect(detail.attempts).toHaveLength(opening?.n ?? 0);
  expect(detail.attempts.filter(({ outcome }) => outcome === "server_error")).toHaveLength(opening?.failures ?? -1);
  expect(detail.attempts.map(({ id }) => id)).toContain(outage[0]?.id);
  expect(detail.verdict).toMatchObject({ judgement: "helped", moved: 200 });
  expect(detail.verdict?.failures_avoided?.value).toBeCloseTo(100);
  // Its time to wait was over long ago, though no decision came by: it would be tried again.
  expect(detail).toMatchObject({ until: null, state_now: "half_open" });
  const soon = await getFailoverDetail(database.db, { id: opening?.id ?? 0, nowUs: T0 + 60 * SECOND_US });
  expect(soon.state_now).toBe("open");
  const [shown] = await listBreakerStates(database.db, { nowUs, tier });
  expect(shown?.sinceUs).toBe((parseInstantUs(opening?.at ?? "") ?? 0) + 60 * SECOND_US);

  const { id: _, at: openedAt, policy_version: __, source: ___, router: ____, ...same } = opening ?? raiseNone();
  const reported = { ...same, at: openedAt.replace(/\d{3}Z$/, "Z"), bundle_version: 1 };
  const unreported = { ...reported, n: reported.n + 1 };
  await insertReportedTransitions(database.db, { router: "edge-1", transitions: [reported] });
  await insertReportedTransitions(database.db, { router: "edge-2", transitions: [unreported] });
  const { failovers } = await listFailovers(database.db, {
    fromUs: null,
    toUs: null,
    tier: [tier],
    source: ["router"],
    limit: 9,
  });
  const byRouter = await Promise.all(failovers.map(({ id }) => getFailoverDetail(database.db, { id, nowUs })));
  const seen = byRouter.map(({ failover, attempts, state_now }) => [failover.router, attempts.length, state_now]);
  expect(new Set(seen)).toEqual(
    new Set([
      ["edge-1", opening?.n, "open"],
      ["edge-2", 0, "open"],
    ]),
  );
});

test("a model that was well all the while was avoided needlessly; a transition that is not there is said so", async () => {
  const tier = "verdict-needless";
  await publish(tier);
  await store([...many(30, (i) => at(tier, "main", i)), ...many(4, (i) => at(tier, "main", 30 + i, failed))]);
  await store([
    ...many(50, (i) => at(tier, "spare", 40 + i)),
    ...many(50, (i) => at("others-needless", "main", 40 + i)),
  ]);
  const [opening] = await openingsOf(tier);

  expect((await getFailoverDetail(database.db, { id: opening?.id ?? 0, nowUs })).verdict).toMatchObject({
    judgement: "needless",
  });
  await expect(getFailoverDetail(database.db, { id: 999_999, nowUs })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a rule that flaps, one that cannot fire and one that never did are told", async () => {
  const [flapping, quiet, calm] = ["hint-flapping", "hint-quiet", "hint-calm"] as const;
  for (const tier of [flapping, quiet, calm]) await publish(tier);
  for (let round = 0; round < 4; round++) {
    const from = 200 + round * 150;
    await store([
      ...many(20, (i) => at(flapping, "main", from + i / 10)),
      ...many(12, (i) => at(flapping, "main", from + 5 + i, failed)),
    ]);
    await store(many(60, (i) => at(flapping, "main", from + 75 + i / 10)));
  }
  await store(many(3, (i) => at(quiet, "main", i * 300)));
  await store(many(1_200, (i) => at(calm, "main", i)));
  await settleRollups(database.sql, { before: new Date() });
  await database.sql`alter table policy_version disable trigger all`;
  await database.sql`update policy_version set published_at = now() - interval '10 days' where tier like 'hint-%'`;
  await database.sql`alter table policy_version enable trigger all`;

  const hints = await listRuleHints(database.db, { now: new Date() });
  expect((await openingsOf(flapping)).length).toBeGreaterThanOrEqual(3);
  expect(hints).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ hint: "flapping", tier: flapping, model: "main", region: "flapping" }),
      expect.objectContaining({ hint: "cannot_fire", tier: quiet, needs: 20 }),
      expect.objectContaining({ hint: "never_fired", tier: calm }),
    ]),
  );
});
