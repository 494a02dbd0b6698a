import type { Filters } from "@/lib/contract/common";
import { chooseMix } from "@/lib/domain/comparison/choose-mix";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import { standardize } from "@/lib/domain/comparison/standardize";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { candidatesOf } from "./candidates-of";
import { readGroupsByPlace } from "./read-groups-by-place";
import { type ModelMinutes, readModelMinutes } from "./read-model-minutes";
import { readPlaces } from "./read-places";
import { readQuality } from "./read-quality";
import { type ChooseMix, readStrata, strataSpan } from "./read-strata";

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
  const named = (models: Iterable<string>) => (filters.model.length > 0 ? filters.model : [...new Set(models)].sort());
  const chooseCommon: ChooseMix = (kinds, strides) =>
    chooseMix({ kinds, names: named(kinds.map(({ model }) => model)), strides });
  const reading = isSummed
    ? readGroupsByPlace(db, { span, filters, mix: finest, retention })
    : readStrata(db, { span, filters, mix: asked ?? chooseCommon, retention, sampling: "byModel" });
  // Of the window that is read, so that all is of the same time: of sums known when they are there, of single attempts before.
  const readSpan = isSummed ? reading.then(({ from, to }) => ({ from, to })) : strataSpan(span, retention);
  const [read, { minutes, places, quality }] = await Promise.all([
    reading,
    readBeside(db, { readSpan, shownSpan: isSummed ? readSpan : span, window, filters, now, retention }),
  ]);
  const { mix } = read;
  const names = named(read.groups.map(({ model }) => model));
  const { models, mixes } = standardize(read.groups, names);
  const candidates = candidatesOf({ groups: read.groups, models, mix, minutes, quality });
  return { mix, read, names, models, mixes, minutes, places, quality, candidates, now };
}

/** All that models are compared by, read at `now`. */
export type Compared = Awaited<ReturnType<typeof readCompared>>;

type LaterSpan = MinuteSpan | Promise<MinuteSpan>;
type BesideInput = Omit<ComparisonInput, "mix"> & {
  readSpan: LaterSpan;
  /** That uptime is shown of: minutes are retained longer than single attempts. */
  shownSpan: LaterSpan;
};

/** What models are compared by beside their attempts. */
async function readBeside(db: Db, { readSpan, shownSpan, window, ...asked }: BesideInput) {
  const { filters, now, retention } = asked;
  const reading = readQuality(db, { window, filters, now, retention });
  // It may fail while the span is waited for, and is awaited below.
  reading.catch(() => undefined);
  const [span, shown] = [await readSpan, await shownSpan];
  const isEmpty = span.from >= span.to;
  const readMinutes = (of: MinuteSpan) => readModelMinutes(db, { ...asked, span: of });
  const [minutes, longer, places, quality] = await Promise.all([
    isEmpty ? new Map<string, ModelMinutes>() : readMinutes(span),
    shown.from === span.from && shown.to === span.to ? null : readMinutes(shown),
    isEmpty ? new Map<string, number>() : readPlaces(db, { span, filters, retention }),
    reading,
  ]);
  return { minutes: longer === null ? minutes : withUptime(minutes, longer), places, quality };
}

/** What was down of the same time as all else that is compared, beside the uptime of another. */
function withUptime(minutes: ReadonlyMap<string, ModelMinutes>, shown: ReadonlyMap<string, ModelMinutes>) {
  return new Map(
    [...shown].map(([model, { uptime }]) => [model, { down: minutes.get(model)?.down ?? null, uptime }] as const),
  );
}
