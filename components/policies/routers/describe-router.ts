import type { ModelHealth } from "@/components/breakers/model-health";
import type { Tone } from "@/components/ui/tone";
import type { BreakerStatus } from "@/lib/breaker/breaker";
import type { RouterReport, RouterState, Routers } from "@/lib/contract/routers";
import { formatRelative, formatWhole } from "@/lib/domain/format";

export const ROUTER_TONES: Readonly<Record<RouterState, Tone>> = { current: "good", behind: "warn", silent: "bad" };
/** Those that need somebody first. */
export const STATE_ORDER: Readonly<Record<RouterState, number>> = { silent: 0, behind: 1, current: 2 };

/** What a router's state means for it, in words. */
export function describeRouter(router: RouterReport, routers: Pick<Routers, "as_of" | "bundle_version">): string {
  const { state, bundle_version: own, seen_at, interval_seconds } = router;
  const { bundle_version: inForce, as_of } = routers;
  if (state === "silent") {
    const last = `last report ${formatRelative(seen_at, as_of)}, due every ${formatWhole(interval_seconds)} s`;
    return own === inForce ? last : `${last}; it ran version ${own}`;
  }
  if (own > inForce) return `version ${own} is not active here`;
  if (own === inForce) {
    return state === "behind" ? `runs version ${own} instead of the active one` : "runs the active version";
  }
  const lag = inForce - own;
  return state === "behind"
    ? `${formatWhole(lag)} ${lag === 1 ? "version" : "versions"} behind`
    : `fetching ${inForce}`;
}

/** How the routers stand together: "2 of 4 run the active version 12; 1 behind, 1 silent". */
export function routersSummary({ routers, bundle_version }: Routers): string {
  const count = (state: RouterState) => routers.filter((router) => router.state === state).length;
  const running = routers.filter((router) => router.state === "current" && router.bundle_version === bundle_version);
  const stale = (["behind", "silent"] as const).flatMap((state) => {
    const n = count(state);
    return n > 0 ? [`${formatWhole(n)} ${state}`] : [];
  });
  const head = `${formatWhole(running.length)} of ${formatWhole(routers.length)} run the active version ${bundle_version}`;
  return stale.length > 0 ? `${head}; ${stale.join(", ")}` : head;
}

export type BreakerDifference = { place: string; router: BreakerStatus; server: BreakerStatus };

/**
 * Where a router judges a model otherwise than the server does, which receives all routers' attempts.
 *
 * What the router does not name it has not judged; what the server does not know is closed.
 */
export function breakerDifferences(router: RouterReport, health: readonly ModelHealth[]): BreakerDifference[] {
  const serverState = new Map(health.map((entry) => [placeOf(entry), entry.state]));
  return router.breakers.flatMap((breaker) => {
    const server = serverState.get(placeOf(breaker)) ?? "closed";
    if (server === breaker.state) return [];
    const { model, region, tier } = breaker;
    return [{ place: `${model} in ${region}, ${tier}`, router: breaker.state, server }];
  });
}

function placeOf({ tier, region, model }: { tier: string; region: string; model: string }): string {
  return JSON.stringify([tier, region, model]);
}
