import { groupBy } from "../group-by";
import { DETECTION_KINDS, type DetectionKind, type MeasuredChange } from "./detection";
import { headlineOf } from "./headline";

type Change = Pick<MeasuredChange, "measure" | "before" | "after" | "ratio"> & {
  low: number | null;
  high: number | null;
  n: number;
  found: boolean;
};

type Detected = {
  /** That of the event that it belongs to: the id of what was found first of it. */
  event_id: number;
  kind: DetectionKind;
  model: string;
  provider: string;
  region: string;
  since: string;
  ended_at: string | null;
  attempts: number;
  measures: readonly Change[];
  returned_model: string | null;
  former_models: readonly string[] | null;
  may_be_callers: boolean;
};

/** What happened to a model at a provider in a region, in one entry: a slowdown, another model that answers, or both together. */
export type DetectedEvent<Detection extends Detected = Detected> = {
  id: number;
  kinds: DetectionKind[];
  model: string;
  provider: string;
  region: string;
  /** From when the first of it began until the last is over; null while any lasts. */
  since: string;
  ended_at: string | null;
  /** Of the detection that counts most: all of one event are of the same traffic. */
  attempts: number;
  /** The change that stands for each detection, every measure once: what is felt first. */
  headlines: Change[];
  /** Every measure once, of the detection that found it; those found come first. */
  changes: { change: Change; detection: Detection }[];
  returned_model: string | null;
  former_models: readonly string[] | null;
  may_be_callers: boolean;
};

/** Detections, all of each event, event by event in the order in which the first of each is listed. */
export function eventsOf<Detection extends Detected>(detections: readonly Detection[]): DetectedEvent<Detection>[] {
  return [...groupBy(detections, ({ event_id }) => event_id)].map(([id, members]) => eventOf(id, members));
}

function eventOf<Detection extends Detected>(id: number, members: readonly Detection[]): DetectedEvent<Detection> {
  const own = [...members].sort((a, b) => DETECTION_KINDS.indexOf(a.kind) - DETECTION_KINDS.indexOf(b.kind));
  const [first] = own;
  if (!first) throw new Error("An event has a detection");
  const { model, provider, region } = first;
  const starts = own.map(({ since }) => since).sort();
  const ends = own.flatMap(({ ended_at }) => ended_at ?? []).sort();
  const named = own.find(({ returned_model }) => returned_model !== null);
  return {
    ...{ id, model, provider, region },
    kinds: DETECTION_KINDS.filter((kind) => own.some((one) => one.kind === kind)),
    since: starts[0] ?? first.since,
    ended_at: ends.length < own.length ? null : (ends.at(-1) ?? null),
    attempts: Math.max(...own.map(({ attempts }) => attempts)),
    headlines: onceEach(
      own.flatMap(({ measures }) => headlineOf(measures.filter(({ found }) => found)) ?? []),
      ({ measure }) => measure,
    ),
    changes: onceEach(
      own
        .flatMap((detection) => detection.measures.map((change) => ({ change, detection })))
        .sort((a, b) => Number(b.change.found) - Number(a.change.found)),
      ({ change }) => change.measure,
    ),
    returned_model: named?.returned_model ?? null,
    former_models: named?.former_models ?? null,
    may_be_callers: own.some(({ may_be_callers }) => may_be_callers),
  };
}

/** The first of each key. */
function onceEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...groupBy(items, keyOf).values()].flatMap(([first]) => (first === undefined ? [] : [first]));
}
