import { policyBundleSchema, type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { DEFAULT_FAILOVER } from "@/lib/domain/policies/default-failover";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { Upstream } from "@/lib/domain/upstreams/upstream";
import type { Candidate, RouteSetup, RouteTarget } from "@/lib/fault-suite/route-target";
import { CALL_HEADERS } from "@/lib/router/call-headers";
import type { RouterOptions } from "@/lib/router/create-router";
import { listenRouter } from "./listen-router";

export type BundledRouterTarget = RouteTarget & { baseUrl: string; close: () => Promise<void> };

const PROVIDER = "simulated";
/** What a busy machine may take of a limit that is a fraction of a second here. */
const BUSY_MS = 250;

/**
 * The router that is built in, in this process and with nothing else of the product: each route is a tier of its own, with
 * upstreams of its own.
 */
export async function startBundledRouter(
  record: RouterOptions["record"] = () => undefined,
): Promise<BundledRouterTarget> {
  const tiers = new Map<string, TierPolicy>();
  const upstreams = new Map<string, readonly Upstream[]>();
  let [lastId, runs] = [0, 0];
  const router = await listenRouter({
    bundle: async () =>
      policyBundleSchema.parse({ version: 1, published_at: null, aliases: {}, tiers: Object.fromEntries(tiers) }),
    upstreams: { list: () => [...upstreams.values()].flat(), keyOf: () => "faults" },
    authenticate: async () => ({ keyId: null, keyName: "faults" }),
    record,
    onProblem: (error) => console.error(error),
  });
  const baseUrl = `${router.url}/v1`;

  function upstreamOf({ baseUrl: url, model, region }: Candidate, tier: string): Upstream {
    lastId += 1;
    return {
      ...{ id: lastId, name: region, shape: "openai", baseUrl: url, provider: PROVIDER, region },
      models: [{ model: inTier(model, tier), asked: model }],
      ...{ maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null, isEnabled: true },
    };
  }

  return {
    baseUrl,
    declare: async ({ name, candidates, limits }) => {
      runs += 1;
      const tier = `${name}.${runs}`;
      tiers.set(tier, policyOf(tier, candidates, limits));
      upstreams.set(
        tier,
        candidates.map((candidate) => upstreamOf(candidate, tier)),
      );
      return {
        ...{ baseUrl, model: `tier:${tier}` },
        headers: {
          authorization: "Bearer faults",
          [CALL_HEADERS.firstTokenMs]: String(limits.firstTokenMs + BUSY_MS),
          [CALL_HEADERS.idleMs]: String(limits.idleMs + BUSY_MS),
          [CALL_HEADERS.onBreak]: limits.onBreak,
        },
        remove: async () => {
          tiers.delete(tier);
          upstreams.delete(tier);
        },
      };
    },
    close: router.close,
  };
}

/** Routes have the same models at other places, so that a model is one of its route. */
const inTier = (model: string, tier: string) => `${tier}/${model}`;

function policyOf(tier: string, candidates: RouteSetup["candidates"], limits: RouteSetup["limits"]): TierPolicy {
  const [primary = "", ...fallbacks] = [...new Set(candidates.map(({ model }) => inTier(model, tier)))];
  const seconds = Math.max(1, Math.round(limits.cooldownMs / SECOND_MS));
  return tierPolicySchema.parse({
    ...{ tier, primary, fallbacks, max_attempts: limits.maxAttempts, timeout_ms: Math.max(100, limits.timeoutMs) },
    failover: { ...DEFAULT_FAILOVER, latency: null, cooldown_seconds: seconds, dwell_seconds: 0 },
  });
}
