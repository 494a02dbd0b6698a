"use client";

import { useReport } from "@/components/shell/use-report";
import { ModelName } from "@/components/ui/model-name";
import ui from "@/components/ui/ui.module.css";
import type { BacktestReply, BacktestTimeline } from "@/lib/contract/backtest";
import { formatInstant, formatMs, formatPercent, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import own from "./backtest.module.css";
import { StateStrip } from "./state-strip";

const SHOWN_MAX = 12;

/** The states of the models most concerned, one strip each. */
export function BacktestStates({ reply }: { reply: BacktestReply }) {
  const { tz } = useReport();
  const shown = reply.timelines.slice(0, SHOWN_MAX);
  const hidden = reply.timelines.length - shown.length + reply.timelines_left_off;
  return (
    <div>
      <h3 className={own.heading}>{t("States by region and model")}</h3>
      <ul className={own.strips}>
        {shown.map((timeline) => (
          <li key={`${timeline.region} ${timeline.model}`}>
            <span className={own.stripName}>
              <ModelName model={timeline.model} /> <span className={ui.aside}>{timeline.region}</span>
            </span>
            <StateStrip spans={timeline.spans} from={reply.from} to={reply.to} label={describeStates(timeline)} />
            <span className={own.stripText}>{describeStates(timeline)}</span>
          </li>
        ))}
      </ul>
      <p className={own.axis} aria-hidden="true">
        <span>{formatInstant(reply.from, tz, "minute")}</span>
        <span>{formatInstant(reply.to, tz, "minute")}</span>
      </p>
      <ul className={ui.legend}>
        <li>
          <span className={own.key} style={{ background: "var(--sw-good-soft)" }} aria-hidden="true" />
          {t("closed, in use")}
        </li>
        <li>
          <span className={own.key} style={{ background: "var(--sw-bad)" }} aria-hidden="true" />
          {t("open, out of rotation")}
        </li>
        <li>
          <span className={own.key} style={{ background: "var(--sw-warn)" }} aria-hidden="true" />
          {t("half-open, probed")}
        </li>
      </ul>
      {hidden > 0 && (
        <p className={ui.subtitle}>
          {t("{count} more pairs of region and model are not drawn.", { count: formatWhole(hidden) })}
        </p>
      )}
    </div>
  );
}

/** "open 12 min 05 s in 2 trips, 340 of 1,200 attempts moved". */
function describeStates(timeline: BacktestTimeline): string {
  const { trips, flaps, attempts, moved } = timeline;
  if (trips === 0) return t("closed throughout, {attempts} attempts", { attempts: formatWhole(attempts) });
  const away = timeline.open_ms + timeline.half_open_ms;
  const again = flaps > 0 ? t(" ({count} flapping)", { count: formatWhole(flaps) }) : "";
  const share = attempts > 0 ? ` (${formatPercent(moved / attempts, 1)})` : "";
  return t(
    "out of rotation or on probation {away} in {trips, plural, one {# trip} other {# trips}}{again}, {moved} of {attempts} attempts moved{share}",
    {
      away: formatMs(away),
      trips,
      again,
      moved: formatWhole(moved),
      attempts: formatWhole(attempts),
      share,
    },
  );
}
