import { type EvidenceGap, FEW_ATTEMPTS, type GapKind } from "@/lib/domain/backtest/evidence-gaps";
import { t } from "@/lib/messages/translate";

type Describe = (gap: { model: string; region: string; attempts: number }) => string;

const DESCRIBE: Record<GapKind, Describe> = {
  no_traffic: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} would go to {model} in {region} in an hour in which it answered nothing of that size: they are in neither column.",
      gap,
    ),
  other_tiers: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} moved to {model} in {region} are judged by the traffic of other tiers, since this one had none there.",
      gap,
    ),
  few_attempts: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} moved to {model} in {region} are judged by fewer than {few} recorded ones of that hour and size.",
      { ...gap, few: FEW_ATTEMPTS },
    ),
  unknown_size: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} moved to {model} in {region} came without input tokens: they are judged by attempts of any size.",
      gap,
    ),
  caller_outcome: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} moved to {model} in {region} failed by the caller's mistake or were left by the caller: they stay what they were.",
      gap,
    ),
  no_candidate: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} stayed on {model} in {region} though it was open, because no other model of the draft was in use.",
      gap,
    ),
  unnamed_model: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} were answered by {model} in {region}, which the draft does not name: they stay there while it is not open.",
      gap,
    ),
  recorded_elsewhere: (gap) =>
    t(
      "{attempts, plural, one {# attempt} other {# attempts}} were answered by the fallback {model} in {region}: they stay there, though the draft might have kept them on the primary.",
      gap,
    ),
};

/** A gap in a sentence. */
export function describeGap({ kind, model, region, attempts }: EvidenceGap): string {
  return DESCRIBE[kind]({ model, region, attempts });
}
