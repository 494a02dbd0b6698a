import { isAppError } from "@/lib/contract/error";
import { groupBy } from "@/lib/domain/group-by";
import { TEXT_OPERATIONS } from "@/lib/domain/operation";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { HOUR_MINUTES } from "@/lib/domain/time/units";
import type { Db } from "../client";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import { addGroups } from "./add-groups";
import { keyOfNames } from "./group-by-names";
import type { AggregateGroup, AggregateGroups, GroupsInput } from "./group-types";
import { readGroups } from "./read-groups";

/** Groups whose samples are of text alone; `otherModels` have no text in the window, and their groups their own samples. */
export type TextGroups<Sum extends RollupSum> = AggregateGroups<Sum> & { otherModels: ReadonlySet<string> };

const NO_MODELS: ReadonlySet<string> = new Set();

/**
 * The same as readGroups, except that samples of text are not mixed with those of embeddings, images and the like, unless the
 * question names operations. Counts and money are of all.
 *
 * Where it cannot be known which is which, since single attempts are gone, samples stay as they are.
 */
export async function readTextGroups<Sum extends RollupSum>(db: Db, input: GroupsInput<Sum>): Promise<TextGroups<Sum>> {
  const { groupBy: names, filters, metrics, retention } = input;
  const isPlain = !retention.hasOtherOperations || metrics.length === 0;
  if (isPlain || names.includes("operation") || filters.operation.length > 0) {
    return { ...(await readGroups(db, input)), otherModels: NO_MODELS };
  }
  const [read, models] = await Promise.all([
    readGroups(db, names.includes("model") ? input : { ...input, groupBy: [...names, "model"] }),
    readModelKinds(db, input),
  ]);
  const own = models.mixed.length === 0 ? read : await withTextSamples(db, input, { read, mixed: models.mixed });
  if (names.includes("model")) return { ...own, otherModels: models.others };
  return { ...own, groups: withoutModels(own.groups, models.others), otherModels: models.others };
}

/** Which models do something else than text, in the hours of a window: `mixed` beside it, `others` instead. */
async function readModelKinds(
  db: Db,
  { buckets, filters: { model, provider }, retention }: GroupsInput<RollupSum>,
): Promise<{ mixed: string[]; others: ReadonlySet<string> }> {
  const hours = {
    from: Math.floor((buckets[0]?.from ?? 0) / HOUR_MINUTES),
    to: Math.ceil((buckets.at(-1)?.to ?? 0) / HOUR_MINUTES),
  };
  const read = await orNull(
    readGroups(db, {
      buckets: [{ from: hours.from * HOUR_MINUTES, to: hours.to * HOUR_MINUTES }],
      filters: { ...NO_FILTERS, model, provider },
      groupBy: ["model", "operation"],
      sums: ["attempts"],
      metrics: [],
      retention,
    }),
  );
  const isText = ({ names }: AggregateGroup<"attempts">) =>
    TEXT_OPERATIONS.some((operation) => operation === names.operation);
  const byModel = groupBy(read?.groups ?? [], ({ names }) => names.model ?? "");
  const others = [...byModel].filter(([, groups]) => !groups.some(isText)).map(([name]) => name);
  const mixed = [...byModel].filter(([, groups]) => groups.some(isText) && !groups.every(isText)).map(([name]) => name);
  // Where there is nothing else, they are all there is to show.
  return { mixed, others: others.length === byModel.size ? NO_MODELS : new Set(others) };
}

async function withTextSamples<Sum extends RollupSum>(
  db: Db,
  input: GroupsInput<Sum>,
  { read, mixed }: { read: AggregateGroups<Sum>; mixed: readonly string[] },
): Promise<AggregateGroups<Sum>> {
  const groupNames = input.groupBy.includes("model") ? input.groupBy : [...input.groupBy, "model" as const];
  const filters = { ...input.filters, model: [...mixed], operation: [...TEXT_OPERATIONS] };
  const text = await orNull(readGroups(db, { ...input, filters, groupBy: groupNames, sums: [] }));
  if (text === null) return read;
  const samplesByKey = new Map(text.groups.map(({ bucket, names, samples }) => [keyOf(bucket, names), samples]));
  const isMixed = new Set<string | null | undefined>(mixed);
  const groups = read.groups.map((group) => {
    if (!isMixed.has(group.names.model)) return group;
    return { ...group, samples: samplesByKey.get(keyOf(group.bucket, group.names)) ?? noSamples(input.metrics) };
  });
  return { ...read, groups, method: text.method === "sketch" ? "sketch" : read.method };
}

/** Groups of all models together, with the samples of those that write text. */
function withoutModels<Sum extends RollupSum>(
  groups: readonly AggregateGroup<Sum>[],
  others: ReadonlySet<string>,
): AggregateGroup<Sum>[] {
  const merged = new Map<string, AggregateGroup<Sum>>();
  for (const {
    names: { model, ...names },
    ...group
  } of groups) {
    const metrics = Object.keys(group.samples) as RollupMetric[];
    const own = { ...group, names, samples: others.has(model ?? "") ? noSamples(metrics) : group.samples };
    const key = keyOf(group.bucket, names);
    const known = merged.get(key);
    merged.set(key, known ? addGroups(known, own) : own);
  }
  return [...merged.values()];
}

/** The samples of a metric that has none, as an exact answer has them. */
function noSamples(metrics: readonly RollupMetric[]): AggregateGroup["samples"] {
  const nothing = { n: 0, min: null, max: null, sketch: new Uint8Array(0), exact: new Uint8Array(0) };
  return Object.fromEntries(metrics.map((metric) => [metric, nothing]));
}

function keyOf(bucket: number, names: AggregateGroup["names"]): string {
  return `${bucket} ${keyOfNames(names)}`;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return null;
    throw error;
  });
}
