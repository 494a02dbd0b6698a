import classes from "./charts.module.css";
import { sparkPath } from "./spark-path";

type SparklineProps = { values: (number | null)[]; color: string; label: string; width?: number; height?: number };

/** A line the size of a word; gaps stay gaps. */
export function Sparkline({ values, color, label, width = 92, height = 22 }: SparklineProps) {
  return (
    <svg className={classes.spark} width={width} height={height} role="img" aria-label={label}>
      <path d={sparkPath(values, width, height)} fill="none" stroke={color} strokeWidth={1.4} strokeLinejoin="round" />
    </svg>
  );
}
