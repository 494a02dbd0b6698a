import type {
  Reconciliation,
  ReconciliationPart,
  ReconciliationRow,
  ReconciliationSummary,
} from "@/lib/contract/reconciliations";
import { displayPicoUsdChange, displayUsd, formatPercent } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { BILL_REASON_TEXTS } from "@/lib/domain/reconciliation/reasons";
import type { RowStatus } from "@/lib/domain/reconciliation/reconcile";
import { nextFirstDate } from "@/lib/domain/time/calendar-dates";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";
import { type Message, message, t } from "@/lib/messages/translate";

export const STATUS_LABELS: Readonly<Record<RowStatus, Message>> = {
  equal: message("Equal"),
  explained: message("Explained"),
  unexplained: message("Unexplained"),
  unknown: message("No amount"),
};

/** A decimal with its direction. */
export function displayChange(usd: string | null): string {
  return displayPicoUsdChange(usd === null ? null : parseUsd(usd));
}

/** How much of the difference has a reason, in a word that fits a card on a phone. */
export function describeShare({ explained_share: share, difference_usd }: ReconciliationSummary): string {
  if (share === null) return difference_usd === "0" ? t("All equal") : t("Unknown");
  return formatPercent(share, 1);
}

/** Of which days and whose: "1 March to 31 March" as the bill writes its periods. */
export function describePeriods({ tz, grain, summary: { from, to } }: Reconciliation): string {
  const span = from === to ? from : t("{from} to {to}", { from, to });
  return grain === "day" ? t("{span} · days in {tz}", { span, tz }) : t("{span} · months in {tz}", { span, tz });
}

/** The reasons of a row in words, with their amounts. */
export function describeWhy({
  parts,
  unexplained_usd,
  status,
}: Pick<ReconciliationRow, "parts" | "unexplained_usd" | "status">): string {
  if (status === "unknown") return t("The bill has no amount, and there is no price here");
  const known = parts.map(({ reason, usd }) => `${t(BILL_REASON_TEXTS[reason].label)} ${displayChange(usd)}`);
  const rest =
    unexplained_usd !== null && unexplained_usd !== "0"
      ? [t("Unexplained {usd}", { usd: displayChange(unexplained_usd) })]
      : [];
  return [...known, ...rest].join(" · ") || t("Nothing differs");
}

/** Both prices per million where they differ: "$3 billed, $2 here (price 12)". */
export function describeRates({
  bill_usd_per_million: billed,
  own_usd_per_million: own,
  own: side,
}: ReconciliationRow): string | null {
  if (billed === null || own === null) return null;
  const ids = side?.price_ids ?? [];
  const rates = { billed: displayUsd(billed), own: displayUsd(own) };
  return ids.length === 0
    ? t("{billed} billed, {own} here", rates)
    : t("{billed} billed, {own} here (price {ids})", { ...rates, ids: ids.join(", ") });
}

/** The sums by reason as bars: lengths relative to the longest, the rest last. */
export type ReasonBar = {
  key: string;
  label: string;
  sentence: string;
  usd: string;
  tokens: number;
  share: number;
  isMore: boolean;
};

export function reasonBars({
  parts,
  unexplained_usd,
}: {
  parts: readonly ReconciliationPart[];
  unexplained_usd: string;
}): ReasonBar[] {
  const bars = [
    ...parts.map(({ reason, usd, tokens }) => {
      const { label, sentence } = BILL_REASON_TEXTS[reason];
      return { key: reason, label: t(label), sentence: t(sentence), usd, tokens };
    }),
    {
      key: "unexplained",
      label: t("Unexplained"),
      sentence: t("What no reason accounts for."),
      usd: unexplained_usd,
      tokens: 0,
    },
  ];
  const size = (usd: string) => Math.abs(Number(usd));
  const longest = Math.max(...bars.map(({ usd }) => size(usd)));
  return bars.map((bar) => ({
    ...bar,
    share: longest === 0 ? 0 : size(bar.usd) / longest,
    isMore: !bar.usd.startsWith("-"),
  }));
}

/** Where the attempts of a row are: spend of its period, model and provider. */
export function spendHref(
  { period, provider, model }: Pick<ReconciliationRow, "period" | "provider" | "model">,
  zone: string,
): string {
  const isDay = period.length > "2026-03".length;
  const first = Date.parse(`${isDay ? period : `${period}-01`}T00:00:00Z`);
  const end = isDay ? first + DAY_MS : nextFirstDate(first, "month");
  const instant = (date: number) => new Date(startOfDate(date, zone)).toISOString();
  const search = new URLSearchParams({ from: instant(first), to: instant(end), tz: zone, provider });
  if (model !== null) search.set("model", model);
  return `/spend?${search}`;
}
