import { asc, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { breakerFeed, failover } from "@/db/schema/breaker";
import { policyVersion } from "@/db/schema/policies";
import { testDatabase } from "@/db/testing";
import { randomScenario } from "@/lib/breaker/vectors/random-scenario";
import { runScenario, type Scenario, type ScenarioEvent, type ScenarioStep } from "@/lib/breaker/vectors/run-scenario";
import { tierPolicySchema } from "@/lib/contract/policy";
import type { RouteDecision } from "@/lib/contract/route-decision";
import { packFeed } from "../schema/feed-codec";
import { decideRoute } from "./decide-route";
import { drainBreakerFeed } from "./drain-breaker-feed";

const database = testDatabase();

const SEEDS = Array.from({ length: 1_000 }, (_, index) => 1_000 + index);
const ROUNDS = 4;
const TIERS = 20;

/**
 * The scenarios lib/breaker/vectors/vectors.slow.test.ts takes through the port in Python, with two of three decisions.
 *
 * A later policy looks no further back: the server stores no window for a decision, so what had left it by then would count again.
 */
const scenarios = SEEDS.map((seed): Scenario => {
  const { policies, steps, ...rest } = randomScenario(seed);
  const windowSeconds = policies[0]?.failover.window_seconds ?? 10;
  const shortened = policies.map(({ failover, ...policy }) => {
    return { ...policy, failover: { ...failover, window_seconds: Math.min(failover.window_seconds, windowSeconds) } };
  });
  const decisions = steps.filter((step) => "at_us" in step);
  const retained = steps.filter((step) => "attempt" in step || decisions.indexOf(step) % 3 !== 1);
  return { ...rest, policies: shortened, steps: retained };
});

type DecisionStep = Extract<ScenarioStep, { at_us: number }>;
type Round = { policy: number; attempts: Map<string, number[]>; decision: DecisionStep };

/** A scenario cut at its decisions. */
function roundsOf({ steps }: Scenario): Round[] {
  const rounds: Round[] = [];
  let attempts = new Map<string, number[]>();
  for (const step of steps) {
    if ("attempt" in step) {
      const [endUs, failed, durationUs, ttftUs] = step.attempt;
      attempts.set(step.model, [...(attempts.get(step.model) ?? []), endUs, failed, durationUs, ttftUs ?? -1]);
    } else {
      rounds.push({ policy: step.policy, attempts, decision: step });
      attempts = new Map();
    }
  }
  return rounds;
}

const byModel = (events: readonly ScenarioEvent[]) =>
  events.toSorted((a, b) => (a.model < b.model ? -1 : a.model > b.model ? 1 : 0));

const comparable = ({ model, role, reason, candidates }: RouteDecision) => ({
  ...{ model, role, reason },
  candidates: candidates.map(({ model, state, n, failures, latency_ms }) => ({
    model,
    state,
    n,
    failures,
    latency_ms,
  })),
});

/** Takes scenarios through the server's own tables, each as a tier, all round by round; answers what it decided. */
async function decideAll(scenarios: readonly Scenario[]): Promise<unknown[][]> {
  const { db } = database;
  // A transition reads every tier's policy, of which nobody has a thousand; what is published is guarded but here.
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`truncate policy_version, breaker_state`);
  });
  const rounds = scenarios.map(roundsOf);
  const decisions: unknown[][] = scenarios.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    const changed = scenarios.flatMap((scenario, index) => {
      const place = rounds[index]?.[round]?.policy ?? 0;
      if (round > 0 && place === rounds[index]?.[round - 1]?.policy) return [];
      const tier = scenario.name;
      const policy = tierPolicySchema.parse({ tier, ...scenario.policies[place] });
      return [{ tier, version: place + 1, policy, publishedAt: new Date(), publishedBy: "ada", comment: null }];
    });
    if (changed.length > 0) await db.insert(policyVersion).values(changed);
    const groups = scenarios.flatMap(({ name: tier, region }, index) =>
      [...(rounds[index]?.[round]?.attempts ?? [])].map(([model, attempts]) => ({ tier, region, model, attempts })),
    );
    await db.insert(breakerFeed).values({ payload: packFeed(groups) });
    await drainBreakerFeed(db);

    const decideOne = async ({ name: tier, region }: Scenario, index: number) => {
      const asked = rounds[index]?.[round]?.decision;
      if (!asked) throw new Error("Every round ends in a decision");
      const { at_us: nowUs, request_id: requestId, random } = asked;
      decisions[index]?.push(
        comparable(await decideRoute(db, { tier, region, requestId, nowUs, random: () => random })),
      );
    };
    await Promise.all(scenarios.map(decideOne));
  }
  return decisions;
}

/** The transitions the server has on record, by tier. */
async function listRecorded(): Promise<Map<string, ScenarioEvent[]>> {
  const us = (column: typeof failover.at | typeof failover.windowFrom) =>
    sql<string | null>`(extract(epoch from ${column}) * 1000000)::bigint::text`;
  const rows = await database.db
    .select({ row: failover, atUs: us(failover.at), windowFromUs: us(failover.windowFrom) })
    .from(failover)
    .orderBy(asc(failover.id));
  const recorded = new Map<string, ScenarioEvent[]>();
  for (const { row, atUs, windowFromUs } of rows) {
    const { tier, model, fromState: from, toState: to, reason, n, failures, value, threshold } = row;
    const window_from_us = windowFromUs === null ? null : Number(windowFromUs);
    const event = { model, at_us: Number(atUs), from, to, reason, n, failures, value, threshold, window_from_us };
    recorded.set(tier, [...(recorded.get(tier) ?? []), event]);
  }
  return recorded;
}

test("under 1,000 random policies and traffic the server decides and records as the reducer does", async () => {
  const decisions: unknown[][] = [];
  for (let from = 0; from < scenarios.length; from += TIERS) {
    decisions.push(...(await decideAll(scenarios.slice(from, from + TIERS))));
  }
  const recorded = await listRecorded();

  scenarios.forEach((scenario, index) => {
    const ours = runScenario(scenario);
    expect(byModel(recorded.get(scenario.name) ?? [])).toEqual(byModel(ours.flatMap(({ events }) => events)));
    expect(decisions[index]).toEqual(
      ours.flatMap(({ decision, candidates = [] }) => {
        const shown = candidates.map(({ status: state, step, ...rest }) => ({ state, ...rest }));
        return decision ? [{ ...decision, candidates: shown }] : [];
      }),
    );
  });
}, 240_000);
