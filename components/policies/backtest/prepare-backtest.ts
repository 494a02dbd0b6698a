import { sayRange, shortBand } from "@/components/ui/say";
import type { BacktestReply } from "@/lib/contract/backtest";
import { displayUsd, formatInstant, formatMs, formatPercent, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";

export type FigureCell = { text: string; note?: string | undefined };
export type FigureRow = { label: string; before: FigureCell; after: FigureCell };

type Side = BacktestReply["before"] | BacktestReply["after"];
type Hour = BacktestReply["worst_hour"]["before"];
type Latency = "ttft_ms" | "duration_ms";

const LATENCIES = { ttft_ms: "TTFT", duration_ms: "Duration" } as const;
const PERCENTILES = ["p50", "p95", "p99"] as const;

/** Before → after as rows, each figure with its 95 % interval; what stays is a record and has none of its own. */
export function prepareFigures(reply: BacktestReply, zone: string): FigureRow[] {
  const { before, after, worst_hour: worst } = reply;
  const rateBand = after.error_rate_band;
  const costBand = after.cost_usd_band;
  return [
    { label: "Attempts compared", before: count(before.attempts), after: count(after.attempts) },
    {
      label: "Error rate",
      before: { text: formatPercent(before.error_rate) },
      after: {
        text: formatPercent(after.error_rate),
        note: rateBand ? `${formatPercent(rateBand[0])} – ${formatPercent(rateBand[1])}` : undefined,
      },
    },
    { label: "Failures", before: count(failuresOf(before)), after: count(failuresOf(after), "expected") },
    ...(["ttft_ms", "duration_ms"] as const).flatMap((metric) =>
      PERCENTILES.map((name) => ({
        label: `${LATENCIES[metric]} ${name}`,
        before: percentile(before, metric, name),
        after: percentile(after, metric, name),
      })),
    ),
    {
      label: "Cost",
      before: { text: displayUsd(before.cost_usd), note: pricedNote(before) },
      after: {
        text: displayUsd(after.cost_usd),
        note: costBand ? `${displayUsd(costBand[0])} – ${displayUsd(costBand[1])}` : pricedNote(after),
      },
    },
    { label: "Worst hour", before: hourCell(worst.before, zone), after: hourCell(worst.after, zone) },
  ];
}

/** What a run came to in one sentence. */
export function sayOutcome(reply: BacktestReply): string {
  const { trips, flaps, moved_attempts: moved, moved_share: share, attempts } = reply;
  if (attempts === 0) return "No attempts were recorded in this window.";
  if (trips === 0) return `No model would have opened; all ${formatWhole(attempts)} attempts stay where they were.`;
  const again = flaps > 0 ? `, ${formatWhole(flaps)} of them within ten minutes of closing` : "";
  const times = trips === 1 ? "once" : `${formatWhole(trips)} times`;
  return `Models would have opened ${times}${again}; ${formatWhole(moved)} of ${formatWhole(attempts)} attempts move (${formatPercent(share)}).`;
}

/** How much of what moved nobody can say anything of, and what that could mean; null where there is evidence for all. */
export function sayLeftOut(reply: BacktestReply): string | null {
  const leftOut = reply.attempts - reply.compared;
  if (leftOut === 0) return null;
  const bounds = reply.error_rate_bounds;
  const reach = bounds
    ? ` Should all of them succeed or all fail, the error rate of everything would be ${formatPercent(bounds[0])} – ${formatPercent(bounds[1])}.`
    : "";
  return `${formatWhole(leftOut)} moved attempts are in neither column: nothing recorded says what they would have met.${reach}`;
}

/** Why two runs may say different things of what was; null where they cannot. */
export function sayTwoBefores(last: BacktestReply, kept: BacktestReply): string | null {
  const isOtherTime = last.from !== kept.from || last.to !== kept.to;
  const leavesOut = [last, kept].some(({ attempts, compared }) => compared < attempts);
  const why = [
    ...(isOtherTime ? ["the runs were over different times"] : []),
    ...(leavesOut ? ["each leaves out the moved attempts of which nothing is known"] : []),
  ];
  return why.length === 0 ? null : `The two columns of before may differ: ${why.join(", and ")}.`;
}

/** The window of a run. */
export function sayWindow({ from, to }: BacktestReply, zone: string): string {
  return sayRange({ from, to }, zone);
}

function count(value: number, note?: string): FigureCell {
  return { text: formatWhole(value), note: Number.isInteger(value) ? undefined : note };
}

function failuresOf({ outcomes }: Side): number {
  return outcomes.rate_limited + outcomes.server_error + outcomes.timeout;
}

function percentile(side: Side, metric: Latency, name: (typeof PERCENTILES)[number]): FigureCell {
  const value = side[metric][name];
  return { text: formatMs(value), note: value === null ? "no samples" : shortBand(side[metric].bands[name]) };
}

function pricedNote({ priced_share: share }: Side): string | undefined {
  return share === null || share === 1 ? undefined : `${formatPercent(share, 0)} priced`;
}

function hourCell(hour: Hour, zone: string): FigureCell {
  if (!hour) return { text: UNKNOWN_TEXT, note: "no hour with 30 judged attempts" };
  return { text: formatPercent(hour.error_rate), note: formatInstant(hour.at, zone, "minute") };
}
