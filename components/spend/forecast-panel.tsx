"use client";

import type { ReactNode } from "react";
import { withoutRange } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeNoData } from "@/components/ui/describe";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Forecast } from "@/lib/contract/forecast";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";
import classes from "./outlook.module.css";
import { describeForecastCapacity, type ForecastMonth, prepareForecast } from "./prepare-forecast";

const TITLE = message("Forecast");
const HEIGHT = 150;

/** What the calendar month will cost at its end, and the next one, whatever the window is. */
export function ForecastPanel() {
  const forecast = useLiveQuery(readOptions("/api/v1/forecast", withoutRange(useReport())));
  return (
    <Panel
      title={t(TITLE)}
      subtitle={forecast.data ? methodText(forecast.data) : describeNoData(forecast.error)}
      actions={
        <Explain
          title={t(TITLE)}
          formula={t("spent so far + reserved capacity to come + Σ level × weekday factor of the days to come")}
          note={t(
            "Level, trend and weekday factors are fitted to the last eight weeks of whole days so that single outliers do not move them; the intervals reach as far as such outliers may come again. They hold the outcome four times in five and nineteen times in twenty, if the coming weeks are like these.",
          )}
        />
      }
    >
      <ForecastBody {...forecast} />
    </Panel>
  );
}

function methodText({ method, tz, priced_share }: Forecast): string {
  const priced =
    priced_share !== null && priced_share < 1
      ? [t("{share} of attempts priced", { share: formatPercent(priced_share) })]
      : [];
  return [t("Calendar months in {zone}", { zone: tz }), method, ...priced].join(" · ");
}

type BodyProps = { data: Forecast | undefined; error: Error | null; isFetching: boolean; refetch: () => unknown };

function ForecastBody({ data, error, isFetching, refetch }: BodyProps) {
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={HEIGHT} />;
    return <Skeleton height={HEIGHT} />;
  }
  if (data.month_end === null && data.next_month === null) {
    return (
      <EmptyBox
        title={t("Not enough days")}
        hint={t("Three whole days with a known cost are needed. Spent this month so far: {spent}.", {
          spent: displayUsd(data.month_to_date_usd),
        })}
        height={HEIGHT}
      />
    );
  }
  const capacity = describeForecastCapacity(data);
  return (
    <>
      <div className={classes.months}>
        {prepareForecast(data).map((month) => (
          <MonthForecast
            key={month.name}
            {...month}
            spent={month.name === "month_end" ? data.month_to_date_usd : null}
          />
        ))}
      </div>
      {capacity && <p className={classes.aside}>{capacity}</p>}
    </>
  );
}

/** What is expected of a month: of one that began with what is spent of it, of the next with its growth. */
function expectation(expected: string, { growth, spent }: { growth: string | null; spent: string | null }) {
  const values = { value: (text: ReactNode) => <span className={classes.value}>{text}</span>, expected };
  if (growth !== null) return rich("<value>{expected}</value> expected, {growth}", { ...values, growth });
  return spent === null
    ? rich("<value>{expected}</value> expected", values)
    : rich("<value>{expected}</value> expected, of which {spent} is spent", { ...values, spent: displayUsd(spent) });
}

function MonthForecast({ title, forecast, places, growth, spent }: ForecastMonth & { spent: string | null }) {
  if (!forecast || !places) {
    return (
      <section aria-label={title}>
        <h3>{title}</h3>
        <p className={classes.aside}>{t("Not known: nothing of this month has a price.")}</p>
      </section>
    );
  }
  const between = ({ low_usd, high_usd }: { low_usd: string; high_usd: string }) =>
    `${displayUsd(low_usd)} – ${displayUsd(high_usd)}`;
  const percent = (share: number) => `${share * 100}%`;
  const styleOf = ({ left, width }: { left: number; width: number }) => ({
    left: percent(left),
    width: percent(width),
  });
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p>{expectation(displayUsd(forecast.expected_usd), { growth, spent })}</p>
      <span className={classes.track} aria-hidden="true">
        {places.spent > 0 && <span className={classes.certain} style={{ left: 0, width: percent(places.spent) }} />}
        <span className={classes.likely} style={styleOf(places.interval95)} />
        <span className={classes.likely} style={styleOf(places.interval80)} />
        <span className={classes.expected} style={{ left: `calc(${percent(places.expected)} - 2px)` }} />
      </span>
      <p className={classes.aside}>
        80 %: {between(forecast.interval_80)} · 95 %: {between(forecast.interval_95)}
      </p>
    </section>
  );
}
