import type { DecisionPolicy } from "../../breaker/index";

export type TierPolicy = DecisionPolicy & { timeout_ms: number; max_attempts: number };
/** All tiers and aliases at one version, as GET /api/v1/policies serves them. */
export type Bundle = {
  version: number;
  /** By the database's clock; null before anything was published. */
  published_at: string | null;
  aliases: Record<string, string>;
  tiers: Record<string, TierPolicy>;
};

const NUMBERS = [
  "max_error_rate",
  "window_requests",
  "window_seconds",
  "min_requests",
  "min_failures",
  "cooldown_seconds",
  "dwell_seconds",
] as const;

/** A bundle a router can go by, or an error that names what is broken. */
export function readBundle(text: string): Bundle {
  const bundle: Bundle = JSON.parse(text);
  if (!Number.isInteger(bundle.version) || !isTable(bundle.aliases) || !isTable(bundle.tiers)) {
    throw new TypeError("The bundle needs version, aliases and tiers");
  }
  for (const [name, tier] of Object.entries(bundle.tiers)) {
    if (!isWhole(tier)) throw new TypeError(`The bundle's tier ${name} is broken`);
  }
  return bundle;
}

/**
 * Whether a bundle comes before another: by its version and by its time, neither of them later.
 *
 * By both, since a database that was restored counts versions anew: what is published after that has a later time.
 */
export function isOlder(one: Bundle, other: Bundle): boolean {
  const [oneMs, otherMs] = [publishedMs(one), publishedMs(other)];
  if (one.version > other.version || oneMs > otherMs) return false;
  return one.version < other.version || oneMs < otherMs;
}

const publishedMs = ({ published_at: at }: Bundle) => (at ? Date.parse(at) || 0 : 0);

function isWhole(tier: TierPolicy): boolean {
  const { regions, timeout_ms, max_attempts, failover } = tier;
  return (
    isTable(regions) &&
    [tier, ...Object.values(regions)].every((to) => typeof to.primary === "string" && Array.isArray(to.fallbacks)) &&
    timeout_ms > 0 &&
    max_attempts > 0 &&
    isTable(failover) &&
    NUMBERS.every((number) => Number.isFinite(failover[number])) &&
    Array.isArray(failover.ramp) &&
    failover.ramp.at(-1) === 1 &&
    (failover.latency === null || (failover.latency.percentile > 0 && failover.latency.max_ms > 0))
  );
}

const isTable = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
