import { displayUsd, formatMs, formatPercent, formatRate, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { FAILED_OUTCOMES, OUTCOMES } from "@/lib/domain/outcome";
import type { Percentile, Summary } from "@/lib/domain/sketch/summary";
import type { Interval } from "@/lib/domain/statistics/proportion-interval";
import type { LaneComparison, MedianDifference } from "@/lib/harness/compare-lanes";
import type { LaneSummary } from "@/lib/harness/summarize-run";

const SHOWN = ["p50", "p95", "p99"] as const satisfies readonly Percentile[];
const CODES_SHOWN = 3;

/** Two lanes, or one of two runs, by name, and what they differ by. */
export type NamedComparison = { first: string; second: string; comparison: LaneComparison };

/** A run's summary as Markdown: bands and intervals are of 95 %. */
export function summaryMarkdown(summaries: readonly LaneSummary[]): string {
  const latencies = (measure: "ttft" | "duration") =>
    table(
      ["model", "samples", ...SHOWN],
      summaries.map((lane) => [
        laneName(lane),
        formatWhole(lane.samples[measure].n),
        ...SHOWN.map((name) => withBand(lane.samples[measure], name, formatMs)),
      ]),
    );
  const outcomes = table(
    ["model", "calls", "error rate", ...FAILED_OUTCOMES, "not judged", "most frequent codes"],
    summaries.map((lane) => [
      laneName(lane),
      formatWhole(lane.n),
      withInterval(lane.failed, formatPercent),
      ...FAILED_OUTCOMES.map((name) => `${lane.outcomes[name]}: ${withInterval(lane.failedBy[name], formatPercent)}`),
      String(OUTCOMES.slice(1 + FAILED_OUTCOMES.length).reduce((sum, name) => sum + lane.outcomes[name], 0)),
      lane.errorCodes
        .slice(0, CODES_SHOWN)
        .map(({ code, n }) => `${code} (${n})`)
        .join(", "),
    ]),
  );
  const costs = table(
    ["model", "output rate p50", "input tokens", "output tokens", "cost", "priced calls", "$/M output, input included"],
    summaries.map((lane) => [
      laneName(lane),
      withBand(lane.samples.rate, "p50", formatRate),
      ...[formatWhole(lane.inputTokens), formatWhole(lane.outputTokens), displayUsd(lane.costUsd)],
      ...[`${lane.priced} of ${lane.n}`, displayUsd(lane.usdPerMOutput)],
    ]),
  );
  const sections = [
    ["Time to first token", latencies("ttft")],
    ["Duration", latencies("duration")],
    ["Errors", outcomes],
    ["Speed and cost", costs],
  ];
  return sections.map(([title, body]) => `## ${title}\n\n${body}`).join("\n\n");
}

/** Comparisons as Markdown: a negative difference means that the second takes less. */
export function comparisonMarkdown(comparisons: readonly NamedComparison[]): string {
  if (comparisons.length === 0) return "";
  const rows = comparisons.map(({ first, second, comparison: { samples, costUsd, failed } }) => [
    `${second} less ${first}`,
    difference(samples.ttft, formatMs),
    difference(samples.duration, formatMs),
    difference(samples.rate, (rate) => (rate !== null && rate < 0 ? `-${formatRate(-rate)}` : formatRate(rate))),
    difference(costUsd, displayUsd),
    withInterval(failed, (ratio) => `${ratio < 0 ? "-" : ""}${formatPercent(Math.abs(ratio))}`),
  ]);
  const heads = ["median difference by prompt", "time to first token", "duration", "output rate", "cost", "error rate"];
  return `## Compared prompt by prompt\n\n${table(heads, rows)}`;
}

export function laneName({ model, region }: Pick<LaneSummary, "model" | "region">): string {
  return region === null ? model : `${model} in ${region}`;
}

function difference<Value>(
  { median, low, high, prompts, lower }: MedianDifference<Value>,
  format: (value: Value | null) => string,
): string {
  if (prompts === 0) return UNKNOWN_TEXT;
  return `${format(median)} (${format(low)} to ${format(high)}); less for ${lower} of ${prompts}`;
}

function withBand(summary: Summary, name: Percentile, format: (value: number | null) => string): string {
  if (summary.n === 0) return UNKNOWN_TEXT;
  const [low, high] = summary.bands[name];
  return `${format(summary[name])} (${format(low)} to ${format(high)})`;
}

function withInterval(interval: Interval | null, format: (value: number) => string): string {
  if (!interval) return UNKNOWN_TEXT;
  return `${format(interval.value)} (${format(interval.low)} to ${format(interval.high)})`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
