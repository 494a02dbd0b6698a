import type { ModelTrafficRow } from "@/lib/contract/tier-traffic";
import { formatMs } from "@/lib/domain/format";
import { limitAbove } from "@/lib/domain/thresholds/model-traffic";
import { message, t } from "@/lib/messages/translate";
import type { PolicyDraft } from "../draft/policy-draft";

type LatencyDraft = Pick<PolicyDraft, "latency_metric" | "latency_max_ms" | "latency_percentile">;

const NAMES = { ttft_ms: message("the first token"), duration_ms: message("the whole answer") } as const;

/** That a limit is still the one of another latency, with what is usual of the new one; null where it was thought of. */
export function metricWarning(stored: LatencyDraft, draft: LatencyDraft, row: ModelTrafficRow | null): string | null {
  const [before, after] = [stored.latency_metric, draft.latency_metric];
  if (before === "none" || after === "none" || before === after) return null;
  if (stored.latency_max_ms !== draft.latency_max_ms) return null;
  const limit = t("The limit of {limit} was set for {latency}.", {
    limit: formatMs(Number(stored.latency_max_ms)),
    latency: t(NAMES[before]),
  });
  const percentile = Number(draft.latency_percentile);
  const usual = row && percentile > 0 ? limitAbove(row.healthy[after], 1 - percentile / 100) : null;
  return usual === null
    ? limit
    : t("{limit} For {latency} healthy traffic has a p{percentile} of {usual}.", {
        limit,
        latency: t(NAMES[after]),
        percentile,
        usual: formatMs(usual),
      });
}
