import type { Filters } from "@/lib/contract/common";
import type { Share } from "@/lib/domain/comparison/candidate";
import { chooseMix } from "@/lib/domain/comparison/choose-mix";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import { standardize } from "@/lib/domain/comparison/standardize";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { candidatesOf } from "./candidates-of";
import { readDownShares } from "./read-down-shares";
import { readGroupsByPlace } from "./read-groups-by-place";
import { readPlaces } from "./read-places";
import { readQuality } from "./read-quality";
import { readStrata } from "./read-strata";

export type ComparisonInput = {
  window: TimeWindow;
  filters: Filters;
  /** Null: the finest mix of which the models have enough in common. */
  mix: readonly MixDimension[] | null;
  now: Date;
  retention: Retention;
};

/** The models of a question with all that they are compared by, and what was read for it. */
export async function readCompared(db: Db, { window, filters, mix: asked, now, retention }: ComparisonInput) {
  const span = minuteSpan(window);
  // The sums know regions, and every attempt of a window; what else tells traffic apart, only single attempts do.
  const finest = asked ?? MIX_DIMENSIONS;
  const isSummed = finest.every((name) => name === "region");
  const found = isSummed
    ? await readGroupsByPlace(db, { span, filters, mix: finest, retention })
    : await readStrata(db, { span, filters, mix: finest, retention });
  const seen = [...new Set(found.groups.map(({ model }) => model))].sort();
  const names = filters.model.length > 0 ? filters.model : seen;
  const { mix, groups } = asked ? { mix: asked, groups: found.groups } : chooseMix(found.groups, names);
  const read = { ...found, groups };
  const { models, mixes } = standardize(read.groups, names);
  // Of the window that was read, so that all is of the same time.
  const beside = { span: { from: read.from, to: read.to }, filters, retention };
  const isEmpty = read.from >= read.to;
  const [down, places, quality] = await Promise.all([
    isEmpty ? new Map<string, Share>() : readDownShares(db, beside),
    isEmpty ? new Map<string, number>() : readPlaces(db, beside),
    readQuality(db, { window, filters, now, retention }),
  ]);
  const candidates = candidatesOf({ groups: read.groups, models, mix, down, quality });
  return { mix, read, names, models, mixes, places, quality, candidates };
}
