import { OUTCOME_LABELS } from "@/components/charts/outcome-mix";
import type { TimePlotData } from "@/components/charts/plot-types";
import type { AttemptHistogram } from "@/lib/contract/attempts";
import { OUTCOMES } from "@/lib/domain/outcome";
import { t } from "@/lib/messages/translate";

/** A stack per bucket with a part for each outcome that occurs. */
export function prepareHistogram({ from, to, buckets }: AttemptHistogram): TimePlotData {
  const shown = OUTCOMES.filter((outcome) => buckets.some(({ outcomes }) => outcomes[outcome] > 0));
  return {
    from: Date.parse(from),
    to: Date.parse(to),
    lines: shown.map((key) => ({ key, label: t(OUTCOME_LABELS[key]), color: `var(--outcome-${key})` })),
    rows: buckets.map(({ at, filling, outcomes }) => ({ at: Date.parse(at), filling, values: outcomes, n: {} })),
  };
}

/** How many attempts a histogram counts. */
export function countHistogram({ buckets }: AttemptHistogram): number {
  return buckets.reduce((sum, { outcomes }) => sum + OUTCOMES.reduce((all, outcome) => all + outcomes[outcome], 0), 0);
}
