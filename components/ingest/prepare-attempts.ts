import type { TimePlotData } from "@/components/charts/plot-types";
import { prepareGroups } from "@/components/charts/prepare-time-plot";
import type { Series } from "@/lib/contract/series";
import { t } from "@/lib/messages/translate";

/** Every stored attempt of each bucket, retries too: what the series counts as its samples. */
export function prepareAttempts(series: Series): TimePlotData {
  const plot = prepareGroups(series);
  return {
    ...plot,
    lines: plot.lines.map((line) => ({ ...line, label: t("Attempts") })),
    rows: plot.rows.map((row) => ({ ...row, values: row.n })),
  };
}
