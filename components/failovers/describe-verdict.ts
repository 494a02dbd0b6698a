import type { BreakerStatus } from "@/lib/breaker/breaker";
import type { FailoverVerdict } from "@/lib/contract/failover-detail";
import { displayUsd, formatMs, formatWhole } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";
import type { Tone } from "../ui/tone";

export const JUDGEMENT_LABELS: Readonly<
  Record<FailoverVerdict["judgement"], { text: Message; tone: Tone; why: Message }>
> = {
  helped: {
    text: message("helped"),
    tone: "good",
    why: message("The model was still failing, and its fallbacks were significantly better."),
  },
  needless: {
    text: message("needless"),
    tone: "warn",
    why: message("The model stayed within the policy's limits: probably a false alarm."),
  },
  unclear: {
    text: message("unclear"),
    tone: "neutral",
    why: message("The model was bad, but its fallbacks were not significantly better."),
  },
  no_evidence: {
    text: message("no evidence"),
    tone: "neutral",
    why: message("The model got hardly any traffic meanwhile, so there is nothing to compare."),
  },
};

/** What avoiding the model saved and cost, one short sentence each; what is not known is not said. */
export function describeVerdict(verdict: FailoverVerdict): string[] {
  const { moved, failures_avoided: avoided, added_usd, added_ttft_ms, added_duration_ms } = verdict;
  const words = [t("{moved, plural, one {# attempt was} other {# attempts were}} answered by fallbacks.", { moved })];
  if (avoided && moved > 0) {
    const [low, high] = [Math.round(avoided.low), Math.round(avoided.high)];
    const fewer = Math.round(avoided.value);
    words.push(
      t("{fewer, plural, one {# failure} other {# failures}} fewer than if they had stayed (95 %: {low} to {high}).", {
        fewer,
        low: formatWhole(low),
        high: formatWhole(high),
      }),
    );
  }
  if (added_usd !== null) words.push(t("{cost} for them.", { cost: signed(displayUsd(added_usd)) }));
  if (added_ttft_ms !== null) words.push(t("Median TTFT {change}.", { change: signedMs(added_ttft_ms) }));
  if (added_duration_ms !== null) words.push(t("Median duration {change}.", { change: signedMs(added_duration_ms) }));
  return words;
}

const SO_FAR: Readonly<Record<BreakerStatus, Message>> = {
  open: message("Still out of rotation; so far"),
  half_open: message("On probation; so far"),
  closed: message("Back in rotation; so far"),
};

/** That the verdict of a model is not the last word, by how it stands now; null where that is not known. */
export function describeSoFar(stateNow: BreakerStatus | null): string {
  return stateNow === null ? t("This is so far") : t(SO_FAR[stateNow]);
}

function signed(text: string): string {
  return text.startsWith("-") ? text : `+${text}`;
}

function signedMs(ms: number): string {
  return ms === 0 ? t("the same") : signed(formatMs(ms));
}
