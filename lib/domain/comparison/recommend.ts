import { t } from "@/lib/messages/translate";
import { formatMs, formatPercent } from "../format";
import { wilsonInterval } from "../statistics/proportion-interval";
import { holdsTargets } from "./best-value";
import type { Candidate, Targets } from "./candidate";
import { usdPerMOutput } from "./concern-comparisons";
import { type HourCounts, type PriceOfNines, priceOfNines } from "./price-of-nines";

/** What a model did besides, of all its attempts under the filters. */
export type Served = {
  hours: ReadonlyMap<number, HourCounts>;
  /** What an answered attempt cost, in USD; null without a price. */
  usdPerAnswer: number | null;
  providers: readonly string[];
};

export type Recommendation = {
  primary: string | null;
  fallback: string | null;
  /** Why, one sentence each. */
  because: string[];
  nines: PriceOfNines | null;
};

const JUDGED_MIN = 300;

export type RecommendInput = {
  candidates: readonly Candidate[];
  served: ReadonlyMap<string, Served>;
  targets: Targets;
};

/**
 * Who should answer a tier first, and who where that one cannot.
 *
 * First: the cheapest of those whose worst case meets the targets; where none is shown to, the one with the fewest failures at worst.
 * Then: of those that may meet them too, whoever leaves the fewest requests unanswered beside it, hour by hour where that is known; of several alike the cheapest.
 */
export function recommend({ candidates, served, targets }: RecommendInput): Recommendation {
  // How sure a few of many attempts make is up to the intervals.
  const known = candidates.filter(({ failed, stride }) => (failed?.n ?? 0) * stride >= JUDGED_MIN);
  const stride = candidates.reduce((most, candidate) => Math.max(most, candidate.stride), 1);
  const isEven = candidates.every((candidate) => candidate.stride === stride);
  const bar = t("errors ≤ {errorRate} and TTFT p99 ≤ {ttft}", {
    errorRate: formatPercent(targets.maxErrorRate),
    ttft: formatMs(targets.maxTtftP99Ms),
  });
  const able = known.filter((candidate) => holdsTargets(candidate, targets).surely);
  const priced = able
    .map((candidate) => ({ candidate, usd: usdPerMOutput(candidate) }))
    .sort((a, b) => orLast(a.usd) - orLast(b.usd));
  const primary = priced[0]?.candidate ?? byErrors(known)[0];
  if (!primary) {
    return {
      primary: null,
      fallback: null,
      because: [
        stride === 1
          ? t("No model has {count} counted attempts here.", { count: JUDGED_MIN })
          : t("No model has {count} counted attempts here, by those read of every {stride}th slice of the window.", {
              count: JUDGED_MIN,
              stride,
            }),
      ],
      nines: null,
    };
  }
  const because = [
    able.length > 0
      ? t("{model} is the cheapest of {count} shown to hold {bar}.", {
          model: primary.model,
          count: able.length,
          bar,
        })
      : t("No model is shown to hold {bar}; {model} fails least at worst.", { bar, model: primary.model }),
    ...(stride === 1 ? [] : [describeSample(stride, isEven)]),
  ];
  const others = known.filter(({ model }) => model !== primary.model);
  // Who is shown to miss the limits stands behind only where nobody else can.
  const fit = others.filter((candidate) => holdsTargets(candidate, targets).possibly);
  const rivals = (fit.length > 0 ? fit : others)
    .flatMap((candidate) => {
      const nines = ninesOf(served, primary.model, candidate.model);
      return nines === null ? [] : [{ model: candidate.model, usd: usdPerMOutput(candidate), nines }];
    })
    .sort((a, b) => leftOf(a.nines) - leftOf(b.nines) || orLast(a.usd) - orLast(b.usd));
  const [fallback] = rivals;
  if (!fallback)
    return {
      primary: primary.model,
      fallback: null,
      because: [...because, t("No other model is known well enough to stand behind it.")],
      nines: null,
    };
  because.push(
    fallback.nines.joint === null
      ? t(
          "{model} leaves the fewest requests unanswered beside it, if the two fail independently: they were seen in {hours} hours together.",
          { model: fallback.model, hours: fallback.nines.hours },
        )
      : t("{model} leaves the fewest requests unanswered beside it, over {hours} hours of both.", {
          model: fallback.model,
          hours: fallback.nines.hours,
        }),
  );
  const shared = sharedProviders(served, primary.model, fallback.model);
  if (shared.length > 0)
    because.push(t("Both are served by {providers}: an outage there takes both.", { providers: shared.join(", ") }));
  return { primary: primary.model, fallback: fallback.model, because, nines: fallback.nines };
}

function describeSample(stride: number, isEven: boolean): string {
  return isEven
    ? t("Shown by the attempts read: those of every {stride}th slice of the window.", { stride })
    : t("Shown by the attempts read: of the busiest models, those of every {stride}th slice of the window.", {
        stride,
      });
}

function orLast(usd: number | null): number {
  return usd ?? Number.MAX_VALUE;
}

function byErrors(candidates: readonly Candidate[]): Candidate[] {
  const worst = ({ failed }: Candidate) =>
    (failed && wilsonInterval({ hits: failed.value * failed.worth, n: failed.worth })?.high) ?? 1;
  return candidates.toSorted((a, b) => worst(a) - worst(b) || (a.model < b.model ? -1 : 1));
}

function ninesOf(served: ReadonlyMap<string, Served>, primary: string, fallback: string): PriceOfNines | null {
  const [first, second] = [served.get(primary), served.get(fallback)];
  if (!first || !second) return null;
  return priceOfNines({ primary: first.hours, fallback: second.hours, fallbackUsd: second.usdPerAnswer });
}

/** Which share of requests both leave unanswered. */
function leftOf({ joint, independent }: PriceOfNines): number {
  return 1 - (joint ?? independent);
}

function sharedProviders(served: ReadonlyMap<string, Served>, a: string, b: string): string[] {
  const other = served.get(b)?.providers ?? [];
  return (served.get(a)?.providers ?? []).filter((provider) => other.includes(provider));
}
