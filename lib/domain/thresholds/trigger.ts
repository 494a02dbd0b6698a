import type { BreakerPolicy } from "../../breaker/policy";
import { binomialPmf, binomialTail } from "./binomial";
import { type ModelTraffic, shareAbove } from "./model-traffic";
import { failuresToOpen, slowToOpen } from "./opening-count";

export type TriggerKind = "errors" | "latency";

/**
 * One of a breaker's two rules as a count in a sliding window: of `full` samples, `needed(full)` bad ones open the model.
 *
 * Samples come one by one, evenly spaced, each bad by itself with the same chance.
 */
export type Trigger = {
  kind: TriggerKind;
  /** Of healthy samples. */
  badShare: number;
  perSecond: number;
  /** Samples a window holds at this traffic. */
  full: number;
  /** Samples needed for a verdict. */
  least: number;
  /** Of judged attempts, those that give a sample: below 1 only for latency, as failures give none. */
  sampleShare: number;
  /** Full windows that are judged, by the samples in them, with how large a share of all they are. */
  windows: readonly { samples: number; share: number }[];
  needed: (samples: number) => number;
};

/** Why a trigger can never open a model: the window never holds the samples needed, or never the bad ones. */
export type NeverReason = "window" | "count";

const NEVER_SHARE = 1e-9;
const WINDOWS_MAX = 16;

/** The judged attempts a window holds at a rate per second: the one just judged, and those of the seconds before it. */
export function windowHolds(policy: BreakerPolicy, perSecond: number): number {
  return Math.min(policy.window_requests, Math.floor(perSecond * policy.window_seconds * (1 + 1e-12)) + 1);
}

/** A policy's triggers on a model's healthy traffic; latency is left out without a limit, or without samples to judge. */
export function triggersOf(policy: BreakerPolicy, traffic: ModelTraffic): Trigger[] {
  const { min_requests: least, latency } = policy;
  const full = windowHolds(policy, traffic.perSecond);
  const errors: Trigger = {
    kind: "errors",
    badShare: traffic.errorRate,
    perSecond: traffic.perSecond,
    full,
    least,
    sampleShare: 1,
    windows: full >= least ? [{ samples: full, share: 1 }] : [],
    needed: (samples) => failuresToOpen(policy, samples),
  };
  const shares = latency ? traffic[latency.metric] : null;
  if (!latency || !shares) return [errors];
  const { sampleShare } = shares;
  const windows = windowsOf(full, least, sampleShare);
  const typical = Math.round(full * sampleShare);
  return [
    errors,
    {
      kind: "latency",
      badShare: shareAbove(shares, latency.max_ms),
      perSecond: traffic.perSecond * sampleShare,
      full: windows.length > 0 ? Math.max(typical, least) : typical,
      least,
      sampleShare,
      windows,
      needed: (samples) => slowToOpen(latency.percentile, samples),
    },
  ];
}

/** Why a trigger can never fire at this traffic, or null where it can. */
export function neverFires({ full, windows, needed }: Trigger): NeverReason | null {
  if (windows.length === 0) return "window";
  return needed(full) > full ? "count" : null;
}

/** The samples of windows of so many attempts, at a few places where they are many: a percentile's rank jumps between them. */
function windowsOf(full: number, least: number, sampleShare: number): Trigger["windows"] {
  const judged = full >= least ? binomialTail(least, full, sampleShare) : 0;
  if (judged <= NEVER_SHARE) return [];
  const mean = full * sampleShare;
  const spread = Math.ceil(4 * Math.sqrt(mean * (1 - sampleShare)));
  const last = Math.min(full, Math.max(Math.ceil(mean) + spread, least));
  const first = Math.min(last, Math.max(least, Math.floor(mean) - spread));
  const stride = Math.ceil((last - first + 1) / WINDOWS_MAX);
  const windows: { samples: number; share: number }[] = [];
  for (let samples = last; samples >= first; samples -= stride) {
    windows.push({ samples, share: binomialPmf(samples, full, sampleShare) });
  }
  const all = windows.reduce((sum, { share }) => sum + share, 0);
  return windows.map(({ samples, share }) => ({ samples, share: (share / all) * judged }));
}
