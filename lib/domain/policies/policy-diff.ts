import type { LatencyTrigger } from "@/lib/breaker/policy";
import { type Message, message, t } from "@/lib/messages/translate";
import type { CataloguePolicy } from "./catalogue-policies";

/** One difference in words, and the field of the form it is about. */
export type PolicyChange = { field: string; text: string };

/** Everything of a policy that can differ between two versions. */
export type ComparablePolicy = Omit<CataloguePolicy, "tier">;
type Candidates = { primary: string; fallbacks: readonly string[] };
type Numbers = Exclude<keyof ComparablePolicy["failover"], "latency" | "ramp">;

/** Named as the form's fields are, where a person looks for what changed. */
const FAILOVER_NUMBERS: readonly { key: Numbers; label: Message; show: (value: number) => string }[] = [
  { key: "max_error_rate", label: message("max error rate"), show: percent },
  { key: "window_requests", label: message("window"), show: requests },
  { key: "window_seconds", label: message("window"), show: seconds },
  { key: "min_requests", label: message("judge from"), show: requests },
  { key: "min_failures", label: message("min failures"), show: String },
  { key: "cooldown_seconds", label: message("cooldown"), show: seconds },
  { key: "dwell_seconds", label: message("dwell"), show: seconds },
];

/** What changes from one policy to another, in words, in the order of the form; the first version of a tier has none. */
export function diffPolicies(before: ComparablePolicy | null, after: ComparablePolicy): PolicyChange[] {
  if (before === null) return [];
  const changes: PolicyChange[] = [];
  const note = (field: string, label: string, from: string, to: string) => {
    if (from !== to) changes.push({ field, text: `${label} ${from} → ${to}` });
  };
  note("description", t("description"), quoted(before.description), quoted(after.description));
  changes.push(...diffCandidates(before, after, "", ""));
  note("timeout_ms", t("timeout"), ms(before.timeout_ms), ms(after.timeout_ms));
  note("max_attempts", t("max attempts"), String(before.max_attempts), String(after.max_attempts));
  changes.push(...diffLatency(before.failover.latency, after.failover.latency));
  for (const { key, label, show } of FAILOVER_NUMBERS) {
    note(`failover.${key}`, t(label), show(before.failover[key]), show(after.failover[key]));
  }
  note("failover.ramp", t("ramp"), shares(before.failover.ramp), shares(after.failover.ramp));
  changes.push(...diffRegions(before.regions, after.regions));
  return changes;
}

function diffCandidates(before: Candidates, after: Candidates, prefix: string, path: string): PolicyChange[] {
  const changes: PolicyChange[] = [];
  const note = (field: string, text: string) => changes.push({ field: path + field, text: prefix + text });
  if (before.primary !== after.primary)
    note("primary", t("primary {from} → {to}", { from: before.primary, to: after.primary }));
  const added = after.fallbacks.filter((model) => !before.fallbacks.includes(model));
  const removed = before.fallbacks.filter((model) => !after.fallbacks.includes(model));
  for (const model of added) note("fallbacks", t("fallback {model} added", { model }));
  for (const model of removed) note("fallbacks", t("fallback {model} removed", { model }));
  const remaining = (models: readonly string[], others: readonly string[]) =>
    models.filter((model) => others.includes(model)).join(", ");
  if (remaining(before.fallbacks, after.fallbacks) !== remaining(after.fallbacks, before.fallbacks)) {
    note("fallbacks", t("fallbacks in the order {models}", { models: after.fallbacks.join(", ") }));
  }
  return changes;
}

function diffLatency(before: LatencyTrigger | null, after: LatencyTrigger | null): PolicyChange[] {
  const field = "failover.latency";
  if (before === null && after === null) return [];
  if (before === null || after === null) {
    if (after) {
      const added = { measure: named(after), limit: ms(after.max_ms) };
      return [{ field, text: t("latency limit added: {measure} above {limit}", added) }];
    }
    if (before === null) return [];
    const removed = { measure: named(before), limit: ms(before.max_ms) };
    return [{ field, text: t("latency limit removed: {measure} above {limit}", removed) }];
  }
  if (named(before) !== named(after)) {
    const text = t("latency limit {fromMeasure} {from} → {toMeasure} {to}", {
      fromMeasure: named(before),
      from: ms(before.max_ms),
      toMeasure: named(after),
      to: ms(after.max_ms),
    });
    return [{ field, text }];
  }
  if (before.max_ms === after.max_ms) return [];
  const text = t("{measure} limit {from} → {to}", {
    measure: named(after),
    from: ms(before.max_ms),
    to: ms(after.max_ms),
  });
  return [{ field: `${field}.max_ms`, text }];
}

function diffRegions(before: ComparablePolicy["regions"], after: ComparablePolicy["regions"]): PolicyChange[] {
  const regions = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return regions.flatMap((region) => {
    const from = Object.hasOwn(before, region) ? before[region] : undefined;
    const to = Object.hasOwn(after, region) ? after[region] : undefined;
    const field = `regions.${region}`;
    if (from && to) return diffCandidates(from, to, `${region}: `, `${field}.`);
    if (to) {
      const models = [to.primary, ...to.fallbacks].join(t(" then "));
      return [{ field, text: t("{region}: override added, {models}", { region, models }) }];
    }
    return [{ field, text: t("{region}: override removed", { region }) }];
  });
}

function named({ metric, percentile }: LatencyTrigger): string {
  return metric === "ttft_ms" ? `p${percentile} TTFT` : t("p{percentile} duration", { percentile });
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

function requests(count: number): string {
  return t("{count, plural, one {{text} request} other {{text} requests}}", { count, text: String(count) });
}

function quoted(text: string): string {
  return text === "" ? t("(none)") : `“${text}”`;
}
