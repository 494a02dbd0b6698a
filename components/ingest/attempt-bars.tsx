import type { TimePlotData } from "@/components/charts/plot-types";
import { formatCount, formatInstant, formatWhole } from "@/lib/domain/format";
import classes from "./ingest.module.css";

type AttemptBarsProps = { plot: TimePlotData; zone: string; height: number };

/** A bar for each bucket, drawn without the chart library: one line of counts needs none of it. */
export function AttemptBars({ plot, zone, height }: AttemptBarsProps) {
  const bars = plot.rows.map(({ at, filling, values }) => ({
    at,
    filling,
    count: Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0),
  }));
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const label = `Attempts accepted over time, at most ${formatWhole(most)} in a bucket`;
  return (
    <div>
      <p className={classes.scale}>{formatCount(most)}</p>
      <div className={classes.bars} style={{ height: height - 44 }} role="img" aria-label={label}>
        {bars.map(({ at, filling, count }) => (
          <span
            key={at}
            data-filling={filling || undefined}
            style={{ height: `${(100 * count) / most}%` }}
            title={`${formatInstant(new Date(at).toISOString(), zone, "minute")}: ${formatWhole(count)}${filling ? ", still filling" : ""}`}
          />
        ))}
      </div>
      <p className={classes.ends}>
        <span>{formatInstant(new Date(plot.from).toISOString(), zone, "minute")}</span>
        <span>{formatInstant(new Date(plot.to).toISOString(), zone, "minute")}</span>
      </p>
    </div>
  );
}
