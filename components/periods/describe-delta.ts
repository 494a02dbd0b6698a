import { type SpendChange, type Spent, spendChange } from "@/lib/domain/comparison/spend-change";
import { displayPicoUsdChange, formatChange, formatMs } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

type Known = number | null | undefined;

/** "+12.3 % against the 7 days before"; null where either is unknown, or there was nothing to be measured by. */
export function describeDelta(now: Known, before: Known, period: string): string | null {
  if (isUnknown(now) || isUnknown(before) || before === 0) return null;
  return t("{change} against {period}", { change: formatChange(now / before - 1), period });
}

/** "+0.12 points against the 7 days before": the difference of two shares, which of a share of a share would mislead. */
export function describePoints(now: Known, before: Known, period: string): string | null {
  if (isUnknown(now) || isUnknown(before)) return null;
  const points = (now - before) * 100;
  const text = points.toFixed(2);
  const isNothing = Number(text) === 0;
  return t("{points} points against {period}", { points: isNothing ? "0.00" : points > 0 ? `+${text}` : text, period });
}

/** "+$1.20 (+12.3 %)", or without a share where nothing was spent before. */
export function describeSpendChange({ pico, ratio }: SpendChange): string {
  const text = displayPicoUsdChange(pico);
  return ratio === null ? text : `${text} (${formatChange(ratio)})`;
}

/** The same "against the 7 days before"; null where either period has no known cost. */
export function describeSpendDelta(now: Spent, before: Spent, period: string): string | null {
  const change = spendChange(now, before);
  return change === null ? null : t("{change} against {period}", { change: describeSpendChange(change), period });
}

type Band = readonly [number | null, number | null];
type Measured = { value: number | null; band: Band };

/** As describeDelta, of percentiles: where their bands overlap the difference may be chance, which is said. */
export function describePercentileDelta(now: Measured, before: Measured, period: string): string | null {
  const text = describeDelta(now.value, before.value, period);
  if (text === null) return null;
  const change = `${text} (${formatMs(before.value)})`;
  return overlap(now.band, before.band) ? t("{change}: bands overlap", { change }) : change;
}

/** A side that is not bounded reaches everything. */
function overlap([lowA, highA]: Band, [lowB, highB]: Band): boolean {
  return (lowA ?? 0) <= (highB ?? Number.POSITIVE_INFINITY) && (lowB ?? 0) <= (highA ?? Number.POSITIVE_INFINITY);
}

function isUnknown(value: Known): value is null | undefined {
  return value === null || value === undefined;
}
