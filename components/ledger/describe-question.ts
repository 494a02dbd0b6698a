import type { MonthQuestion, OpenQuestion } from "@/lib/contract/month-statement";
import { formatInstant, formatWhole } from "@/lib/domain/format";

const plural = (count: number, one: string) => `${formatWhole(count)} ${one}${count === 1 ? "" : "s"}`;

const SENTENCES: Readonly<Record<MonthQuestion, (question: OpenQuestion, zone: string) => string>> = {
  not_over: ({ details: [end] }, zone) => `The month is not over yet; it ends ${formatInstant(end, zone, "minute")}.`,
  not_retained: () => "In this zone the month begins within a day of which only the whole is retained. Choose UTC.",
  unpriced: ({ details }) => `Without a cost: ${details.join(", ")}. They are not in the total.`,
  missing_rates: ({ details }) => `No exchange rate: ${details.join("; ")}.`,
  estimated: ({ count }) => `The cost of ${plural(count, "attempt")} is estimated.`,
  recounts: ({ count, details }) => `${plural(count, "day")} still to be counted anew: ${details.join(", ")}.`,
  late_sources: ({ details }) => `Records still came late during the last three days: ${details.join("; ")}.`,
};

/** What is open about a month, as a sentence. */
export function describeQuestion(question: OpenQuestion, zone: string): string {
  return SENTENCES[question.kind](question, zone);
}
