import classes from "./charts.module.css";
import { PLOT_LEFT, PLOT_RIGHT, TICK, TIME_AXIS_HEIGHT, TIME_MARGIN } from "./plot-style";
import type { Threshold, TimePlotData } from "./plot-types";
import { placeThresholds } from "./threshold-places";
import { timeGeometry } from "./time-geometry";

type ThresholdLabelsProps = TimePlotData & {
  thresholds: readonly Threshold[];
  width: number;
  height: number;
  yOf: (value: number) => number;
};

/** What level lines are, written where they cover least of the drawing. */
export function ThresholdLabels({ thresholds, rows, lines, from, to, width, height, yOf }: ThresholdLabelsProps) {
  if (thresholds.length === 0) return null;
  const { xOf } = timeGeometry({ draws: "lines", rows, from, to, width });
  const points = rows.flatMap(({ values }, index) =>
    lines.flatMap(({ key }) => {
      const value = values[key] ?? null;
      return value === null ? [] : [{ x: xOf(index), y: yOf(value) }];
    }),
  );
  const plot = { left: PLOT_LEFT, right: width - PLOT_RIGHT, top: TIME_MARGIN.top, bottom: height - TIME_AXIS_HEIGHT };
  const places = placeThresholds(
    thresholds.map(({ value, label, labelAt }) => ({ y: yOf(value), label, labelAt })),
    points,
    plot,
  );
  return (
    <svg className={classes.layer} width={width} height={height} aria-hidden="true">
      {thresholds.map(({ label }, index) => {
        const place = places[index];
        return (
          place && (
            <text
              key={label}
              x={place.x}
              y={place.y}
              textAnchor={place.anchor}
              className={classes.threshold}
              style={{ ...TICK, fill: "var(--sw-ink)" }}
            >
              {label}
            </text>
          )
        );
      })}
    </svg>
  );
}
