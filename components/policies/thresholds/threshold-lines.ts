import type { Failover } from "@/lib/contract/policy";
import { formatWhole } from "@/lib/domain/format";
import type { TimeToNotice } from "@/lib/domain/thresholds/time-to-notice";
import { MOSTLY_OUT, noticeWords, perDayWords, rateWords, shareWords } from "./figure-words";
import type { ThresholdFigures } from "./threshold-figures";
import type { TrafficPlace } from "./traffic-places";

export type FigureLine = { label: string; text: string; isWarning: boolean };

/** A model that opens more often than this while nothing is wrong deserves a second look. */
const ALARMS_A_DAY = 1;
/** A busy hour with more than this many times the traffic of the middle one is worth a word. */
const UNEVEN = 1.5;

/** Whose traffic the figures are of. */
export function placeWords(figures: ThresholdFigures, places: readonly TrafficPlace[]): string {
  const { region, model, row, alarms, busiestPerSecond: busiest } = figures;
  const known = places.filter((place) => place.row !== null).length;
  const kind = alarms.perDay > 0 && figures.reach !== "never" ? "the worst" : "the busiest";
  const which = known > 1 ? `, ${kind} of ${known} regions` : "";
  const { median } = row.judged_per_second;
  const rate =
    busiest > UNEVEN * median
      ? `${rateWords(median)} in the median hour, up to ${rateWords(busiest)}`
      : rateWords(median);
  const hours = `${formatWhole(row.healthy_hours)} healthy of ${formatWhole(row.hours)} hours with traffic in 7 days`;
  return `${region}/${model}${which}: ${rate}, ${hours}`;
}

/** False alarms, how soon an outage is noticed, and when anything is judged, in a line each. */
export function figureLines(failover: Failover, figures: ThresholdFigures): FigureLine[] {
  const { alarms, notices, noticesSlow, slowShare } = figures;
  const notice = (label: string, told: TimeToNotice | null): FigureLine => ({
    label,
    text: noticeText(told, figures),
    isWarning: told === null || figures.reach === "burst",
  });
  return [
    {
      label: "False alarms",
      text: alarmsText(figures),
      isWarning: alarms.perDay > ALARMS_A_DAY || alarms.avoidedShare > 0.01,
    },
    notice("Notices an outage of 5 %", notices.partial),
    notice("Notices a total outage", notices.total),
    ...(failover.latency && slowShare !== null ? [notice("Notices 5 % slow answers", noticesSlow)] : []),
    ...reachLine(failover, figures),
  ];
}

function noticeText(told: TimeToNotice | null, { reach, alarms }: ThresholdFigures): string {
  if (told && reach === "burst") return "hardly ever: a window seldom holds enough to be judged";
  const text = noticeWords(told, alarms.perSecond);
  return told && reach === "some" ? `${text}, in the hours that are judged` : text;
}

function alarmsText({ alarms, parts, reach, row }: ThresholdFigures): string {
  const { errors, latency, perDay, avoidedShare } = alarms;
  if (reach === "never" || (errors.never && (latency === null || latency.never))) {
    return "none: nothing can fire at this traffic";
  }
  if (perDay === 0)
    return `none expected: no failure in ${formatWhole(row.healthy.judged)} healthy requests, nor an answer above the limit`;
  if (avoidedShare >= MOSTLY_OUT) {
    const alone = latency
      ? `: by failures alone ${shareWords(errors.avoidedShare)}, by latency alone ${shareWords(latency.avoidedShare)}`
      : "";
    return `a healthy model is out ${shareWords(avoidedShare)} of the time${alone}`;
  }
  const of = latency ? ` (failures ${perDayWords(parts.errors)}, latency ${perDayWords(parts.latency)})` : "";
  const avoided =
    avoidedShare < 0.00005 ? "" : `, which keep the healthy model out ${shareWords(avoidedShare)} of the time`;
  return `${perDayWords(perDay)}${of}${avoided}`;
}

/** Whether a window holds enough only in some hours, or hardly ever. */
function reachLine({ min_requests: least, window_seconds }: Failover, figures: ThresholdFigures): FigureLine[] {
  const { reach, holds, judgedHours, row, alarms } = figures;
  const label = "When it is judged";
  const needed = `of the ${formatWhole(least)} requests needed`;
  const busiest = `even in the busiest quarter hour, at ${rateWords(alarms.perSecond)}`;
  if (reach === "always") return [];
  if (reach === "some") {
    const text = `in ${formatWhole(judgedHours)} of ${formatWhole(row.hours)} hours: below ${rateWords(least / window_seconds)} a window holds too few ${needed}`;
    return [{ label, text, isWarning: alarms.errors.judgedTime < 0.5 }];
  }
  const text =
    reach === "never"
      ? `cannot fire: a window holds ${formatWhole(holds)} ${needed}, ${busiest}`
      : `hardly ever: a window holds about ${formatWhole(holds)} ${needed}, ${busiest}; only a burst fills it`;
  return [{ label, text, isWarning: true }];
}
