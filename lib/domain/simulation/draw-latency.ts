import type { ModelProfile } from "./model-profiles";
import type { Random } from "./random";

/** How much longer the same model takes in a region. */
const REGION_FACTOR: Readonly<Record<string, number>> = {
  "us-east-1": 1,
  "ap-southeast-1": 0.96,
  "eu-central-1": 1.05,
};
const TAIL_SHARE = 0.0006;
const PACE_SIGMA = 0.16;

/** When the first token comes, and how fast the others follow. */
export type Latency = { ttftMs: number; tokensPerMs: number };

/**
 * Draws one attempt's latency: log-normal around the model's median, by region, with a few that take 2.5 to 6 times as long.
 *
 * `slowness` lengthens both, as an incident does.
 */
export function drawLatency(
  profile: ModelProfile,
  { region, slowness = 1 }: { region: string; slowness?: number },
  random: Random,
): Latency {
  const factor = slowness * (REGION_FACTOR[region] ?? 1);
  const tail = random.chance(TAIL_SHARE) ? random.between(2.5, 6) : 1;
  const ttftMs = random.logNormal(profile.ttftMedianMs, profile.ttftSigma) * factor * tail;
  const tokensPerMs = (random.logNormal(profile.tokensPerSecond, PACE_SIGMA) / factor) * 0.001;
  return { ttftMs, tokensPerMs };
}
