import { z } from "zod";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import { recordOf } from "@/lib/domain/record-of";
import { REPORT_FILTERS } from "@/lib/domain/report-dimensions";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { WINDOW_NAMES } from "@/lib/domain/time/time-window";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import { DAY_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { charactersAtMost, STORABLE } from "./refusals";

// NUL cannot be stored in PostgreSQL text, and a lone surrogate would silently become U+FFFD.
export const isStorable = (text: string) => !text.includes("\u0000") && text.isWellFormed();

const bounded = (text: z.ZodString, maxCharacters: number) =>
  text
    .min(1, { error: () => t("Must not be empty") })
    .max(maxCharacters, charactersAtMost(maxCharacters))
    .refine(isStorable, STORABLE);

/** A short text that PostgreSQL can hold unchanged. */
export const shortText = (maxCharacters: number) => bounded(z.string(), maxCharacters);

export const MAX_NAME_CHARACTERS = 200;
/** The name of a model, provider, region, tier or app; spaces around it are no part of it. */
export const dimensionName = bounded(z.string().trim(), MAX_NAME_CHARACTERS);

const INSTANT_ERROR = {
  error: ({ input }: { input?: unknown }) =>
    input === undefined ? t("Is missing") : t("Must be an RFC 3339 time with a zone"),
};

/** RFC 3339 text with an offset, read to epoch microseconds. */
export const instantUs = z.string(INSTANT_ERROR).transform((text, context) => {
  const epochUs = parseInstantUs(text);
  if (epochUs !== null) return epochUs;
  context.addIssue({
    code: "custom",
    message: t("Must be an RFC 3339 time with a zone, such as 2026-03-01T12:00:00Z"),
  });
  return z.NEVER;
});

/** An instant as it stands in answers: RFC 3339, UTC. */
export const instantText = z.iso.datetime();

/** Money in answers: a plain decimal string in USD. */
export const usdText = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A fraction from 0 to 1. */
export const fraction = z.number().min(0).max(1);

export const countSchema = z.number().int().nonnegative();

/** As one value or several, or none. */
type Repeated<T> = T | readonly T[] | undefined;

/** The values of a parameter that may be repeated, in a list however often it is given. */
export function listOf<T extends string>(value: Repeated<T>): readonly T[] {
  if (value === undefined) return [];
  return typeof value === "object" ? value : [value];
}

const repeated = z.preprocess(listOf<string>, z.array(shortText(MAX_NAME_CHARACTERS)).max(100));

/** The repeatable filters every read of numbers takes; an empty list does not filter. */
export const filterShape = recordOf(REPORT_FILTERS, () => repeated);
export const filterSchema = z.object(filterShape);
export type Filters = z.infer<typeof filterSchema>;

const NO_MIX = "none";
/** What traffic is told apart by; `none` for nothing. Null where nothing is named: as finely as enough is in common. */
export const mixSchema = z
  .preprocess(listOf<MixDimension | typeof NO_MIX>, z.array(z.enum([...MIX_DIMENSIONS, NO_MIX])).max(8))
  .transform((names) => (names.length === 0 ? null : MIX_DIMENSIONS.filter((name) => names.includes(name))));

/** What a named window is, for the OpenAPI document; see resolveWindow. */
export const NAMED_WINDOW =
  "Ends with the current minute. One of 7 days or more begins with a quarter hour, up to 14 minutes earlier, as `from` of the answer tells; `from` and `to` are exact to the minute";

/** `window` or `from` with `to`; the default is the last 24 hours. */
export const windowShape = {
  window: z.enum(WINDOW_NAMES).optional().describe(NAMED_WINDOW),
  from: instantUs.optional(),
  to: instantUs.optional(),
};

type WindowInput = { window?: string | undefined; from?: number | undefined; to?: number | undefined };

/** Refuses a half-given, doubled, reversed or endless window by the name of the field. */
export function checkWindow(query: WindowInput, context: z.RefinementCtx): void {
  const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (query.window !== undefined && (query.from !== undefined || query.to !== undefined)) {
    issue("window", t("Give either window or from and to"));
  } else checkSpan(query, issue);
}

/** The same of two instants alone, whatever their fields are called. */
export function checkSpan(
  { from, to }: Pick<WindowInput, "from" | "to">,
  issue: (name: "from" | "to", message: string) => void,
): void {
  if (from === undefined && to !== undefined) issue("from", t("Is needed together with to"));
  else if (to === undefined && from !== undefined) issue("to", t("Is needed together with from"));
  else if (from !== undefined && to !== undefined) {
    if (from < 0) issue("from", t("Must not be before 1970"));
    else if (to > MAX_TO_US) issue("to", t("Must not be after the year 9998"));
    else if (to <= from) issue("to", t("Must be after from"));
    else if (to - from > MAX_WINDOW_US) issue("from", t("The window must not be longer than 400 days"));
  }
}
// Rounded up to a minute, a day or a month, it is still an instant of four-digit year, which the database can read.
const MAX_TO_US = Date.UTC(9999, 0, 1) * 1000;
const MAX_WINDOW_US = 400 * DAY_US;

/** An IANA time zone that this runtime knows. */
export const timeZone = z
  .string()
  .refine(isTimeZone, { error: () => t("Must be an IANA time zone, such as Asia/Shanghai") });
