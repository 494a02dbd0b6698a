import type { MonthQuestion, OpenQuestion } from "@/lib/contract/month-statement";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

const SENTENCES: Readonly<Record<MonthQuestion, (question: OpenQuestion, zone: string) => string>> = {
  not_over: ({ details: [end] }, zone) =>
    t("The month is not over yet; it ends {end}.", { end: formatInstant(end, zone, "minute") }),
  not_retained: () => t("In this zone the month begins within a day of which only the whole is retained. Choose UTC."),
  unpriced: ({ details }) =>
    t("Without a cost: {details}. They are not in the total.", { details: details.join(", ") }),
  missing_rates: ({ details }) => t("No exchange rate: {details}.", { details: details.join("; ") }),
  estimated: ({ count }) =>
    t("The cost of {count, plural, one {# attempt} other {# attempts}} is estimated.", { count }),
  recounts: ({ count, details }) =>
    t("{count, plural, one {# day} other {# days}} still to be counted anew: {details}.", {
      count,
      details: details.join(", "),
    }),
  late_sources: ({ details }) =>
    t("Records still came late during the last three days: {details}.", { details: details.join("; ") }),
};

/** What is open about a month, as a sentence. */
export function describeQuestion(question: OpenQuestion, zone: string): string {
  return SENTENCES[question.kind](question, zone);
}
