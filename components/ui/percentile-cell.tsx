import type { Percentiles } from "@/lib/contract/stats";
import { formatMs } from "@/lib/domain/format";
import type { Percentile } from "@/lib/domain/sketch/summary";
import { shortBand } from "./describe";
import { boundedPercentile, describeEvidence, describeReplacement } from "./describe-percentile";
import classes from "./ui.module.css";

type PercentileCellProps = {
  percentiles: Percentiles;
  wanted: Percentile;
  format?: (value: number | null) => string;
};

/** A percentile in a table with its band below; where its samples cannot bound it, the one they can. */
export function PercentileCell({ percentiles, wanted, format = formatMs }: PercentileCellProps) {
  const shown = boundedPercentile(percentiles, wanted);
  const replacement = describeReplacement(percentiles, wanted);
  if (percentiles.n === 0) return format(null);
  return (
    <span title={[replacement, describeEvidence(percentiles, shown, format)].filter(Boolean).join(" · ")}>
      {format(percentiles[shown])}
      <span className={classes.sub}>
        {replacement === null ? "" : `${shown}: `}
        {shortBand(percentiles.bands[shown], format)}
      </span>
    </span>
  );
}
