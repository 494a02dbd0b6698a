import type { FailoverEvent } from "@/lib/contract/failovers";
import { formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** What a policy version judged latency by, to name the number of a transition; absent when it is not known. */
export type TriggerName = { metric: "ttft_ms" | "duration_ms"; percentile: number };

/** The triggers of policy versions by tier and version. */
export type TriggerNames = Readonly<Record<string, Readonly<Record<number, TriggerName | null>>>>;

/** Why a breaker changed, with the numbers of the window that made it. */
export function describeFailover(event: FailoverEvent, trigger: TriggerName | null | undefined): string {
  const { reason, n, failures, value, threshold } = event;
  if (reason === "latency") {
    return t("{measure} {value} > {threshold} over {n, plural, one {# request} other {# requests}}", {
      measure: measureOf(trigger),
      value: inMs(value),
      threshold: inMs(threshold),
      n,
    });
  }
  if (reason === "error_rate") {
    return t(
      "error rate {value} > {threshold}: {failures, plural, one {# failure} other {# failures}} in {n, plural, one {# request} other {# requests}}",
      { value: percent(value), threshold: percent(threshold), failures, n },
    );
  }
  if (reason === "cooldown") return t("cooldown over, probing begins");
  return t(
    "recovered: {failures, plural, one {# failure} other {# failures}} in {n, plural, one {# request} other {# requests}} while probing",
    { failures, n },
  );
}

/** Why a transition has no attempts to show. */
export function describeNoWindow({ to, router }: Pick<FailoverEvent, "to" | "router">): string {
  if (to === "half_open") return t("No attempt caused this: the cooldown was over.");
  if (router === null) return t("The attempts of its window are past retention.");
  return t(
    "{router} decided by the attempts it saw itself; a router reports what its breaker did, not which attempts caused it.",
    { router },
  );
}

/** The trigger a transition was judged by, where its policy version is known. */
export function triggerOf(triggers: TriggerNames, event: Pick<FailoverEvent, "tier" | "policy_version">) {
  const versions = Object.hasOwn(triggers, event.tier) ? triggers[event.tier] : undefined;
  return versions?.[event.policy_version];
}

function measureOf(trigger: TriggerName | null | undefined): string {
  if (!trigger) return t("latency");
  const { metric, percentile } = trigger;
  return metric === "ttft_ms" ? `p${percentile} TTFT` : t("p{percentile} duration", { percentile });
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
