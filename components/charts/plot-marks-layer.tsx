import { memo } from "react";
import classes from "./charts.module.css";
import { clusterMarks } from "./cluster-marks";
import { PLOT_LEFT, PLOT_RIGHT } from "./plot-style";
import { MarkSign } from "./plot-tip";
import type { PlotMark } from "./plot-types";
import type { TimeGeometry } from "./time-geometry";

/** Nearer to each other, signs would touch. */
const SIGN_GAP = 16;

type MarksLayerProps = { marks: readonly PlotMark[]; geometry: TimeGeometry; width: number; bottom: number };

/** What happened over a chart: a line each, a sign for those that would stand on each other, and incidents as stretches. */
export const MarksLayer = memo(({ marks, geometry: { placeOf }, width, bottom }: MarksLayerProps) => {
  const clusters = clusterMarks(marks, placeOf, SIGN_GAP);
  const lasting = marks.filter(({ to }) => to !== undefined);
  return (
    <div className={classes.layer} aria-hidden="true">
      {lasting.map(({ at, to = at }, place) => {
        const end = placeOf(to) ?? width - PLOT_RIGHT;
        const left = placeOf(at) ?? PLOT_LEFT;
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: two marks of one instant may say the same
            key={place}
            className={classes.markStretch}
            style={{ left, width: Math.max(2, end - left), top: bottom - 4 }}
          />
        );
      })}
      {clusters.map(({ x, marks: some }) => (
        <span key={x} className={classes.markLine} style={{ left: x, height: bottom }}>
          {some.length > 1 ? <span className={classes.markCount}>{some.length}</span> : <LoneSign marks={some} />}
        </span>
      ))}
    </div>
  );
});

function LoneSign({ marks: [mark] }: { marks: readonly PlotMark[] }) {
  return mark ? <MarkSign mark={mark} /> : null;
}
