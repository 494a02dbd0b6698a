import type { ActiveFaults } from "./active-faults";
import type { SimulatedClock } from "./clock";
import type { ProviderState } from "./provider-state";
import type { RateLimits } from "./rate-limits";

/** What all calls of one simulated provider share. */
export type Provider = {
  seed: number;
  clock: SimulatedClock;
  state: ProviderState;
  faults: ActiveFaults;
  limits: RateLimits;
  /** Whether models also fail as rarely as they do in the demo's past. */
  hasBackgroundFailures: boolean;
  /** What callers must send; null takes any key but none. */
  apiKey: string | null;
  /** The real time. */
  now: () => number;
};
