import type { FailoverEvent } from "@/lib/contract/failovers";
import { formatMs, formatPercent, formatWhole } from "@/lib/domain/format";

/** What a policy version judged latency by, to name the number of a transition; absent when it is not known. */
export type TriggerName = { metric: "ttft_ms" | "duration_ms"; percentile: number };

/** The triggers of policy versions by tier and version. */
export type TriggerNames = Readonly<Record<string, Readonly<Record<number, TriggerName | null>>>>;

/** Why a breaker changed, with the numbers of the window that made it. */
export function describeFailover(event: FailoverEvent, trigger: TriggerName | null | undefined): string {
  const { reason, n, failures, value, threshold } = event;
  if (reason === "latency") {
    const name = trigger ? `p${trigger.percentile} ${trigger.metric === "ttft_ms" ? "TTFT" : "duration"}` : "latency";
    return `${name} ${inMs(value)} > ${inMs(threshold)} over ${counted(n, "request")}`;
  }
  if (reason === "error_rate") {
    const judged = `${counted(failures, "failure")} in ${counted(n, "request")}`;
    return `error rate ${percent(value)} > ${percent(threshold)}: ${judged}`;
  }
  if (reason === "cooldown") return "cooldown over, probing begins";
  return `recovered: ${counted(failures, "failure")} in ${counted(n, "request")} while probing`;
}

/** Why a transition has no attempts to show. */
export function describeNoWindow({ to, router }: Pick<FailoverEvent, "to" | "router">): string {
  if (to === "half_open") return "No attempt caused this: the cooldown was over.";
  if (router === null) return "The attempts of its window are past retention.";
  return `${router} decided by the attempts it saw itself; a router reports what its breaker did, not which attempts caused it.`;
}

/** The trigger a transition was judged by, where its policy version is known. */
export function triggerOf(triggers: TriggerNames, event: Pick<FailoverEvent, "tier" | "policy_version">) {
  const versions = Object.hasOwn(triggers, event.tier) ? triggers[event.tier] : undefined;
  return versions?.[event.policy_version];
}

// Two numbers that are compared stand in one unit, with enough digits to differ.
function inMs(ms: number | null): string {
  return ms === null || ms < 10 ? formatMs(ms) : `${formatWhole(ms)} ms`;
}

function percent(fraction: number | null): string {
  if (fraction === null) return formatPercent(null);
  const digits = Number((fraction * 100).toPrecision(3));
  return `${digits} %`;
}

function counted(count: number, noun: string): string {
  return `${formatWhole(count)} ${noun}${count === 1 ? "" : "s"}`;
}
