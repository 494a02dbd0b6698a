import type { Filters } from "@/lib/contract/common";
import type { WhatIf, WhatIfBody } from "@/lib/contract/what-if";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Change, PricedModel } from "@/lib/domain/what-if/changes";
import { coldCacheCost } from "@/lib/domain/what-if/cold-cache";
import { type EvaluateContext, evaluate } from "@/lib/domain/what-if/evaluate";
import { lengthsBetween, type PairLengths } from "@/lib/domain/what-if/lengths-between";
import type { Traffic } from "@/lib/domain/what-if/lots";
import { planCut } from "@/lib/domain/what-if/plan-cut";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { onOneSnapshot } from "../on-one-snapshot";
import { loadPriceBook } from "../prices/load-price-book";
import { chooseSample, LEARNT_FROM_MAX } from "./choose-sample";
import { readFirstHours } from "./read-first-hours";
import { readOverlap } from "./read-overlap";
import { readTotals } from "./read-totals";
import { checkLots, readTraffic } from "./read-traffic";
import { toChange } from "./to-change";
import { whatIfReply } from "./what-if-reply";

export type WhatIfInput = {
  window: TimeWindow;
  filters: Filters;
  now: Date;
  retention: Retention;
  asked: Pick<WhatIfBody, "by" | "changes" | "baseline" | "tz">;
};

/** What the traffic of a window would have cost otherwise, beside what it did cost. */
export async function getWhatIf(db: Db, { window, filters, now, retention, asked }: WhatIfInput): Promise<WhatIf> {
  return onOneSnapshot(db, 2, async ([reader, second = reader]) => {
    const changes = asked.changes.map(toChange);
    const { baseline } = asked;
    const prices = await loadPriceBook(reader);
    const totals = await readTotals(reader, { span: minuteSpan(window), filters, retention });
    const { span, served } = totals;
    const cut = planCut({ span, changes, baseline, rowsBy: asked.by, served, book: prices });
    const seen = cut.targets.filter((target) => served.some((one) => isSame(one, target)));
    const learnFrom = chooseSample(totals.days, { retainedFrom: retention.rawRetainedFrom, max: LEARNT_FROM_MAX });
    const readBeside = async () => ({
      learntOf: await readOverlap(second, { span: learnFrom, filters, targets: seen }),
      firstHours:
        cut.targets.length === 0 ? [] : await readFirstHours(second, { span, filters, by: cut.by, retention }),
    });
    const [read, { learntOf, firstHours }] = await Promise.all([
      readTraffic(reader, { cut, totals, filters, retention }),
      readBeside(),
    ]);

    checkLots(read.traffic, changes);
    const lengths = new Map<string, PairLengths>();
    const context: EvaluateContext = {
      ...{ prices, window: span, edges: cut.edges },
      lengthsOf: (from, to) => {
        const key = JSON.stringify([from.model, from.provider, to.model, to.provider]);
        const known = lengths.get(key) ?? lengthsBetween(nameOf(from), nameOf(to), learntOf(from, to));
        lengths.set(key, known);
        return known.lengths;
      },
    };
    const run = (all: readonly Change[]) => evaluateBoth({ traffic: read.traffic, firstHours, changes: all, context });
    const result = run(changes);
    const ownLengths = [...lengths.values()];
    const measured = baseline && {
      ...baseline,
      ...run([{ kind: "model", where: {}, share: 1, to: baseline }]),
    };
    return whatIfReply({
      asked,
      filters,
      now,
      changes,
      cut,
      totals,
      read,
      result,
      lengths: ownLengths,
      baselineLengths: [...lengths.values()].filter(({ to }) => baseline !== null && isSame(to, baseline)),
      baseline: measured,
    });
  });
}

type Run = {
  traffic: readonly Traffic[];
  firstHours: readonly Traffic[];
  changes: readonly Change[];
  context: EvaluateContext;
};

function evaluateBoth({ traffic, firstHours, changes, context }: Run) {
  const evaluation = evaluate(traffic, changes, context);
  return { ...evaluation, cold: coldCacheCost(evaluate(firstHours, changes, context).lots, context.prices) };
}

function nameOf({ model, provider }: PricedModel): PricedModel {
  return { model, provider };
}

function isSame(a: PricedModel, b: PricedModel): boolean {
  return a.model === b.model && a.provider === b.provider;
}
