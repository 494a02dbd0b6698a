import { ChartLegend } from "@/components/charts/chart-legend";
import { formatUptime } from "@/lib/domain/format";
import { SLA_TARGET } from "./prepare-sla";

const TEN_TIMES = 1 - (1 - SLA_TARGET) * 10;

const ITEMS = [
  { label: `${formatUptime(SLA_TARGET, 1)} or better`, color: "var(--sw-good)" },
  { label: `${formatUptime(TEN_TIMES, 0)} or better`, color: "var(--sw-warn)" },
  { label: "worse (taller bar)", color: "var(--sw-bad)" },
  { label: "no traffic (short bar)", color: "var(--sw-none)" },
  { label: "hatched: the day is not over", color: "var(--sw-line-strong)" },
];

/** What the bars of a day mean. */
export function SlaLegend() {
  return <ChartLegend items={ITEMS} />;
}
