import type { Breaker } from "@/db/breaker/breaker-row";
import { candidatesOf } from "@/lib/breaker/decision";
import type { LogRecord } from "@/lib/contract/log-record";
import { isFailure, isJudged } from "@/lib/domain/outcome";
import type { Random } from "@/lib/domain/simulation/random";
import { MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { intensityAt } from "./day-shape";
import { type Incident, incidentAt } from "./incidents";
import { simulateAttempt } from "./simulate-attempt";
import { createSimulatedRouter, type RoutedTier, type SimulatedFailover } from "./simulate-router";
import { WORKLOADS, type Workload } from "./workloads";

export type Traffic = { records: LogRecord[]; failovers: SimulatedFailover[] };

type Stream = { workload: Workload; region: string; weight: number };

const STREAMS: readonly Stream[] = WORKLOADS.flatMap((workload) =>
  Object.entries(workload.regions).map(([region, share]) => ({ workload, region, weight: workload.volume * share })),
);
const DIRECT_TIMEOUT_MS = MINUTE_MS;
const HALF_HOUR_MS = 30 * MINUTE_MS;

/** How many requests a minute all workloads together make at an instant, in units of `volume`. */
export function volumeAt(atMs: number): number {
  return STREAMS.reduce((sum, { workload, region, weight }) => {
    return sum + weight * intensityAt(workload.shape, region, atMs);
  }, 0);
}

/**
 * Simulated requests, routed by the product's own decisions. Call `between` with spans that follow one another.
 *
 * The same seed, policies and spans give the same records; `prefix` keeps the keys of different runs apart.
 */
export function createTraffic(input: {
  random: Random;
  tiers: readonly RoutedTier[];
  incidents: (atMs: number) => readonly Incident[];
  prefix: string;
  /** The states the breakers go on from; absent, every model is in use. */
  breakers?: readonly Breaker[];
}) {
  const { random, incidents, prefix, tiers, breakers = [] } = input;
  let failovers: SimulatedFailover[] = [];
  const router = createSimulatedRouter({ tiers, breakers, onFailover: (event) => failovers.push(event) });
  let count = 0;
  let mixAtMs = Number.NaN;
  let mix: { cumulated: number[]; total: number } = { cumulated: [], total: 0 };

  /** Which stream asks, by how busy each is; the mix of workloads changes slowly enough to be kept for a while. */
  function pickStream(atMs: number): Stream {
    const slot = Math.floor(atMs / HALF_HOUR_MS);
    if (slot !== mixAtMs) {
      let total = 0;
      const cumulated = STREAMS.map(({ workload, region, weight }) => {
        total += weight * intensityAt(workload.shape, region, atMs);
        return total;
      });
      mix = { cumulated, total };
      mixAtMs = slot;
    }
    const place = random.next() * mix.total;
    const index = mix.cumulated.findIndex((upTo) => place < upTo);
    return STREAMS[Math.max(index, 0)] ?? raiseNoStreams();
  }

  function request(atUs: number, records: LogRecord[]) {
    const { workload, region } = pickStream(atUs / 1000);
    const requestId = `${prefix}${(count++).toString(36)}`;
    const policy = workload.tier === null ? null : router.policyOf(workload.tier);
    const inputTokens = Math.max(8, Math.round(random.logNormal(workload.inputMedian, 0.6)));
    const wantedOutputTokens = random.logNormal(workload.outputMedian, 0.55);
    const isStreamed = random.chance(workload.streamedShare);
    const attempts = policy?.max_attempts ?? 1;
    const tried: string[] = [];
    let startUs = atUs;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const model = nextModel(workload, policy, region, requestId, atUs, tried);
      if (model === null) break;
      tried.push(model);
      const record = simulateAttempt(
        {
          inputTokens,
          wantedOutputTokens,
          isStreamed,
          id: attempt === 1 ? requestId : `${requestId}.${attempt}`,
          requestId,
          attempt,
          startUs,
          model,
          region,
          workload,
          policyVersion: policy?.bundleVersion ?? null,
          timeoutMs: policy?.timeout_ms ?? DIRECT_TIMEOUT_MS,
          incident: incidentAt(incidents(startUs / 1000), model, region, startUs / 1000),
        },
        random,
      );
      records.push(record);
      const outcome = record.outcome ?? "ok";
      const durationUs = Math.round((record.duration_ms ?? 0) * 1000);
      if (policy && isJudged(outcome)) {
        const ttftUs = record.ttft_ms == null ? null : Math.round(record.ttft_ms * 1000);
        router.record(policy, region, model, {
          endUs: startUs + durationUs,
          failed: isFailure(outcome),
          durationUs,
          ttftUs,
        });
      }
      const isLast = attempt === attempts || !isFailure(outcome);
      if (isLast || (policy && candidatesOf(policy, region).every((name) => tried.includes(name)))) break;
      record.final = false;
      startUs += durationUs + Math.round(random.between(1_000, 9_000));
    }
  }

  /** The decision for a first attempt; for another, the next candidate that was not tried. */
  function nextModel(
    workload: Workload,
    policy: RoutedTier | null,
    region: string,
    requestId: string,
    atUs: number,
    tried: readonly string[],
  ): string | null {
    if (!policy) return tried.length === 0 ? pickModel(workload.models ?? {}, random) : null;
    if (tried.length === 0) return router.choose(policy, region, requestId, atUs);
    return candidatesOf(policy, region).find((name) => !tried.includes(name)) ?? null;
  }

  return {
    follow: router.follow,
    breakers: router.breakers,
    /** The requests that begin in [fromUs, toUs), about `perMinute` a minute, with all their attempts, in order of the requests. */
    between(fromUs: number, toUs: number, perMinute: number): Traffic {
      const records: LogRecord[] = [];
      const starts = Array.from({ length: random.poisson((perMinute * (toUs - fromUs)) / MINUTE_US) }, () =>
        Math.floor(random.between(fromUs, toUs)),
      ).sort((a, b) => a - b);
      for (const atUs of starts) request(atUs, records);
      router.catchUp(toUs);
      const happened = failovers;
      failovers = [];
      return { records, failovers: happened };
    },
  };
}

function pickModel(models: Readonly<Record<string, number>>, random: Random): string | null {
  const entries = Object.entries(models);
  let place = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [model, weight] of entries) {
    place -= weight;
    if (place < 0) return model;
  }
  return entries.at(-1)?.[0] ?? null;
}

function raiseNoStreams(): never {
  throw new Error("The demo has no workloads");
}
