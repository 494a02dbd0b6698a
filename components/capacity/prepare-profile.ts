import type { TimePlotData } from "@/components/charts/plot-types";
import type { ChartTable } from "@/components/ui/csv";
import type { Capacity } from "@/lib/contract/capacity";
import type { BreakEvenReply } from "@/lib/contract/capacity-use";
import { displayUsd } from "@/lib/domain/format";
import { HOUR_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

/** What the use of each hour costs by the token, over time. */
export function prepareProfile({ from, to, hours }: BreakEvenReply): TimePlotData {
  return {
    from: Date.parse(from),
    to: Math.max(Date.parse(to), Date.parse(from) + HOUR_MS),
    rows: hours.map(({ at, attempts, token_usd }) => ({
      ...{ at: Date.parse(at), filling: false, values: { token: Number(token_usd) }, n: { token: attempts } },
    })),
    lines: [{ key: "token", label: t("Use by the token"), color: "var(--model-0)" }],
  };
}

/** The same as a table, in UTC as reserved hours are. */
export function profileTable({ hours, usd_per_hour }: BreakEvenReply): ChartTable {
  const format = (value: string | number | null) => displayUsd(value === null ? null : String(value));
  return {
    columns: [
      ...[{ label: t("Hour (UTC)") }, { label: t("Attempts"), numeric: true }, { label: t("Tokens"), numeric: true }],
      ...[
        { label: t("By the token (USD)"), numeric: true, format },
        { label: t("Capacity (USD)"), numeric: true, format },
      ],
    ],
    rows: hours.map(({ at, attempts, tokens, token_usd }) => [at, attempts, tokens, token_usd, usd_per_hour]),
  };
}

/** What the form beside the chart holds. */
export type TryDraft = { provider: string; models: string; price: string; units: string; tokens: string };

/** The terms of stored capacity, to be tried on; a plan's for an hour of a month of 730. */
export function tryDraftOf(
  { provider, models, units, tokens_per_unit, kind }: Capacity,
  usdPerHour: string | null,
): TryDraft {
  const isPlan = kind === "plan_month";
  return {
    ...{ provider, models: models.join(", "), units: isPlan ? "1" : String(units) },
    price: usdPerHour === null ? "" : isPlan ? usdPerHour : unitPrice(usdPerHour, units),
    tokens: tokens_per_unit === null || isPlan ? "" : String(tokens_per_unit),
  };
}

function unitPrice(usdPerHour: string, units: number): string {
  return String(Number((Number(usdPerHour) / units).toFixed(9)));
}

/** What a draft asks for; null where a price or provider is missing. */
export function tryQuery({ provider, models, price, units, tokens }: TryDraft) {
  const isAmount = /^\d+(\.\d+)?$/.test(price.trim());
  const isCount = (text: string) => /^[1-9]\d{0,11}$/.test(text.trim());
  if (provider.trim() === "" || !isAmount || !isCount(units)) return null;
  return {
    ...{ provider: provider.trim(), price_usd_per_hour: price.trim(), units: units.trim() },
    model: models.split(/[,;\s]+/).filter((name) => name !== ""),
    ...(isCount(tokens) && { tokens_per_unit: tokens.trim() }),
  };
}
