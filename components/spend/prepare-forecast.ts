import type { Forecast, MoneyForecast } from "@/lib/contract/forecast";
import { displayUsd } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";

/** Where a forecast's sums lie on a scale from 0 to the largest of both months, as shares of it. */
type ForecastPlaces = {
  spent: number;
  expected: number;
  interval80: { left: number; width: number };
  interval95: { left: number; width: number };
};

export type ForecastMonth = {
  name: "month_end" | "next_month";
  title: string;
  forecast: MoneyForecast | null;
  places: ForecastPlaces | null;
};

/** Both months of a forecast on one scale, so that they can be compared by eye. */
export function prepareForecast(data: Forecast): ForecastMonth[] {
  const tops = [data.month_end, data.next_month].flatMap((own) => (own ? [picoOf(own.interval_95.high_usd)] : []));
  const top = tops.sort((a, b) => (a < b ? 1 : -1))[0] ?? 0n;
  const share = (usd: string | null) => (top === 0n || usd === null ? 0 : Number(picoOf(usd)) / Number(top));
  const between = ({ low_usd, high_usd }: MoneyForecast["interval_80"]) => ({
    left: share(low_usd),
    width: share(high_usd) - share(low_usd),
  });
  const monthOf = (name: ForecastMonth["name"], first: string, spent: string | null): ForecastMonth => {
    const forecast = data[name];
    return {
      ...{ name, forecast, title: monthName(first) },
      places: forecast && {
        spent: share(spent),
        expected: share(forecast.expected_usd),
        interval80: between(forecast.interval_80),
        interval95: between(forecast.interval_95),
      },
    };
  };
  return [monthOf("month_end", data.month, data.month_to_date_usd), monthOf("next_month", data.following_month, null)];
}

/** What of a forecast reserved capacity is; null where it has none. */
export function describeForecastCapacity({ capacity }: Pick<Forecast, "capacity">): string | null {
  if (capacity === null) return null;
  const { month_to_date_usd: paid, rest_of_month_usd: rest, next_month_usd: next } = capacity;
  if (paid === null) {
    return "What reserved capacity costs is not in it: a day has no rate of its currency. All is by the token.";
  }
  const served = "What it serves is not counted by the token as well.";
  if (rest === null || next === null)
    return `${displayUsd(paid)} of what is spent is a share of reserved capacity. ${served}`;
  return `Reserved capacity is due whether it is used or not: ${displayUsd(paid)} so far, ${displayUsd(rest)} in the rest of this month, ${displayUsd(next)} in the next. ${served}`;
}

function picoOf(usd: string): bigint {
  return parseUsd(usd) ?? 0n;
}

const monthFormat = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

/** "March 2026" of the first day of a month. */
function monthName(first: string): string {
  return monthFormat.format(Date.parse(`${first}T00:00:00Z`));
}
