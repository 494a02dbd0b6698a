"use client";

import Link from "next/link";
import { useReport } from "@/components/shell/use-report";
import type { RuleReplay } from "@/lib/contract/alert-preview";
import type { RuleTerms } from "@/lib/contract/alert-rules";
import { describeLabels } from "@/lib/domain/alerts/observation";
import type { ReplayReason } from "@/lib/domain/alerts/replay-reasons";
import { formatInstant, formatMs, formatWhole } from "@/lib/domain/format";
import { DAY_MS } from "@/lib/domain/time/units";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./alerts.module.css";
import { firingLink } from "./firing-href";

const REASONS: Readonly<Record<ReplayReason, Message>> = {
  last_record: message("How often it would have fired is not known: of a source, its latest record alone is known."),
  last_report: message("How often it would have fired is not known: of a router, its latest report alone is retained."),
  catalogue: message("How often it would have fired is not known: retirement dates of the past are not retained."),
  not_retained: message("How often it would have fired is not known: nothing is retained as finely as it judges."),
  too_slow: message("How often it would have fired is not known: what is recorded takes too long to read."),
  too_many: message(
    "How often it would have fired is not known: it has too many series. Name some models or providers, or divide by less.",
  ),
  refused: message("How often it would have fired is not known: what it judges cannot be added up for a month."),
};
const SHOWN_MAX = 10;
const WEEK_DAYS = 7;
const MONTH_DAYS = 30;

type RuleReplayProps = { terms: RuleTerms; replay: RuleReplay; asOf: string };

/** How often a rule would have fired, when, for how long, and where to look at it. */
export function RuleReplayBox({ terms, replay, asOf }: RuleReplayProps) {
  const { tz } = useReport();
  const { not_replayed, by_minute_from, from, left_out, firings } = replay;
  if (not_replayed !== null || from === null) {
    return <p>{t(REASONS[not_replayed ?? "not_retained"])}</p>;
  }
  const shown = firings.slice(0, SHOWN_MAX);
  const all = replay.fired + replay.fired_before;
  return (
    <>
      {describeCounts({ ...replay, from }, { asOf, tz }).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {shown.length > 0 && (
        <ul className={classes.seen} aria-label={t("When it would have fired")}>
          {shown.map((firing, place) => {
            const link = firingLink(terms, firing, asOf);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two series may fire at once and be called the same
              <li key={place}>
                {[describeLabels(firing.labels), describeFiring(firing, { asOf, tz })]
                  .filter((part) => part !== "")
                  .join(": ")}
                {link && (
                  <>
                    {" "}
                    <Link href={link.href} target="_blank">
                      {t(link.label)}
                    </Link>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {all > shown.length && <p>{t("And {count} earlier ones.", { count: formatWhole(all - shown.length) })}</p>}
      {by_minute_from !== from && (
        <p>
          {by_minute_from === null
            ? t("Looked at every quarter hour or hour, as finely as its sums are retained.")
            : t("Before {time} it is looked at every quarter hour, as finely as its sums are retained.", {
                time: formatInstant(by_minute_from, tz, "minute"),
              })}
        </p>
      )}
      {left_out > 0 && (
        <p>
          {t("{count} more are not looked at here: they have less traffic, or too little of it is retained.", {
            count: formatWhole(left_out),
          })}
        </p>
      )}
    </>
  );
}

type Shown = { asOf: string; tz: string };

/** How often it began to fire, and how often it did already where the replay begins. */
function describeCounts(replay: RuleReplay & { from: string }, shown: Shown): string[] {
  const { fired, fired_before: before, from } = replay;
  const since = formatInstant(from, shown.tz, "minute");
  const earlier =
    before === 0
      ? []
      : [
          t(
            "At {since}, as far back as it can be replayed, it would have been firing already{before, plural, one {} other { # times over}}.",
            { since, before },
          ),
        ];
  return fired === 0 && before > 0 ? earlier : [describeCount(replay, shown), ...earlier];
}

function describeCount({ from, fired, fired_7d }: RuleReplay & { from: string }, { asOf, tz }: Shown): string {
  const days = (Date.parse(asOf) - Date.parse(from)) / DAY_MS;
  const since = formatInstant(from, tz, "minute");
  // Of the last day of a month or a week, the first quarter hour may be missing.
  const isMonth = days > MONTH_DAYS - 1;
  if (fired === 0) {
    return isMonth
      ? t("It would not have fired in the last 30 days.")
      : t("It would not have fired since {since}, as far back as it can be replayed.", { since });
  }
  if (days < WEEK_DAYS - 1) {
    return t(
      "It would have fired {fired, plural, one {once} other {# times}} since {since}, as far back as it can be replayed.",
      { fired, since },
    );
  }
  const values = { week: fired_7d, fired, since };
  return isMonth
    ? t(
        "It would have fired {week, plural, =0 {at no time} one {once} other {# times}} in the last 7 days, and {fired, plural, one {once} other {# times}} in the last 30.",
        values,
      )
    : t(
        "It would have fired {week, plural, =0 {at no time} one {once} other {# times}} in the last 7 days, and {fired, plural, one {once} other {# times}} since {since}, as far back as it can be replayed.",
        values,
      );
}

function describeFiring({ from, to, is_from_start }: RuleReplay["firings"][number], { asOf, tz }: Shown): string {
  const values = {
    time: formatInstant(from, tz, "minute"),
    lasted: formatMs(Date.parse(to ?? asOf) - Date.parse(from)),
  };
  if (to === null) {
    return is_from_start ? t("from before {time} until now", values) : t("{time}, for {lasted} until now", values);
  }
  return is_from_start ? t("from before {time}, for at least {lasted}", values) : t("{time}, for {lasted}", values);
}
