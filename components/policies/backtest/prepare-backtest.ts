import { describeRange, shortBand } from "@/components/ui/describe";
import type { BacktestReply } from "@/lib/contract/backtest";
import { displayUsd, formatInstant, formatMs, formatPercent, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

export type StatCell = { text: string; note?: string | undefined };
/** `active` is null where the tier has no policy yet. */
export type BacktestRow = { label: string; recorded: StatCell; active: StatCell | null; draft: StatCell };

type Side = BacktestReply["before"] | BacktestReply["after"];
type Replayed = BacktestReply["after"];
type Hour = BacktestReply["worst_hour"]["before"];
type Latency = "ttft_ms" | "duration_ms";

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
    row(t("Attempts compared"), count(before.attempts), (side) => count(side.attempts)),
    row(t("Error rate"), { text: formatPercent(before.error_rate) }, errorRateCell),
    row(t("Failures"), count(failuresOf(before)), (side) => count(failuresOf(side), t("expected"))),
    ...(["ttft_ms", "duration_ms"] as const).flatMap((metric) =>
      PERCENTILES.map((name) =>
        row(latencyLabel(metric, name), percentile(before, metric, name), (side) => percentile(side, metric, name)),
      ),
    ),
    row(t("Cost"), { text: displayUsd(before.cost_usd), note: pricedNote(before) }, costCell),
    { label: t("Worst hour"), ...worstHours, active: active && hourCell(active.worst_hour, zone) },
  ];
}

function latencyLabel(metric: Latency, percentile: string): string {
  return metric === "ttft_ms" ? `TTFT ${percentile}` : t("Duration {percentile}", { percentile });
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
  if (attempts === 0) return t("No attempts were recorded in this window.");
  if (trips === 0)
    return t("No model would have opened; all {attempts} attempts stay where they were.", {
      attempts: formatWhole(attempts),
    });
  const again = flaps > 0 ? t(", {count} of them within ten minutes of closing", { count: formatWhole(flaps) }) : "";
  return t(
    "Models would have opened {trips, plural, =1 {once} other {# times}}{again}; {moved} of {attempts} attempts move ({share}).",
    { trips, again, moved: formatWhole(moved), attempts: formatWhole(attempts), share: formatPercent(share) },
  );
}

/** How much of what moved nobody can say anything of, and what that could mean; null where there is evidence for all. */
export function describeLeftOut(reply: BacktestReply): string | null {
  const leftOut = reply.attempts - reply.compared;
  if (leftOut === 0) return null;
  const left = t("{count} moved attempts are left out: there is no recorded traffic to estimate them from.", {
    count: formatWhole(leftOut),
  });
  const bounds = reply.error_rate_bounds;
  if (!bounds) return left;
  const reach = t("Should all of them succeed or all fail, the error rate of everything would be {low} – {high}.", {
    low: formatPercent(bounds[0]),
    high: formatPercent(bounds[1]),
  });
  return `${left} ${reach}`;
}

/** What the active policy would have done with the same attempts; null where the tier has none. */
export function describeActive({ active, attempts }: BacktestReply): string | null {
  if (!active || attempts === 0) return null;
  const { version, trips, moved_attempts: moved } = active;
  return trips === 0
    ? t("Under the active policy, version {version}, replayed in the same way: no model would have opened.", {
        version,
      })
    : t(
        "Under the active policy, version {version}, replayed in the same way: models would have opened {trips, plural, =1 {once} other {# times}}, and {moved} attempts move.",
        { version, trips, moved: formatWhole(moved) },
      );
}

/** Why columns of numbers are not of the same attempts; null where they are. */
export function describeColumns(last: BacktestReply, pinned: BacktestReply | null): string | null {
  const isOtherTime = pinned !== null && (last.from !== pinned.from || last.to !== pinned.to);
  const columns = [last.after, last.active, pinned?.after].flatMap((side) => (side ? [side.attempts] : []));
  const leavesOut = columns.some((attempts) => attempts !== columns[0]);
  const why = [
    ...(isOtherTime ? [t("the pinned draft was run over a different time")] : []),
    ...(leavesOut ? [t("each leaves out moved attempts without recorded evidence")] : []),
  ];
  return why.length === 0
    ? null
    : t("The columns are not of the same attempts: {why}.", { why: why.join(t(", and ")) });
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
  return { text: formatMs(value), note: value === null ? t("no samples") : shortBand(side[metric].bands[name]) };
}

function pricedNote({ priced_share: share }: Side): string | undefined {
  return share === null || share === 1 ? undefined : t("{share} priced", { share: formatPercent(share, 0) });
}

function hourCell(hour: Hour, zone: string): StatCell {
  if (!hour) return { text: UNKNOWN_TEXT, note: t("no hour with 30 counted attempts") };
  return { text: formatPercent(hour.error_rate), note: formatInstant(hour.at, zone, "minute") };
}
