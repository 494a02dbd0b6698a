import type { Breaker } from "@/db/breaker/breaker-row";
import { bundleDigest } from "@/db/policies/build-bundle";
import { ROUTERS } from "@/db/seed/simulate-attempt";
import type { Heartbeat, heartbeatOperation } from "@/lib/contract/routers";
import { SECOND_MS } from "@/lib/domain/time/units";

const PATH: typeof heartbeatOperation.path = "/api/v1/routers/heartbeat";
const INTERVAL_SECONDS = 15;

type Server = { origin: string; headers: Record<string, string>; signal: AbortSignal };
type Followed = { version: number; etag: string; atMs: number };

/** Reports for every router of the demo what it goes by, as often as it says it would; to be called at least as often. */
export function createHeartbeats({ origin, headers, signal }: Server) {
  let sentAtMs = Number.NEGATIVE_INFINITY;

  async function send(heartbeat: Heartbeat): Promise<void> {
    const answer = await fetch(`${origin}${PATH}`, {
      method: "POST",
      headers,
      body: JSON.stringify(heartbeat),
      signal,
    });
    await answer.body?.cancel();
  }

  return async function reportRouters(bundle: Followed, breakers: readonly Breaker[], nowMs: number): Promise<void> {
    if (nowMs - sentAtMs < INTERVAL_SECONDS * SECOND_MS) return;
    sentAtMs = nowMs;
    const reports = Object.entries(ROUTERS).flatMap(([region, routers]) =>
      routers.map(
        (router): Heartbeat => ({
          router,
          client: "switchyard-demo",
          bundle_version: bundle.version,
          bundle_digest: bundleDigest(bundle.etag),
          bundle_age_seconds: Math.round((nowMs - bundle.atMs) / SECOND_MS),
          interval_seconds: INTERVAL_SECONDS,
          breakers: breakers
            .filter((breaker) => breaker.region === region)
            .map(({ tier, model, state }) => ({ tier, region, model, state: state.status, since: sinceOf(state) })),
          transitions: [],
        }),
      ),
    );
    await Promise.all(reports.map(send));
  };
}

function sinceOf({ sinceUs }: Breaker["state"]): string | null {
  return sinceUs === null ? null : new Date(sinceUs / 1_000).toISOString();
}
