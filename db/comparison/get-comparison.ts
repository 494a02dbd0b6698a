import type { ComparedModel, ComparedShare, Comparison } from "@/lib/contract/comparison";
import { describeMix } from "@/lib/domain/comparison/describe-mix";
import { findFacts } from "@/lib/domain/comparison/known-facts";
import { describeStratum, stratumKey } from "@/lib/domain/comparison/mix";
import type { Mixes, StandardModel, StandardShare } from "@/lib/domain/comparison/standardize";
import { findWinners } from "@/lib/domain/comparison/winners";
import { PRICED_SHARE_MIN } from "@/lib/domain/pricing/priced-usage";
import { wilsonInterval } from "@/lib/domain/statistics/proportion-interval";
import { answeredWindow } from "../aggregates/answer-window";
import { percentilesOf } from "../aggregates/percentiles-of";
import type { Db } from "../client";
import { moneyInterval } from "./money-interval";
import { type ComparisonInput, readCompared } from "./read-compared";
import type { ModelMinutes } from "./read-model-minutes";
import type { Quality } from "./read-quality";

const MISSING_MAX = 20;
const TOKENS_PER_M = 1_000_000;

/** Each model's figures over the strata of traffic that all of them have in common, in the same parts; as of when `readAll` read them. */
export async function getComparison(
  db: Db,
  input: ComparisonInput,
  readAll: typeof readCompared = readCompared,
): Promise<Comparison> {
  const { filters } = input;
  const { mix, read, names, models, mixes, minutes, places, quality, candidates, now } = await readAll(db, input);
  const strata = new Map(read.groups.map(({ stratum }) => [stratumKey(stratum), stratum]));
  const common = mixes.cost;
  return {
    ...answeredWindow(read, now),
    method: read.method,
    filters,
    mix: {
      by: [...mix],
      attempts: read.groups.reduce((sum, { attempts }) => sum + attempts, 0),
      stride: read.stride,
      strata: strata.size,
      common: common.weights.size,
      coverage: common.coverage,
      weights: describeMix(read.groups, common, mix),
      missing: common.missing.slice(0, MISSING_MAX).map(({ stratum, share, lacking }) => {
        const known = strata.get(stratum);
        return { stratum: known ? describeStratum(known) : "", share, lacking };
      }),
    },
    models: models.map((model) => comparedModel(model, { mixes, minutes, quality })),
    winners: [...findWinners(candidates), ...findFacts(names, places)],
  };
}

type Beside = { mixes: Mixes; minutes: ReadonlyMap<string, ModelMinutes>; quality: ReadonlyMap<string, Quality> };

function comparedModel(model: StandardModel, { mixes, minutes, quality }: Beside): ComparedModel {
  const { samples, pricedShare } = model;
  return {
    model: model.model,
    why: whyEmpty(model, mixes),
    attempts: model.attempts,
    stride: model.stride,
    error_rate: shareReply(model.failed),
    rate_limited: shareReply(model.rateLimited),
    ttft_ms: percentilesOf(samples.ttft, "ttft"),
    duration_ms: percentilesOf(samples.duration, "duration"),
    output_tokens_per_s: percentilesOf(samples.rate, "rate"),
    usd_per_m_output: moneyReply(model),
    priced_share: pricedShare,
    uptime: minutes.get(model.model)?.uptime ?? { minutes: null, coverage: null },
    quality: quality.get(model.model) ?? null,
  };
}

function whyEmpty({ model, attempts }: StandardModel, { cost }: Mixes): string | null {
  if (attempts === 0) return "no attempts with these filters";
  if (cost.apart.includes(model)) return "its traffic is of other kinds than the others'";
  return cost.weights.size === 0 ? "no kind of traffic in common" : null;
}

function shareReply(share: StandardShare | null): ComparedShare | null {
  if (share === null) return null;
  const interval = wilsonInterval({ hits: share.value * share.worth, n: share.worth });
  if (interval === null) return null;
  const { n, worth, value } = share;
  return { value, low: Math.min(interval.low, value), high: Math.max(interval.high, value), n, effective_n: worth };
}

function moneyReply({ costBlocks, pricedShare }: StandardModel): ComparedModel["usd_per_m_output"] {
  if ((pricedShare ?? 0) < PRICED_SHARE_MIN) return null;
  return moneyInterval(costBlocks, TOKENS_PER_M);
}
