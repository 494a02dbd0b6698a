import { type EvidenceGap, FEW_ATTEMPTS, type GapKind } from "@/lib/domain/backtest/evidence-gaps";

type Describe = (gap: { model: string; region: string; count: string }) => string;

const DESCRIBE: Record<GapKind, Describe> = {
  no_traffic: ({ model, region, count }) =>
    `${count} would go to ${model} in ${region} in an hour in which it answered nothing of that size: they are in neither column.`,
  other_tiers: ({ model, region, count }) =>
    `${count} moved to ${model} in ${region} are judged by the traffic of other tiers, since this one had none there.`,
  few_attempts: ({ model, region, count }) =>
    `${count} moved to ${model} in ${region} are judged by fewer than ${FEW_ATTEMPTS} recorded ones of that hour and size.`,
  unknown_size: ({ model, region, count }) =>
    `${count} moved to ${model} in ${region} came without input tokens: they are judged by attempts of any size.`,
  caller_outcome: ({ model, region, count }) =>
    `${count} moved to ${model} in ${region} failed by the caller's mistake or were left by the caller: they stay what they were.`,
  no_candidate: ({ model, region, count }) =>
    `${count} stayed on ${model} in ${region} though it was open, because no other model of the draft was in use.`,
  unnamed_model: ({ model, region, count }) =>
    `${count} were answered by ${model} in ${region}, which the draft does not name: they stay there while it is not open.`,
  recorded_elsewhere: ({ model, region, count }) =>
    `${count} were answered by the fallback ${model} in ${region}: they stay there, though the draft might have kept them on the primary.`,
};

/** A gap in a sentence. */
export function describeGap({ kind, model, region, attempts }: EvidenceGap): string {
  const count = `${attempts.toLocaleString("en-US")} attempt${attempts === 1 ? "" : "s"}`;
  return DESCRIBE[kind]({ model, region, count });
}
