import type { UsageSpend } from "@/lib/contract/spend";
import { displayUsd, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** What of the spend comes from usage records, and what of them is not in it, in a line each. */
export function describeUsageRecords(usage: UsageSpend): string[] {
  const { records, attempts_cost_usd, list_price_usd, unpriced, other_currencies, covered, split } = usage;
  const lines = [
    t("{records, plural, one {# record} other {# records}}; {cost} from attempts", {
      records,
      cost: displayUsd(attempts_cost_usd),
    }),
  ];
  if (list_price_usd !== null && list_price_usd !== "0")
    lines.push(t("{cost} of it at list price", { cost: displayUsd(list_price_usd) }));
  if (covered.records > 0) {
    lines.push(
      t("{cost} left out: attempts cover {records, plural, one {# record} other {# records}}", {
        cost: displayUsd(covered.cost_usd),
        records: covered.records,
      }),
    );
  }
  if (unpriced > 0) {
    const amounts = other_currencies.map(({ cost, currency }) => `${cost} ${currency}`).join(", ");
    lines.push(
      amounts === ""
        ? t("{records, plural, one {# record} other {# records}} without a cost in USD", { records: unpriced })
        : t("{records, plural, one {# record} other {# records}} without a cost in USD: {amounts}", {
            records: unpriced,
            amounts,
          }),
    );
  }
  if (split > 0)
    lines.push(
      t(
        "{records, plural, one {# record} other {# records}} of a UTC day, counted whole in the local day or window of its noon",
        { records: split },
      ),
    );
  return lines;
}

/** The same of a row, in a few letters. */
export function describeUsageCell(usage: UsageSpend | undefined): string {
  if (!usage) return UNKNOWN_TEXT;
  const { cost_usd, records, covered } = usage;
  const counted = records === 0 ? UNKNOWN_TEXT : cost_usd === null ? t("unpriced") : displayUsd(cost_usd);
  return covered.records === 0
    ? counted
    : t("{counted} ({cost} covered)", { counted, cost: displayUsd(covered.cost_usd) });
}
