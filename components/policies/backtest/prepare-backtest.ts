import { describeRange, shortBand } from "@/components/ui/describe";
import type { BacktestReply } from "@/lib/contract/backtest";
import { displayUsd, formatInstant, formatMs, formatPercent, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";

export type StatCell = { text: string; note?: string | undefined };
/** `active` is null where the tier has no policy yet. */
export type BacktestRow = { label: string; recorded: StatCell; active: StatCell | null; draft: StatCell };

type Side = BacktestReply["before"] | BacktestReply["after"];
type Replayed = BacktestReply["after"];
type Hour = BacktestReply["worst_hour"]["before"];
type Latency = "ttft_ms" | "duration_ms";

const LATENCIES = { ttft_ms: "TTFT", duration_ms: "Duration" } as const;
const PERCENTILES = ["p50", "p95", "p99"] as const;

/**
 * What was recorded, and what the active policy and the draft come to when both are replayed in the same way.
 *
 * Replayed numbers have their 95 % interval; what stays is a record and has none of its own.
 */
export function prepareStats(reply: BacktestReply, zone: string): BacktestRow[] {
  const { before, after, active, worst_hour: worst } = reply;
  const row = (label: string, recorded: StatCell, replayed: (side: Replayed) => StatCell): BacktestRow => {
    return { label, recorded, active: active && replayed(active), draft: replayed(after) };
  };
  const worstHours = { recorded: hourCell(worst.before, zone), draft: hourCell(worst.after, zone) };
  return [
    row("Attempts compared", count(before.attempts), (side) => count(side.attempts)),
    row("Error rate", { text: formatPercent(before.error_rate) }, errorRateCell),
    row("Failures", count(failuresOf(before)), (side) => count(failuresOf(side), "expected")),
    ...(["ttft_ms", "duration_ms"] as const).flatMap((metric) =>
      PERCENTILES.map((name) =>
        row(`${LATENCIES[metric]} ${name}`, percentile(before, metric, name), (side) => percentile(side, metric, name)),
      ),
    ),
    row("Cost", { text: displayUsd(before.cost_usd), note: pricedNote(before) }, costCell),
    { label: "Worst hour", ...worstHours, active: active && hourCell(active.worst_hour, zone) },
  ];
}

function errorRateCell({ error_rate, error_rate_band: band }: Replayed): StatCell {
  const note = band ? `${formatPercent(band[0])} – ${formatPercent(band[1])}` : undefined;
  return { text: formatPercent(error_rate), note };
}

function costCell(side: Replayed): StatCell {
  const band = side.cost_usd_band;
  const note = band ? `${displayUsd(band[0])} – ${displayUsd(band[1])}` : pricedNote(side);
  return { text: displayUsd(side.cost_usd), note };
}

/** What a run came to in one sentence. */
export function describeOutcome(reply: BacktestReply): string {
  const { trips, flaps, moved_attempts: moved, moved_share: share, attempts } = reply;
  if (attempts === 0) return "No attempts were recorded in this window.";
  if (trips === 0) return `No model would have opened; all ${formatWhole(attempts)} attempts stay where they were.`;
  const again = flaps > 0 ? `, ${formatWhole(flaps)} of them within ten minutes of closing` : "";
  const times = trips === 1 ? "once" : `${formatWhole(trips)} times`;
  return `Models would have opened ${times}${again}; ${formatWhole(moved)} of ${formatWhole(attempts)} attempts move (${formatPercent(share)}).`;
}

/** How much of what moved nobody can say anything of, and what that could mean; null where there is evidence for all. */
export function describeLeftOut(reply: BacktestReply): string | null {
  const leftOut = reply.attempts - reply.compared;
  if (leftOut === 0) return null;
  const bounds = reply.error_rate_bounds;
  const reach = bounds
    ? ` Should all of them succeed or all fail, the error rate of everything would be ${formatPercent(bounds[0])} – ${formatPercent(bounds[1])}.`
    : "";
  return `${formatWhole(leftOut)} moved attempts are left out: there is no recorded traffic to estimate them from.${reach}`;
}

/** What the active policy would have done with the same attempts; null where the tier has none. */
export function describeActive({ active, attempts }: BacktestReply): string | null {
  if (!active || attempts === 0) return null;
  const { version, trips, moved_attempts: moved } = active;
  const did =
    trips === 0
      ? "no model would have opened"
      : `models would have opened ${trips === 1 ? "once" : `${formatWhole(trips)} times`}, and ${formatWhole(moved)} attempts move`;
  return `Under the active policy, version ${version}, replayed in the same way: ${did}.`;
}

/** Why columns of numbers are not of the same attempts; null where they are. */
export function describeColumns(last: BacktestReply, pinned: BacktestReply | null): string | null {
  const isOtherTime = pinned !== null && (last.from !== pinned.from || last.to !== pinned.to);
  const columns = [last.after, last.active, pinned?.after].flatMap((side) => (side ? [side.attempts] : []));
  const leavesOut = columns.some((attempts) => attempts !== columns[0]);
  const why = [
    ...(isOtherTime ? ["the pinned draft was run over a different time"] : []),
    ...(leavesOut ? ["each leaves out moved attempts without recorded evidence"] : []),
  ];
  return why.length === 0 ? null : `The columns are not of the same attempts: ${why.join(", and ")}.`;
}

/** The window of a run. */
export function describeWindow({ from, to }: BacktestReply, zone: string): string {
  return describeRange({ from, to }, zone);
}

function count(value: number, note?: string): StatCell {
  return { text: formatWhole(value), note: Number.isInteger(value) ? undefined : note };
}

function failuresOf({ outcomes }: Side): number {
  return outcomes.rate_limited + outcomes.server_error + outcomes.timeout;
}

function percentile(side: Side, metric: Latency, name: (typeof PERCENTILES)[number]): StatCell {
  const value = side[metric][name];
  return { text: formatMs(value), note: value === null ? "no samples" : shortBand(side[metric].bands[name]) };
}

function pricedNote({ priced_share: share }: Side): string | undefined {
  return share === null || share === 1 ? undefined : `${formatPercent(share, 0)} priced`;
}

function hourCell(hour: Hour, zone: string): StatCell {
  if (!hour) return { text: UNKNOWN_TEXT, note: "no hour with 30 counted attempts" };
  return { text: formatPercent(hour.error_rate), note: formatInstant(hour.at, zone, "minute") };
}
