import type { Tone } from "@/components/ui/tone";
import type { FailoverEvent } from "@/lib/contract/failovers";
import type { PublishedPolicy } from "@/lib/contract/policy";
import type { StatsModels } from "@/lib/contract/stats";
import { formatCount, formatMs, formatPercent } from "@/lib/domain/format";

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
            text: `${model} has no price: its ${formatCount(attempts)} attempts are not in any spend total`,
          },
        ]
      : [],
  );
}

function failoverChange(event: FailoverEvent): Change & { at: string } {
  const { at, tier, region, model, to } = event;
  const place = `${model} in ${region} (${tier})`;
  const key = `failover ${at} ${tier} ${region} ${model} ${to}`;
  if (to === "closed") return { key, at, kind: "recovered", tone: "good", text: `${place} is back in rotation` };
  return { key, at, kind: "failover", tone: "bad", text: `${place} is out of rotation: ${failoverCause(event)}` };
}

/** Why a breaker opened, with its numbers. */
function failoverCause({ reason, value, threshold, n, failures }: FailoverEvent): string {
  if (reason === "latency") return `latency ${formatMs(value)} over ${formatMs(threshold)}, n ${formatCount(n)}`;
  return `${formatCount(failures)} of ${formatCount(n)} failed, ${formatPercent(value)} over ${formatPercent(threshold)}`;
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
    text: `${tier} version ${version} by ${published_by}${comment ? `: ${comment}` : ""}`,
  };
}
