import type { ModelHealth } from "@/components/breakers/model-health";
import type { Tone } from "@/components/ui/tone";
import type { BreakerStatus } from "@/lib/breaker/breaker";
import type { RouterReport, RouterState, Routers } from "@/lib/contract/routers";
import { formatRelative, formatWhole } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

export const ROUTER_TONES: Readonly<Record<RouterState, Tone>> = { current: "good", behind: "warn", silent: "bad" };
export const ROUTER_STATE_TEXT: Readonly<Record<RouterState, Message>> = {
  current: message("current"),
  behind: message("behind"),
  silent: message("silent"),
};
/** Those that need somebody first. */
export const STATE_ORDER: Readonly<Record<RouterState, number>> = { silent: 0, behind: 1, current: 2 };

/** What a router's state means for it, in words. */
export function describeRouter(router: RouterReport, routers: Pick<Routers, "as_of" | "bundle_version">): string {
  const { state, bundle_version: own, seen_at, interval_seconds } = router;
  const { bundle_version: inForce, as_of } = routers;
  if (state === "silent") {
    const last = t("last report {seen}, due every {seconds} s", {
      seen: formatRelative(seen_at, as_of),
      seconds: formatWhole(interval_seconds),
    });
    return own === inForce ? last : t("{last}; it ran version {version}", { last, version: own });
  }
  if (own > inForce) return t("version {version} is not active here", { version: own });
  if (own === inForce) {
    return state === "behind"
      ? t("runs version {version} instead of the active one", { version: own })
      : t("runs the active version");
  }
  const lag = inForce - own;
  return state === "behind"
    ? t("{lag, plural, one {# version} other {# versions}} behind", { lag })
    : t("fetching {version}", { version: inForce });
}

/** How the routers stand together: "2 of 4 run the active version 12; 1 behind, 1 silent". */
export function routersSummary({ routers, bundle_version }: Routers): string {
  const count = (state: RouterState) => routers.filter((router) => router.state === state).length;
  const running = routers.filter((router) => router.state === "current" && router.bundle_version === bundle_version);
  const [behind, silent] = [count("behind"), count("silent")];
  const stale = [
    ...(behind > 0 ? [t("{count} behind", { count: formatWhole(behind) })] : []),
    ...(silent > 0 ? [t("{count} silent", { count: formatWhole(silent) })] : []),
  ];
  const head = t("{running} of {all} run the active version {version}", {
    running: formatWhole(running.length),
    all: formatWhole(routers.length),
    version: bundle_version,
  });
  return stale.length > 0 ? t("{head}; {stale}", { head, stale: stale.join(", ") }) : head;
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
    return [{ place: t("{model} in {region}, {tier}", { model, region, tier }), router: breaker.state, server }];
  });
}

function placeOf({ tier, region, model }: { tier: string; region: string; model: string }): string {
  return JSON.stringify([tier, region, model]);
}
