import type { BreakerStatus } from "@/lib/breaker/breaker";
import type { FailoverVerdict } from "@/lib/contract/failover-detail";
import { displayUsd, formatMs, formatWhole } from "@/lib/domain/format";
import type { Tone } from "../ui/tone";

export const JUDGEMENT_LABELS: Readonly<
  Record<FailoverVerdict["judgement"], { text: string; tone: Tone; why: string }>
> = {
  helped: {
    text: "helped",
    tone: "good",
    why: "The model was still failing, and its fallbacks were significantly better.",
  },
  needless: {
    text: "needless",
    tone: "warn",
    why: "The model stayed within the policy's limits: probably a false alarm.",
  },
  unclear: {
    text: "unclear",
    tone: "neutral",
    why: "The model was bad, but its fallbacks were not significantly better.",
  },
  no_evidence: {
    text: "no evidence",
    tone: "neutral",
    why: "The model got hardly any traffic meanwhile, so there is nothing to compare.",
  },
};

/** What avoiding the model saved and cost, one short sentence each; what is not known is not said. */
export function describeVerdict(verdict: FailoverVerdict): string[] {
  const { moved, failures_avoided: avoided, added_usd, added_ttft_ms, added_duration_ms } = verdict;
  const words = [`${moved === 1 ? "1 attempt was" : `${formatWhole(moved)} attempts were`} answered by fallbacks.`];
  if (avoided && moved > 0) {
    const [low, high] = [Math.round(avoided.low), Math.round(avoided.high)];
    const fewer = Math.round(avoided.value);
    words.push(
      `${formatWhole(fewer)} ${fewer === 1 ? "failure" : "failures"} fewer than if they had stayed (95 %: ${formatWhole(low)} to ${formatWhole(high)}).`,
    );
  }
  if (added_usd !== null) words.push(`${signed(displayUsd(added_usd))} for them.`);
  if (added_ttft_ms !== null) words.push(`Median TTFT ${signedMs(added_ttft_ms)}.`);
  if (added_duration_ms !== null) words.push(`Median duration ${signedMs(added_duration_ms)}.`);
  return words;
}

const SO_FAR: Readonly<Record<BreakerStatus, string>> = {
  open: "Still out of rotation; so far",
  half_open: "On probation; so far",
  closed: "Back in rotation; so far",
};

/** That the verdict of a model is not the last word, by how it stands now; null where that is not known. */
export function describeSoFar(stateNow: BreakerStatus | null): string {
  return stateNow === null ? "This is so far" : SO_FAR[stateNow];
}

function signed(text: string): string {
  return text.startsWith("-") ? text : `+${text}`;
}

function signedMs(ms: number): string {
  return ms === 0 ? "the same" : signed(formatMs(ms));
}
