import type { Failover } from "@/lib/contract/policy";
import { formatWhole } from "@/lib/domain/format";
import type { TimeToNotice } from "@/lib/domain/thresholds/time-to-notice";
import { noticeWords, perDayWords, rateWords, shareWords } from "./figure-words";
import type { ThresholdFigures } from "./threshold-figures";
import type { TrafficPlace } from "./traffic-places";

export type FigureLine = { label: string; text: string; isWarning: boolean };

/** A model that opens more often than this while nothing is wrong deserves a second look. */
const ALARMS_A_DAY = 1;

/** Whose traffic the figures are of. */
export function placeWords({ region, model, row }: ThresholdFigures, places: readonly TrafficPlace[]): string {
  const known = places.filter((place) => place.row !== null).length;
  const which = known > 1 ? `, the worst of ${known} regions` : "";
  const hours = `${formatWhole(row.healthy_hours)} healthy of ${formatWhole(row.hours)} hours with traffic in 7 days`;
  return `${region}/${model}${which}: ${rateWords(row.judged_per_second.median)}, ${hours}`;
}

/** False alarms, and how soon an outage is noticed, in a line each. */
export function figureLines(failover: Failover, figures: ThresholdFigures): FigureLine[] {
  const { alarms, notices, noticesSlow, traffic, slowShare } = figures;
  const notice = (label: string, told: TimeToNotice | null): FigureLine => ({
    label,
    text: noticeWords(told, traffic.perSecond),
    isWarning: told === null,
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
    ...quietLine(failover, figures),
  ];
}

function alarmsText({ alarms, row }: ThresholdFigures): string {
  const { errors, latency, perDay, avoidedShare } = alarms;
  if (errors.never && (latency === null || latency.never)) return "none: nothing can fire at this traffic";
  if (perDay === 0)
    return `none expected: no failure in ${formatWhole(row.healthy.judged)} healthy requests, nor an answer above the limit`;
  const parts = [
    `failures ${perDayWords(errors.perDay)}`,
    ...(latency ? [`latency ${perDayWords(latency.perDay)}`] : []),
  ];
  const avoided =
    avoidedShare < 0.00005 ? "" : `, which keep the healthy model out ${shareWords(avoidedShare)} of the time`;
  const of = parts.length > 1 ? ` (${parts.join(", ")})` : "";
  return `${perDayWords(perDay)}${of}${avoided}`;
}

/** Whether the window is too short for the quietest hour, or for all of them. */
function quietLine({ min_requests: least }: Failover, { holds, holdsQuietest, row }: ThresholdFigures): FigureLine[] {
  if (holds < least) {
    const text = `cannot fire: a window holds ${formatWhole(holds)} of the ${formatWhole(least)} requests needed at ${rateWords(row.judged_per_second.median)}`;
    return [{ label: "At this traffic", text, isWarning: true }];
  }
  if (holdsQuietest >= least) return [];
  const text = `nothing is judged: at ${rateWords(row.judged_per_second.quietest)} a window holds ${formatWhole(holdsQuietest)} of the ${formatWhole(least)} requests needed`;
  return [{ label: "In the quietest hour", text, isWarning: false }];
}
