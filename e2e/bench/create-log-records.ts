import type { LogRecord } from "@/lib/contract/log-record";
import { CATALOGUE, MAKERS } from "@/lib/domain/catalogue/catalogue";
import { MODEL_PROFILES, type ModelProfile } from "@/lib/domain/simulation/model-profiles";
import { createRandom } from "@/lib/domain/simulation/random";

const MODEL_COUNT = 20;
const APP_COUNT = 40;
const MODELS_PER_APP = 5;
const REGIONS = ["us-east-1", "ap-southeast-1", "eu-central-1"] as const;
const TIERS = ["standard", "premium", "classification"] as const;
const REGION_FACTORS = [1, 1.15, 1.3];
const FAILURE_SHARE = 0.01;
const CANCELLED_SHARE = 0.004;
const STREAMED_SHARE = 0.7;

type NamedProfile = ModelProfile & { model: string };

/** Models nobody quotes a price for, as every log has some. */
const UNPRICED: readonly NamedProfile[] = [
  { ...profileOf("qwen3-8b"), model: "qwen3-8b-tuned" },
  { ...profileOf("glm-4-9b"), model: "glm-4-9b-tuned" },
];
/** Twenty models of six providers: each at its maker, but for Alibaba's, which nobody lists there. */
const MODELS: readonly NamedProfile[] = [
  ...CATALOGUE.map(({ id, maker }) => {
    const provider = maker === "Alibaba" ? profileOf(id).provider : MAKERS[maker][0];
    return { ...profileOf(id), provider, model: id };
  }),
  ...UNPRICED,
].slice(0, MODEL_COUNT);

type App = { app: string; tier: string; models: readonly NamedProfile[]; inputMedian: number; outputMedian: number };

/** Each app has a tier and a handful of models, as apps do; together they use nearly every pair of model and tier. */
const APPS: readonly App[] = Array.from({ length: APP_COUNT }, (_, index) => ({
  app: `app-${String(index + 1).padStart(2, "0")}`,
  tier: TIERS[index % TIERS.length] ?? TIERS[0],
  models: Array.from({ length: MODELS_PER_APP }, (_, at) => MODELS[(index * 7 + at * 3) % MODELS.length] ?? raise()),
  inputMedian: 200 + 90 * (index % 17),
  outputMedian: 40 + 25 * (index % 13),
}));
/** The busiest app has about a tenth of all requests, the quietest about a two-hundredth. */
const APP_SHARES = cumulated(APPS.map((_, index) => 1 / (index + 3)));
const REGION_SHARES = cumulated([0.5, 0.3, 0.2]);

/** How many values each dimension has, for the report. */
export const TRAFFIC_SHAPE = {
  models: MODELS.length,
  providers: new Set(MODELS.map(({ provider }) => provider)).size,
  regions: REGIONS.length,
  tiers: TIERS.length,
  apps: APPS.length,
};

/** What is asked for: each model at its provider. */
export const TRAFFIC_PAIRS = MODELS.map(({ provider, model }) => ({ provider, model }));

/** Where the traffic is and whose: for readers each of whom looks at something else. */
export const TRAFFIC_REGIONS = REGIONS;
export const TRAFFIC_APPS = APPS.map(({ app }) => app);

/** One region and one tier, for the reads that are filtered. */
export const FILTERED = { region: REGIONS[0], tier: TIERS[0] };

/**
 * Log records that look like a router's, one for each instant asked for; the same seed gives the same ones, ids included.
 *
 * One request has one attempt here: what is measured counts attempts.
 */
export function createLogRecords(seed: number): (startedAtUs: number) => LogRecord {
  const random = createRandom(seed);
  const word = () => Math.floor(random.next() * 2 ** 32);
  const uuid = () => {
    const hex = [word(), word(), word(), word()].map((bits) => bits.toString(16).padStart(8, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  return (startedAtUs) => {
    const { app, tier, models, inputMedian, outputMedian } = APPS[pick(APP_SHARES, random.next())] ?? raise();
    const region = pick(REGION_SHARES, random.next());
    // The first of an app's models has most of its traffic.
    const profile = models[Math.floor(models.length * random.next() ** 2)] ?? raise();
    const record = newRecord(uuid(), startedAtUs, { profile, app, tier, region: REGIONS[region] ?? REGIONS[0] });
    record.streamed = random.chance(STREAMED_SHARE);
    if (random.chance(FAILURE_SHARE)) {
      const kind = random.next();
      record.outcome = kind < 0.5 ? "server_error" : kind < 0.8 ? "rate_limited" : "timeout";
      record.http_status = kind < 0.5 ? 503 : kind < 0.8 ? 429 : 504;
      record.error_code = kind < 0.5 ? "overloaded" : kind < 0.8 ? "rate_limit_exceeded" : "deadline";
      record.duration_ms = kind < 0.8 ? ms(random.logNormal(120, 0.8)) : 30_000;
      return record;
    }
    const ttftMs = random.logNormal(profile.ttftMedianMs, profile.ttftSigma) * (REGION_FACTORS[region] ?? 1);
    const output = Math.max(1, Math.round(random.logNormal(outputMedian, 0.6)));
    record.input_tokens = Math.max(8, Math.round(random.logNormal(inputMedian, 0.6)));
    record.cached_input_tokens = profile.cachesInput ? Math.floor(record.input_tokens * random.between(0, 0.8)) : 0;
    record.output_tokens = output;
    record.reasoning_tokens = Math.floor(output * profile.reasoningShare * random.next());
    record.duration_ms = ms(ttftMs + (output * 1_000) / random.logNormal(profile.tokensPerSecond, 0.2));
    if (record.streamed) record.ttft_ms = ms(ttftMs);
    if (record.streamed && random.chance(CANCELLED_SHARE)) {
      record.outcome = "cancelled";
      record.http_status = 499;
    }
    return record;
  };
}

/** So many instants of a span, ascending and evenly spread but for chance. */
export function* instantsBetween(input: { seed: number; n: number; fromUs: number; toUs: number }): Generator<number> {
  const { n, fromUs, toUs } = input;
  const random = createRandom(input.seed);
  const slotUs = (toUs - fromUs) / n;
  for (let slot = 0; slot < n; slot++) yield Math.floor(fromUs + (slot + random.next()) * slotUs);
}

// Filled in place afterwards: spreading objects of this many fields takes longer than the rest.
function newRecord(
  id: string,
  startedAtUs: number,
  of: { profile: NamedProfile; app: string; tier: string; region: string },
): LogRecord {
  return {
    id,
    started_at: startedAtUs,
    model: of.profile.model,
    duration_ms: 0,
    outcome: "ok",
    http_status: 200,
    provider: of.profile.provider,
    region: of.region,
    tier: of.tier,
    app: of.app,
    policy_version: 7,
    error_code: null,
    ttft_ms: null,
    streamed: false,
    input_tokens: null,
    cached_input_tokens: null,
    output_tokens: null,
    reasoning_tokens: null,
  };
}

function ms(value: number): number {
  return Math.max(1, Math.round(value * 1_000)) / 1_000;
}

function cumulated(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
}

function pick(shares: readonly number[], place: number): number {
  const index = shares.findIndex((upTo) => place < upTo);
  return index < 0 ? shares.length - 1 : index;
}

function profileOf(model: string): ModelProfile {
  return MODEL_PROFILES[model] ?? raise();
}

function raise(): never {
  throw new Error("The bench has no such model or app");
}
