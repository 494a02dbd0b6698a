import type { Tone } from "@/components/ui/tone";
import type { FailoverEvent } from "@/lib/contract/failovers";
import type { PublishedPolicy } from "@/lib/contract/policy";
import type { StatsModels } from "@/lib/contract/stats";
import { formatCount, formatMs, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

export type Change = {
  key: string;
  /** Null where a change has no instant of its own. */
  at: string | null;
  kind: "policy" | "failover" | "recovered" | "unpriced";
  tone: Tone;
  text: string;
};

type ChangesInput = { stats: StatsModels; failovers: readonly FailoverEvent[]; versions: readonly PublishedPolicy[] };

/** Unpriced models first, then policy saves and failovers of the window, the newest first. Probing is left out. */
export function prepareChanges({ stats, failovers, versions }: ChangesInput): Change[] {
  const timed = [
    ...failovers.filter(({ to }) => to !== "half_open").map(failoverChange),
    ...versions.filter(({ published_at }) => published_at >= stats.from && published_at < stats.to).map(policyChange),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return [...unpricedChanges(stats), ...timed];
}

function unpricedChanges({ models }: StatsModels): Change[] {
  return models.flatMap(({ model, attempts, priced_share }) =>
    attempts > 0 && priced_share === 0
      ? [
          {
            key: `unpriced ${model}`,
            at: null,
            kind: "unpriced" as const,
            tone: "warn" as const,
            text: t("{model} has no price: its {attempts} attempts are not in any spend total", {
              model,
              attempts: formatCount(attempts),
            }),
          },
        ]
      : [],
  );
}

function failoverChange(event: FailoverEvent): Change & { at: string } {
  const { at, tier, region, model, to } = event;
  const place = t("{model} in {region} ({tier})", { model, region, tier });
  const change = { key: `failover ${at} ${tier} ${region} ${model} ${to}`, at };
  if (to === "closed")
    return { ...change, kind: "recovered", tone: "good", text: t("{place} is back in rotation", { place }) };
  return {
    ...change,
    kind: "failover",
    tone: "bad",
    text: t("{place} is out of rotation: {cause}", { place, cause: failoverCause(event) }),
  };
}

/** Why a breaker opened, with its numbers. */
function failoverCause({ reason, value, threshold, n, failures }: FailoverEvent): string {
  if (reason === "latency")
    return t("latency {value} over {threshold}, n {n}", {
      value: formatMs(value),
      threshold: formatMs(threshold),
      n: formatCount(n),
    });
  return t("{failures} of {n} failed, {value} over {threshold}", {
    failures: formatCount(failures),
    n: formatCount(n),
    value: formatPercent(value),
    threshold: formatPercent(threshold),
  });
}

function policyChange({
  tier,
  version,
  published_at,
  published_by,
  comment,
}: PublishedPolicy): Change & { at: string } {
  return {
    key: `policy ${tier} ${version}`,
    at: published_at,
    kind: "policy",
    tone: "accent",
    text: comment
      ? t("{tier} version {version} by {user}: {comment}", { tier, version, user: published_by, comment })
      : t("{tier} version {version} by {user}", { tier, version, user: published_by }),
  };
}
