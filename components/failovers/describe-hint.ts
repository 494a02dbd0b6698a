import type { RuleHint } from "@/lib/contract/failover-detail";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** What is odd about a rule, and what helps. */
export function describeHint({ hint, count, needs, percentile, since }: RuleHint, tz: string): string {
  if (hint === "flapping") {
    return t(
      "opened three times within an hour, {count, plural, one {# such time} other {# such times}} in a day. A longer “Cooldown” or higher “Min failures” calms it.",
      { count },
    );
  }
  if (hint === "cannot_fire") return describeCannotFire({ count, needs, percentile });
  return t(
    "it counted {count} attempts in a week and never opened since {since}: either all was well, or its limits are wide.",
    { count: formatWhole(count), since: formatInstant(since, tz, "day") },
  );
}

/** What is advised never judges a percentile by fewer samples than it needs. */
function describeCannotFire({ count, needs, percentile }: Pick<RuleHint, "count" | "needs" | "percentile">): string {
  const values = { count: formatWhole(count), needs: formatWhole(needs) };
  if (percentile === null) {
    return t(
      "its window never held more than {count} counted attempts, of the {needs} it needs. Lower “Min requests” or raise “Window (seconds)”.",
      values,
    );
  }
  const named = { ...values, percentile: percentile.name, needed: formatWhole(percentile.needed) };
  return percentile.needed <= count
    ? t(
        "its window never held more than {count} counted attempts, of the {needs} it needs. Raise “Window (seconds)”, or lower “Min requests”, to no less than {needed}: {percentile} needs {needed} samples.",
        named,
      )
    : t(
        "its window never held more than {count} counted attempts, of the {needs} it needs. Raise “Window (seconds)”, or choose a lower percentile: {percentile} needs {needed} samples.",
        named,
      );
}
