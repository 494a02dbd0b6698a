import { hashShare } from "@/lib/breaker/fnv1a";
import type { LogRecord } from "@/lib/contract/log-record";
import { findCatalogueModel } from "@/lib/domain/catalogue/catalogue";
import { drawLatency } from "@/lib/domain/simulation/draw-latency";
import { MODEL_PROFILES, type ModelProfile } from "@/lib/domain/simulation/model-profiles";
import type { Random } from "@/lib/domain/simulation/random";
import type { Incident } from "./incidents";
import type { Workload } from "./workloads";

export type AttemptPlan = {
  id: string;
  requestId: string;
  attempt: number;
  startUs: number;
  model: string;
  region: string;
  workload: Workload;
  policyVersion: number | null;
  timeoutMs: number;
  /** The request's size, the same for each of its attempts. */
  inputTokens: number;
  wantedOutputTokens: number;
  isStreamed: boolean;
  incident: Incident | null;
};

/** The routers of each region. */
export const ROUTERS: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["edge-use1-a", "edge-use1-b"],
  "ap-southeast-1": ["edge-apse1-a", "edge-apse1-b"],
  "eu-central-1": ["edge-euc1-a"],
};
/** How much more of an answer swapped weights reason, as a share. */
const SWAPPED_REASONING = 0.12;

/**
 * One attempt as its router would log it; `final` is for the caller to settle.
 *
 * Records are filled in place: copying objects of this many fields a million times takes longer than the rest.
 */
export function simulateAttempt(plan: AttemptPlan, random: Random): LogRecord {
  const profile = MODEL_PROFILES[plan.model];
  if (!profile) throw new RangeError(`The demo knows no model ${plan.model}`);
  const record = newRecord(plan, profile, random);
  const { incident } = plan;
  if (incident?.kind === "rate_limited" && random.chance(incident.strength)) rateLimit(record, random);
  else if (incident?.kind === "outage" && random.chance(incident.strength)) {
    if (random.chance(0.75)) failAtServer(record, random);
    else timeOut(record, plan);
  } else if (random.chance(profile.failureShare)) {
    const kind = random.next();
    if (kind < 0.55) failAtServer(record, random);
    else if (kind < 0.8) rateLimit(record, random);
    else timeOut(record, plan);
  } else if (random.chance(0.003)) refuse(record, random);
  else answer(record, plan, profile, random);
  return record;
}

function newRecord(plan: AttemptPlan, profile: ModelProfile, random: Random): LogRecord {
  const { workload, model, region } = plan;
  const routers = ROUTERS[region];
  return {
    id: plan.id,
    started_at: plan.startUs,
    model: profile.alsoCalled !== undefined && random.chance(0.2) ? profile.alsoCalled : model,
    duration_ms: 0,
    outcome: "ok",
    http_status: null,
    request_id: plan.requestId === plan.id ? null : plan.requestId,
    attempt: plan.attempt,
    final: true,
    provider: isDirect(plan, profile) ? profile.direct?.provider : profile.provider,
    region,
    tier: workload.tier,
    app: workload.app,
    router: routers?.[Math.floor(random.next() * routers.length)] ?? null,
    policy_version: plan.policyVersion,
    error_code: null,
    ttft_ms: null,
    streamed: plan.isStreamed,
    input_tokens: null,
    cached_input_tokens: null,
    output_tokens: null,
    reasoning_tokens: null,
    usage_source: null,
    cost_usd: null,
  };
}

/** By the attempt's own id, not by chance: traffic stays the same whoever is asked. */
function isDirect({ id }: AttemptPlan, { direct }: ModelProfile): boolean {
  return direct !== undefined && hashShare(`${id} direct`) < direct.share;
}

function failAtServer(record: LogRecord, random: Random): void {
  record.outcome = "server_error";
  record.http_status = random.chance(0.6) ? 503 : random.chance(0.5) ? 502 : 500;
  record.error_code = record.http_status === 503 ? "overloaded" : "upstream";
  record.duration_ms = ms(random.logNormal(160, 0.9));
}

function rateLimit(record: LogRecord, random: Random): void {
  record.outcome = "rate_limited";
  record.http_status = 429;
  record.error_code = "rate_limit_exceeded";
  record.duration_ms = ms(random.between(12, 70));
}

function timeOut(record: LogRecord, { timeoutMs, inputTokens }: AttemptPlan): void {
  record.outcome = "timeout";
  record.error_code = "deadline";
  record.duration_ms = timeoutMs;
  record.input_tokens = inputTokens;
  record.output_tokens = 0;
  record.usage_source = "estimated";
}

function refuse(record: LogRecord, random: Random): void {
  record.outcome = "client_error";
  record.http_status = random.chance(0.8) ? 400 : 413;
  record.error_code = "invalid_request";
  record.duration_ms = ms(random.between(15, 90));
}

function answer(record: LogRecord, plan: AttemptPlan, profile: ModelProfile, random: Random): void {
  const slowness = plan.incident?.kind === "slow" ? plan.incident.strength : 1;
  const latency = drawLatency(profile, { region: plan.region, slowness }, random);
  const ttftMs = Math.min(latency.ttftMs, plan.timeoutMs * 0.7);
  const { tokensPerMs } = latency;
  const length = isSwapped(plan, profile) ? (plan.incident?.strength ?? 1) : 1;
  const output = Math.max(1, Math.round(withinTime(plan, length, ttftMs, tokensPerMs, random)));
  if (plan.isStreamed) record.ttft_ms = ms(ttftMs);

  if (plan.isStreamed && random.chance(0.011)) {
    const partial = Math.round(output * random.next());
    record.outcome = "cancelled";
    record.http_status = 499;
    record.duration_ms = ms(ttftMs + (partial + 0.5) / tokensPerMs);
    record.input_tokens = plan.inputTokens;
    record.output_tokens = partial;
    record.usage_source = "estimated";
    return;
  }
  record.http_status = 200;
  record.duration_ms = ms(ttftMs + output / tokensPerMs);
  if (random.chance(0.004)) return;
  fillUsage(record, plan, profile, output, random);
  if (random.chance(0.3)) record.cost_usd = reportedCost(plan, profile, output, random);
}

/** Callers ask for answers that fit their deadline, some for much shorter ones: slow answers have a tail, not a wall. */
function withinTime(plan: AttemptPlan, length: number, ttftMs: number, tokensPerMs: number, random: Random): number {
  const most = (plan.timeoutMs * 0.97 - ttftMs) * tokensPerMs;
  const wanted = plan.wantedOutputTokens * length;
  return wanted <= most ? wanted : most * random.between(0.35, 1);
}

/** Behind the unified endpoint only: the maker serves its own weights. */
function isSwapped(plan: AttemptPlan, profile: ModelProfile): boolean {
  return plan.incident?.kind === "swapped" && !isDirect(plan, profile);
}

function fillUsage(record: LogRecord, plan: AttemptPlan, profile: ModelProfile, output: number, random: Random): void {
  const { inputTokens } = plan;
  const reasoningShare = profile.reasoningShare + (isSwapped(plan, profile) ? SWAPPED_REASONING : 0);
  record.input_tokens = inputTokens;
  record.cached_input_tokens =
    profile.cachesInput && random.chance(0.4) ? Math.floor(inputTokens * random.between(0.3, 0.85)) : 0;
  record.output_tokens = output;
  record.reasoning_tokens =
    reasoningShare > 0 && random.chance(0.9)
      ? Math.floor(output * Math.min(0.95, reasoningShare * random.between(0.6, 1.3)))
      : 0;
  record.usage_source = random.chance(0.01) ? "estimated" : "reported";
}

/** What the router reports it cost: a little off, as such numbers are. Makers report none. */
function reportedCost(plan: AttemptPlan, profile: ModelProfile, output: number, random: Random): string | null {
  const price = findCatalogueModel(plan.model)?.price;
  if (!price) return null;
  const input = plan.inputTokens * Number(price.inputUsdPerMillion);
  const usd = ((input + output * Number(price.outputUsdPerMillion)) / 1e6) * random.between(0.98, 1.03);
  return isDirect(plan, profile) ? null : usd.toFixed(9);
}

function ms(value: number): number {
  return Math.max(1, Math.round(value * 1000)) / 1000;
}
