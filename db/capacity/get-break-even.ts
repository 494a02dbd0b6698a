import type { BreakEvenReply } from "@/lib/contract/capacity-use";
import { AppError } from "@/lib/contract/error";
import type { CapacityPrice } from "@/lib/domain/capacity/capacity-price";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { epochMinute, type TimeWindow } from "@/lib/domain/time/time-window";
import { HOUR_MINUTES, MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { answerBreakEven } from "./break-even-answer";
import { profileOf, wholeHours } from "./profile-of";
import { readPeriodUse } from "./read-period-use";

/** A hundred days: more points than that nobody looks at. */
const HOURS_MAX = 2_400;

type Input = {
  window: TimeWindow;
  now: Date;
  retention: Retention;
  served: Pick<CapacityPrice, "provider" | "models" | "region">;
  /** Of one unit, in pico USD. */
  unitPicoPerHour: bigint;
  units: number;
  tokensPerUnit: number | null;
};

/** From which use capacity pays on the whole hours of a window that are over. UNPROCESSABLE for none, too many, and hours that are gone. */
export async function getBreakEven(db: Db, input: Input): Promise<BreakEvenReply> {
  const { window, now, retention, served, unitPicoPerHour, units, tokensPerUnit } = input;
  const periods = wholeHours(minuteSpan(window), epochMinute(now));
  refuseHours(periods.length, (periods[0]?.from ?? 0) < (retention.quarterRetainedFrom ?? 0));
  const profile = profileOf(periods, await readPeriodUse(db, { served, periods, withApps: false, retention }));
  const picoPerHour = unitPicoPerHour * BigInt(units);
  const throughput = tokensPerUnit === null ? null : { tokensPerHour: tokensPerUnit * units };
  return {
    from: instantOf(periods[0]?.from ?? 0),
    to: instantOf(periods.at(-1)?.to ?? 0),
    as_of: now.toISOString(),
    usd_per_hour: formatUsd(picoPerHour),
    break_even: answerBreakEven(profile, { picoPerHour, throughput }),
    hours: profile.map(({ minute, attempts, tokens, tokenPico }) => ({
      ...{ at: instantOf(minute), attempts, tokens, token_usd: formatUsd(tokenPico) },
    })),
  };
}

function refuseHours(count: number, areGone: boolean): void {
  const message =
    count === 0
      ? t("No whole hour of it is over")
      : count > HOURS_MAX
        ? t("These are {count} hours, more than {most}: choose a shorter range", { count, most: HOURS_MAX })
        : areGone
          ? t("Hours this old are added up to days: choose a later range")
          : null;
  if (message !== null) throw new AppError("UNPROCESSABLE", message, { fields: { window: [message] } });
}

function instantOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}

/** Whether so many hours are few enough to tell apps apart in each of them. */
export function areFewHours(spanMinutes: number): boolean {
  return spanMinutes <= HOURS_MAX * HOUR_MINUTES;
}
