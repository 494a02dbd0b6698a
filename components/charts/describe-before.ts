import { describeNoAnswer } from "@/components/periods/describe-no-answer";
import { describeRange } from "@/components/ui/describe";
import { formatMs } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import type { PlotRow } from "./plot-types";

type DrawnBefore = {
  /** Why it is no measure, where records begin too late. */
  why: string | null;
  error: Error | null;
  range: { from: string; to: string };
  zone: string;
  /** What is drawn; null while it is on its way. */
  rows: readonly PlotRow[] | null;
  /** How much later its times of day are by the clocks of the zone, in ms; 0 of days. */
  clockChange: number;
};

/** What a chart says of the period before: when it was, or why it is not drawn. */
export function describeBefore({ why, error, range, zone, rows, clockChange }: DrawnBefore): string {
  if (why !== null) return why;
  if (error && rows === null) return describeNoAnswer(error);
  if (rows?.every(({ before }) => before === undefined))
    return t("The period before has no counterpart of what is drawn");
  const values = { range: describeRange(range, zone), change: formatMs(Math.abs(clockChange)) };
  if (clockChange === 0) return t("dotted: {range}", values);
  return clockChange > 0
    ? t("dotted: {range}; clocks changed in between, so its times of day are {change} later", values)
    : t("dotted: {range}; clocks changed in between, so its times of day are {change} earlier", values);
}
