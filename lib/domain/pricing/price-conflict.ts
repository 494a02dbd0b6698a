import type { Calendar } from "./calendar";
import { overlap } from "./overlapping-calendars";
import type { Price } from "./price";

/** The terms that say when and for whom a price applies. */
type Conditions = Pick<
  Price,
  "standing" | "serviceTier" | "region" | "contextAboveTokens" | "outputAboveTokens" | "calendar"
>;
type Dated = Conditions & Pick<Price, "validFrom" | "validTo">;

/** Whether both may apply to the same attempts of a model: their conditions beside the time are the same, and so is their standing. */
export function isBeside(other: Dated, terms: Dated): boolean {
  return (
    sameConditions(other, terms) &&
    (other.validTo === null || other.validTo > terms.validFrom) &&
    (terms.validTo === null || other.validFrom < terms.validTo)
  );
}

function sameConditions(a: Conditions, b: Conditions): boolean {
  return (
    a.standing === b.standing &&
    a.serviceTier === b.serviceTier &&
    a.region === b.region &&
    a.contextAboveTokens === b.contextAboveTokens &&
    a.outputAboveTokens === b.outputAboveTokens
  );
}

export function isSameCalendar(a: Pick<Price, "calendar">, b: Pick<Price, "calendar">): boolean {
  return calendarKey(a.calendar) === calendarKey(b.calendar);
}

/** Two prices of a model with the same text are versions of one price. */
export function conditionsKey({ calendar, ...price }: Conditions): string {
  const { standing, serviceTier, region, contextAboveTokens, outputAboveTokens } = price;
  return JSON.stringify([
    ...[standing, serviceTier, region, contextAboveTokens, outputAboveTokens],
    calendarKey(calendar),
  ]);
}

/** The first of the prices beside one whose calendar shares hours with its own, so that which of them counts is left to chance. */
export function findOverlap<P extends Dated>(others: readonly P[], terms: Dated): P | undefined {
  const { calendar } = terms;
  if (!calendar) return undefined;
  return others.find(
    (other) => other.calendar && !isSameCalendar(other, terms) && overlap(other.calendar, calendar, terms.validFrom),
  );
}

function calendarKey(calendar: Calendar | null): string {
  if (calendar === null) return "";
  const { zone, weekdays, hours, holidays } = calendar;
  const ranges = hours?.map(({ from, to }) => [from, to]) ?? null;
  return JSON.stringify([zone, weekdays, ranges, holidays && [holidays.list, holidays.applies]]);
}
