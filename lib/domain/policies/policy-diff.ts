import type { LatencyTrigger } from "@/lib/breaker/policy";
import type { CataloguePolicy } from "./catalogue-policies";

/** One difference in words, and the field of the form it is about. */
export type PolicyChange = { field: string; text: string };

/** Everything of a policy that can differ between two versions. */
export type ComparablePolicy = Omit<CataloguePolicy, "tier">;
type Candidates = { primary: string; fallbacks: readonly string[] };
type Numbers = Exclude<keyof ComparablePolicy["failover"], "latency" | "ramp">;

/** Named as the form's fields are, where a person looks for what changed. */
const FAILOVER_NUMBERS: readonly { key: Numbers; label: string; show: (value: number) => string }[] = [
  { key: "max_error_rate", label: "max error rate", show: percent },
  { key: "window_requests", label: "window", show: (value) => counted(value, "request") },
  { key: "window_seconds", label: "window", show: seconds },
  { key: "min_requests", label: "judge from", show: (value) => counted(value, "request") },
  { key: "min_failures", label: "min failures", show: String },
  { key: "cooldown_seconds", label: "cooldown", show: seconds },
  { key: "dwell_seconds", label: "dwell", show: seconds },
];

/** What changes from one policy to another, in words, in the order of the form; the first version of a tier has none. */
export function diffPolicies(before: ComparablePolicy | null, after: ComparablePolicy): PolicyChange[] {
  if (before === null) return [];
  const changes: PolicyChange[] = [];
  const note = (field: string, label: string, from: string, to: string) => {
    if (from !== to) changes.push({ field, text: `${label} ${from} → ${to}` });
  };
  note("description", "description", quoted(before.description), quoted(after.description));
  changes.push(...diffCandidates(before, after, "", ""));
  note("timeout_ms", "timeout", ms(before.timeout_ms), ms(after.timeout_ms));
  note("max_attempts", "max attempts", String(before.max_attempts), String(after.max_attempts));
  changes.push(...diffLatency(before.failover.latency, after.failover.latency));
  for (const { key, label, show } of FAILOVER_NUMBERS) {
    note(`failover.${key}`, label, show(before.failover[key]), show(after.failover[key]));
  }
  note("failover.ramp", "ramp", shares(before.failover.ramp), shares(after.failover.ramp));
  changes.push(...diffRegions(before.regions, after.regions));
  return changes;
}

function diffCandidates(before: Candidates, after: Candidates, prefix: string, path: string): PolicyChange[] {
  const changes: PolicyChange[] = [];
  const note = (field: string, text: string) => changes.push({ field: path + field, text: prefix + text });
  if (before.primary !== after.primary) note("primary", `primary ${before.primary} → ${after.primary}`);
  const added = after.fallbacks.filter((model) => !before.fallbacks.includes(model));
  const removed = before.fallbacks.filter((model) => !after.fallbacks.includes(model));
  for (const model of added) note("fallbacks", `fallback ${model} added`);
  for (const model of removed) note("fallbacks", `fallback ${model} removed`);
  const remaining = (models: readonly string[], others: readonly string[]) =>
    models.filter((model) => others.includes(model)).join(", ");
  if (remaining(before.fallbacks, after.fallbacks) !== remaining(after.fallbacks, before.fallbacks)) {
    note("fallbacks", `fallbacks in the order ${after.fallbacks.join(", ")}`);
  }
  return changes;
}

function diffLatency(before: LatencyTrigger | null, after: LatencyTrigger | null): PolicyChange[] {
  const field = "failover.latency";
  if (before === null && after === null) return [];
  if (before === null || after === null) {
    if (after) return [{ field, text: `latency limit added: ${named(after)} above ${ms(after.max_ms)}` }];
    return before ? [{ field, text: `latency limit removed: ${named(before)} above ${ms(before.max_ms)}` }] : [];
  }
  if (named(before) !== named(after)) {
    const text = `latency limit ${named(before)} ${ms(before.max_ms)} → ${named(after)} ${ms(after.max_ms)}`;
    return [{ field, text }];
  }
  if (before.max_ms === after.max_ms) return [];
  const text = `${named(after)} limit ${ms(before.max_ms)} → ${ms(after.max_ms)}`;
  return [{ field: `${field}.max_ms`, text }];
}

function diffRegions(before: ComparablePolicy["regions"], after: ComparablePolicy["regions"]): PolicyChange[] {
  const regions = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return regions.flatMap((region) => {
    const from = Object.hasOwn(before, region) ? before[region] : undefined;
    const to = Object.hasOwn(after, region) ? after[region] : undefined;
    const field = `regions.${region}`;
    if (from && to) return diffCandidates(from, to, `${region}: `, `${field}.`);
    if (to) return [{ field, text: `${region}: override added, ${[to.primary, ...to.fallbacks].join(" then ")}` }];
    return [{ field, text: `${region}: override removed` }];
  });
}

function named({ metric, percentile }: LatencyTrigger): string {
  return `p${percentile} ${metric === "ttft_ms" ? "TTFT" : "duration"}`;
}

function ms(value: number): string {
  return value >= 10_000 && value % 1000 === 0 ? seconds(value / 1000) : `${value} ms`;
}

function seconds(value: number): string {
  return `${value} s`;
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(12))} %`;
}

function shares(ramp: readonly number[]): string {
  return ramp.map(percent).join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function quoted(text: string): string {
  return text === "" ? "(none)" : `“${text}”`;
}
