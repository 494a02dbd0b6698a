import type { Forecast, MoneyForecast } from "@/lib/contract/forecast";
import { displayUsd, formatChange } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { nextFirstDate } from "@/lib/domain/time/calendar-dates";
import { currentLocale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";

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
  /** How the next month is expected to differ from the one before it, in words; null of the first, and where that is not known. */
  growth: string | null;
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
      ...{ name, forecast, title: monthName(first), growth: name === "next_month" ? describeGrowth(data) : null },
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

/** "+27 % against November 2026, +23 % a day"; a longer month alone is no growth. */
function describeGrowth({ month, following_month, month_end, next_month }: Forecast): string | null {
  const [before, after] = [month_end, next_month].map((own) => Number(own?.expected_usd ?? 0));
  if (!before || !after) return null;
  const [first, second] = [Date.parse(month), Date.parse(following_month)];
  const days = [second - first, nextFirstDate(second, "month") - second] as const;
  const ofDay = (after / days[1]) * (days[0] / before);
  return t("{change} against {month}, {changeOfDay} a day", {
    change: formatChange(after / before - 1),
    month: monthName(month),
    changeOfDay: formatChange(ofDay - 1),
  });
}

/** What of a forecast reserved capacity is; null where it has none. */
export function describeForecastCapacity({ capacity }: Pick<Forecast, "capacity">): string | null {
  if (capacity === null) return null;
  const { month_to_date_usd: paid, rest_of_month_usd: rest, next_month_usd: next } = capacity;
  if (paid === null) {
    return t("What reserved capacity costs is not in it: a day has no rate of its currency. All is by the token.");
  }
  if (rest === null || next === null)
    return t(
      "{paid} of what is spent is a share of reserved capacity. What it serves is not counted by the token as well.",
      { paid: displayUsd(paid) },
    );
  return t(
    "Reserved capacity is due whether it is used or not: {paid} so far, {rest} in the rest of this month, {next} in the next. What it serves is not counted by the token as well.",
    { paid: displayUsd(paid), rest: displayUsd(rest), next: displayUsd(next) },
  );
}

function picoOf(usd: string): bigint {
  return parseUsd(usd) ?? 0n;
}

/** "March 2026" of the first day of a month. */
function monthName(first: string): string {
  const format = new Intl.DateTimeFormat(currentLocale(), { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(Date.parse(`${first}T00:00:00Z`));
}
