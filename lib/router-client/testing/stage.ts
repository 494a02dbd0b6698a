import type { LogRecordInput } from "@/lib/contract/log-record";
import { type PolicyBundle, tierPolicySchema } from "@/lib/contract/policy";
import type { Heartbeat } from "@/lib/contract/routers";
import type { Answer, Driven, Driver, DriverOptions } from "./drivers";
import { type StubProviders, startStubProviders } from "./stub-providers";
import { type StubSwitchyard, startStubSwitchyard } from "./stub-switchyard";

/** One tier of which a breaker opens at the fifth attempt, and is tried again a second later, half of the time. */
export function bundle(
  version: number,
  more: { failover?: object; max_attempts?: number; timeout_ms?: number; primary?: string; published_at?: string } = {},
): PolicyBundle {
  const failover = {
    ...{ latency: null, max_error_rate: 0.5, window_requests: 10, window_seconds: 60, min_requests: 5 },
    ...{ min_failures: 1, cooldown_seconds: 1, dwell_seconds: 0, ramp: [0.5, 1], ...more.failover },
  };
  const { published_at = "2026-03-01T12:00:00.000Z", ...tier } = more;
  const standard = tierPolicySchema.parse({
    ...{ tier: "standard", primary: "a", fallbacks: ["b"], timeout_ms: 10_000, ...tier, failover },
    regions: { eu: { primary: "c", fallbacks: [] } },
  });
  return { version, published_at, aliases: { "vendor/A": "a" }, tiers: { standard } };
}

export type Stage = {
  switchyard: StubSwitchyard;
  providers: StubProviders;
  /** Starts a router that polls and reports often; it is closed with the stage. */
  start: (more?: Partial<DriverOptions>) => Promise<Driven>;
  ask: (router: Driven, requestId: string) => Promise<Answer>;
  /** One after the other, with the ids name-0, name-1, … */
  askTimes: (router: Driven, n: number, name: string) => Promise<Answer[]>;
  /** All that heartbeats reported, in the order they came. */
  transitions: () => Heartbeat["transitions"];
  /** The attempts of a request that were reported. */
  logged: (requestId: string) => LogRecordInput[];
  close: () => Promise<void>;
};

/** A Switchyard that serves bundle(1), providers, and routers between them. */
export async function setStage(drive: Driver): Promise<Stage> {
  const [switchyard, providers] = await Promise.all([startStubSwitchyard(), startStubProviders()]);
  switchyard.publish(bundle(1));
  const routers: Driven[] = [];
  const often = { pollSeconds: 0.1, flushSeconds: 0.05, heartbeatSeconds: 1 };
  const ask: Stage["ask"] = (router, requestId) => router.route({ model: "tier:standard", requestId });
  return {
    switchyard,
    providers,
    start: async (more = {}) => {
      const given = { url: switchyard.url, key: "key", router: "r1", providers: providers.url };
      const router = await drive({ ...given, ...often, ...more });
      routers.push(router);
      return router;
    },
    ask,
    askTimes: async (router, n, name) => {
      const answers: Answer[] = [];
      for (let i = 0; i < n; i++) answers.push(await ask(router, `${name}-${i}`));
      return answers;
    },
    transitions: () => switchyard.heartbeats.flatMap((heartbeat) => heartbeat.transitions),
    logged: (requestId) =>
      [...switchyard.logs.values()]
        .filter((record) => record.request_id === requestId)
        .sort((one, other) => (one.attempt ?? 0) - (other.attempt ?? 0)),
    close: async () => {
      switchyard.isAway = false;
      await Promise.all(routers.map((router) => router.close()));
      await Promise.all([switchyard.close(), providers.close()]);
    },
  };
}
