import { z } from "zod";
import type { Calendar } from "@/lib/domain/pricing/calendar";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { clockText } from "@/lib/domain/pricing/describe-calendar";
import { HOLIDAY_LISTS, isHolidayListName } from "@/lib/domain/pricing/holiday-lists";
import { formatUsd, formatUsdOrNull, PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { timeZone } from "./common";
import { A_WHOLE_NUMBER, atLeast, oneOf } from "./refusals";

const AMOUNT_MAX_PICO = 1_000_000n * PICO_PER_USD;
const AN_AMOUNT = { error: () => t("Must be a decimal from 0 to 999,999") };

/** A price as text or number, exact to twelve decimals. */
export const amountPico = z.union([z.string(), z.number()], AN_AMOUNT).transform((value, context) => {
  const pico = parseUsd(value);
  if (pico !== null && pico >= 0n && pico < AMOUNT_MAX_PICO) return pico;
  context.addIssue({
    code: "custom",
    message: pico !== null && pico < 0n ? t("Must not be negative") : AN_AMOUNT.error(),
  });
  return z.NEVER;
});

/** An amount in answers: a plain decimal. */
export const amountText = z.string().regex(/^\d+(\.\d+)?$/);

/** Prices of a million tokens. What is left out or null is charged as what it is a part of. */
export const RATE_FIELDS = {
  input: "inputPicoPerM",
  cached_input: "cachedInputPicoPerM",
  cache_write: "cacheWritePicoPerM",
  cache_write_1h: "cacheWrite1hPicoPerM",
  output: "outputPicoPerM",
  reasoning: "reasoningPicoPerM",
  audio_input: "audioInputPicoPerM",
  cached_audio_input: "cachedAudioInputPicoPerM",
  audio_output: "audioOutputPicoPerM",
  image_input: "imageInputPicoPerM",
  image_output: "imageOutputPicoPerM",
} as const;
export type RateField = keyof typeof RATE_FIELDS;

const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: () => t("Must be a time such as 09:30") })
  .transform((text) => Number(text.slice(0, 2)) * HOUR_MINUTES + Number(text.slice(3)));

/** When a price applies: dates and times of a zone, read to the domain's calendar. */
export const calendarSchema = z
  .strictObject({
    zone: timeZone,
    /** 1 is Monday, 7 Sunday. */
    weekdays: z
      .array(z.int().min(1).max(7), { error: () => t("Must be weekdays from 1, Monday, to 7, Sunday") })
      .min(1)
      .nullish(),
    /** From is included, to is not; across midnight where from is later. */
    hours: z
      .array(z.strictObject({ from: clock, to: clock }))
      .min(1)
      .max(24)
      .nullish(),
    holidays: z
      .strictObject({
        list: z.string().refine(isHolidayListName, oneOf(Object.keys(HOLIDAY_LISTS))),
        applies: z.enum(["outside", "on"]),
      })
      .nullish(),
  })
  .transform(({ zone, weekdays, hours, holidays }, context): Calendar => {
    if (hours?.some(({ from, to }) => from === to)) {
      context.addIssue({ code: "custom", path: ["hours"], message: t("Must not begin and end at the same time") });
    }
    return {
      zone,
      weekdays: weekdays ? [...new Set(weekdays)].sort() : null,
      hours: hours ? [...hours].sort((a, b) => a.from - b.from) : null,
      holidays: holidays ?? null,
    };
  });
export type CalendarInput = z.input<typeof calendarSchema>;

/** A calendar as it is sent and stored. */
export function calendarInput({ zone, weekdays, hours, holidays }: Calendar): CalendarInput {
  const range = ({ from, to }: { from: number; to: number }) => ({ from: clockText(from), to: clockText(to) });
  return { zone, weekdays: weekdays && [...weekdays], hours: hours === null ? null : hours.map(range), holidays };
}

/** Graduated prices of the input: tokens beyond each mark cost this, those before it the same as before. */
export const stepsSchema = z
  .array(
    z.strictObject({
      above_tokens: z.int(A_WHOLE_NUMBER).min(1, atLeast(1)).max(1_000_000_000),
      input: amountPico,
      cached_input: amountPico.nullish(),
      cache_write: amountPico.nullish(),
    }),
  )
  .max(20)
  .refine((steps) => steps.every((step, place) => step.above_tokens > (steps[place - 1]?.above_tokens ?? 0)), {
    error: () => t("Must ascend"),
  })
  .transform((steps) =>
    steps.map((step) => ({
      aboveTokens: step.above_tokens,
      inputPicoPerM: step.input,
      cachedInputPicoPerM: step.cached_input ?? null,
      cacheWritePicoPerM: step.cache_write ?? null,
    })),
  );

type Steps = z.output<typeof stepsSchema>;

export function stepsInput(steps: Readonly<Steps>) {
  return steps.map((step) => ({
    above_tokens: step.aboveTokens,
    input: formatUsd(step.inputPicoPerM),
    cached_input: formatUsdOrNull(step.cachedInputPicoPerM),
    cache_write: formatUsdOrNull(step.cacheWritePicoPerM),
  }));
}

/** What each of a unit costs; `attempts` is the call itself. */
export const feesSchema = z.partialRecord(
  z.enum(FEE_UNITS, { error: () => t("Must be amounts for {names}", { names: FEE_UNITS.join(", ") }) }),
  amountPico,
);
