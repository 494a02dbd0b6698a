import { recordOf } from "@/lib/domain/record-of";
import { absentName, type ReportDimension } from "@/lib/domain/report-dimensions";
import { keyOfNames } from "../aggregates/group-by-names";
import type { AggregateGroup, AggregateGroups, GroupsInput } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { SERIES_MAX, STATEMENT_SECONDS } from "./observe-rule";
import { ReplayRefused } from "./replay-refused";

type Limits = { series: number; groups: number; groupsPerPart: number };

/**
 * There is a group for each span in which a series had an attempt: more of them would take too long, and fill the memory. A part of
 * them is read and parsed at once, without a turn for others.
 */
const LIMITS: Limits = { series: SERIES_MAX, groups: 500_000, groupsPerPart: 50_000 };

/** What a series had in the span at a position; the counts are what is judged of it. */
export type SpanCounts<Name extends string> = { bucket: number; counts: Readonly<Record<Name, number>> };
export type CountedSeries<Name extends string> = { names: AggregateGroup["names"]; groups: SpanCounts<Name>[] };

type Question<Sum extends RollupSum> = Omit<GroupsInput<Sum>, "groupBy"> & { groupBy: readonly ReportDimension[] };
type PartsInput<Sum extends RollupSum> = {
  question: Question<Sum>;
  read: (db: Db, input: GroupsInput<Sum>) => Promise<AggregateGroups<Sum>>;
  /** Each group, with the position of its span among all. */
  take: (group: AggregateGroup<Sum>) => void;
  limits?: Limits;
};

/** How many attempts each series had in all of the spans. */
type Series = { names: AggregateGroup["names"]; attempts: number };

/** The series of a question by their attempts, most first: one cheap read of sums of all its spans together. */
async function listSeries<Sum extends RollupSum>(db: Db, { buckets, ...question }: Question<Sum>): Promise<Series[]> {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const whole = { ...question, buckets: [{ from: first.from, to: last.to }], metrics: [] };
  const { groups } = await readGroups(db, { ...whole, sums: ["attempts"] });
  const series = groups.map(({ names, sums }) => ({ names, attempts: sums.attempts }));
  return series.toSorted((a, b) => b.attempts - a.attempts);
}

/** Reads every series of a question, part by part of its spans. Throws ReplayRefused before it reads too much. */
export async function readInParts<Sum extends RollupSum>(db: Db, input: PartsInput<Sum>): Promise<void> {
  await readPartsOf(db, await listSeries(db, input.question), input);
}

async function readPartsOf<Sum extends RollupSum>(
  db: Db,
  series: readonly Series[],
  { question, read, take, limits = LIMITS }: PartsInput<Sum>,
): Promise<void> {
  const spans = question.buckets;
  const most = series.reduce((sum, { attempts }) => sum + Math.min(attempts, spans.length), 0);
  if (most > limits.groups) throw new ReplayRefused("too_many");
  if (most === 0) return;
  const size = Math.ceil(spans.length / Math.ceil(most / limits.groupsPerPart));
  const startedAt = performance.now();
  for (let start = 0; start < spans.length; start += size) {
    // Each statement has so long, and all of them together little more.
    if (performance.now() - startedAt > STATEMENT_SECONDS * 1_000) throw new ReplayRefused("too_slow");
    const { groups } = await read(db, { ...question, buckets: spans.slice(start, start + size) });
    await mapYielding(groups, (group) => take({ ...group, bucket: group.bucket + start }));
  }
}

type SeriesInput<Sum extends RollupSum, Name extends string> = Omit<PartsInput<Sum>, "take"> & {
  /** Null of a group that has nothing to judge. */
  countsOf: (group: AggregateGroup<Sum>) => Readonly<Record<Name, number>> | null;
};

/** What a rule may look at of a question: of more than 200 series those with most attempts; how many more there are. */
export async function readSeries<Sum extends RollupSum, Name extends string>(
  db: Db,
  { question, read, countsOf, limits = LIMITS }: SeriesInput<Sum, Name>,
): Promise<{ series: CountedSeries<Name>[]; leftOut: number }> {
  const all = await listSeries(db, question);
  const looked = all.slice(0, limits.series);
  const byKey = new Map<string, CountedSeries<Name>>(
    looked.map(({ names }) => [keyOfNames(names), { names, groups: [] }]),
  );
  const named = recordOf(question.groupBy, (name) => [...new Set(looked.map(({ names }) => nameOf(names, name)))]);
  const isRead = ({ names }: Series) => question.groupBy.every((name) => named[name].includes(nameOf(names, name)));
  const narrowed = all.length > looked.length ? { ...question.filters, ...named } : question.filters;
  const take = (group: AggregateGroup<Sum>) => {
    const own = byKey.get(keyOfNames(group.names));
    const counts = own ? countsOf(group) : null;
    if (counts) own?.groups.push({ bucket: group.bucket, counts });
  };
  // Samples of text are told from others by model.
  const isByModel = question.metrics.length > 0 && question.retention.hasOtherOperations === true;
  const asRead = { ...question, filters: narrowed, groupBy: [...new Set([...question.groupBy, "model" as const])] };
  const parsed = isByModel ? await listSeries(db, asRead) : all;
  await readPartsOf(db, parsed.filter(isRead), { question: { ...question, filters: narrowed }, read, take, limits });
  return { series: [...byKey.values()], leftOut: all.length - looked.length };
}

function nameOf(names: AggregateGroup["names"], name: ReportDimension): string {
  return names[name] ?? absentName(name);
}
