import { formatInstant } from "@/lib/domain/format";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { RANGE_LABELS } from "./range-labels";
import { FILTER_LABELS, type Report } from "./report-params";

/** A report's range, filters and zone in one line, for paper: there is no bar to read them from. */
export function describeReport(
  { query, tz, calendar, day }: Pick<Report, "query" | "tz" | "calendar" | "day">,
  filters: readonly ReportDimension[],
): string {
  const { window, from, to } = query;
  const range = window
    ? t("The last {window}", { window: t(RANGE_LABELS[window]) })
    : t(
        "{name, select, today {Today, } yesterday {Yesterday, } month {This month, } last_month {Last month, } other {}}{from} to {to}",
        {
          name: calendar ?? day ?? "",
          from: formatInstant(from, tz, "minute"),
          to: formatInstant(to, tz, "minute"),
        },
      );
  const chosen = filters
    .filter((name) => query[name].length > 0)
    .map((name) =>
      t("{name}: {values}", { name: t(FILTER_LABELS[name].one).toLowerCase(), values: query[name].join(", ") }),
    );
  const traffic = chosen.length === 0 ? [t("all traffic")] : chosen;
  return [range, ...traffic, t("days and hours in {tz}", { tz })].join(" · ");
}
