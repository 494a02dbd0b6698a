import type { Filters } from "@/lib/contract/common";
import type { WhatIfBody } from "@/lib/contract/what-if";
import type { Change, PricedModel } from "@/lib/domain/what-if/changes";
import type { Evaluation, Range } from "@/lib/domain/what-if/evaluate";
import type { PairLengths } from "@/lib/domain/what-if/lengths-between";
import type { Cut } from "@/lib/domain/what-if/plan-cut";
import type { Totals } from "./read-totals";
import type { ReadTraffic } from "./read-traffic";

/** What changes left, and what filling new caches costs once. */
export type Result = Evaluation & { cold: Range };

/** All that an answer is made of. */
export type ReplyInput = {
  asked: Pick<WhatIfBody, "by" | "changes" | "tz">;
  filters: Filters;
  now: Date;
  changes: readonly Change[];
  cut: Cut;
  totals: Totals;
  read: ReadTraffic;
  result: Result;
  lengths: readonly PairLengths[];
  baseline: (PricedModel & Result) | null;
  /** Of the models that the baseline stands in for. */
  baselineLengths: readonly PairLengths[];
};
