import { type SQL, sql } from "drizzle-orm";
import type { AttemptMeasure, SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { type Band, planBands } from "@/lib/domain/attempts/plan-bands";
import type { Db } from "../client";
import { measureColumn } from "../schema/measure-columns";
import { type AttemptSelection, attemptConditions, spanOf } from "./attempt-conditions";
import type { AttemptPosition } from "./attempt-cursor";
import type { AttemptRow } from "./attempt-rows";
import { findByTime, startedAfter } from "./find-by-time";
import { readAttempts } from "./read-attempts";
import { sampleMeasure } from "./sample-measure";

/** Rows in order, and where the search came to where that is not the end of the selection. */
export type FoundByMeasure = { rows: AttemptRow[]; searchedTo: AttemptPosition | null };

export type MeasureSearch = {
  selection: AttemptSelection;
  measure: AttemptMeasure;
  order: SortOrder;
  after: AttemptPosition | null;
  limit: number;
  /** Whether attempts whose measure is unknown follow, the newest first. */
  withUnknown: boolean;
  sortedAtOnce?: number | undefined;
  isOver: () => boolean;
  /** Says when as long again as `isOver` allows is over, from when it is called. */
  budget: () => () => boolean;
};

/**
 * The attempts that come first by a measure, those of one value the newest first, exactly.
 *
 * A sample says from which value on there should be enough; what lies beyond it is found by the summaries that settled days
 * have of each few pages. Where there are too few, the next value is tried, until there are enough or the time is over.
 *
 * What is sought by time, of one value or of none, has a time of its own: with none left it would get on by one short slice a page.
 */
export async function findByMeasure(db: Db, search: MeasureSearch): Promise<FoundByMeasure> {
  const { measure, after, limit, withUnknown } = search;
  const isTimeOver = fromFirstCall(search.budget);
  const column = measureColumn(measure);
  const rows: AttemptRow[] = [];
  if (after === null || after.value !== null) {
    const searchedTo = await findKnown(db, { ...search, column, rows, isTimeOver });
    if (searchedTo) return { rows, searchedTo };
  }
  if (!withUnknown || rows.length >= limit) return { rows, searchedTo: null };
  const unknown = await findByTime(db, {
    ...{ selection: search.selection, order: "desc", isOver: isTimeOver, limit: limit - rows.length },
    after: after?.value === null ? after : null,
    where: sql`${column} is null`,
  });
  rows.push(...unknown.rows);
  const { searchedUntilUs } = unknown;
  return { rows, searchedTo: searchedUntilUs === null ? null : { value: null, startedAtUs: searchedUntilUs, id: "" } };
}

/** A budget that begins where it is first asked for. */
function fromFirstCall(budget: () => () => boolean): () => boolean {
  let isOver: (() => boolean) | null = null;
  return () => {
    isOver ??= budget();
    return isOver();
  };
}

type KnownSearch = MeasureSearch & { column: SQL; rows: AttemptRow[]; isTimeOver: () => boolean };

/** Band after band; says where it came to if the time was over before there were enough. */
async function findKnown(
  db: Db,
  { selection, measure, order, after, limit, isOver, isTimeOver, sortedAtOnce, column, rows }: KnownSearch,
): Promise<AttemptPosition | null> {
  const compared = comparisons(column, order);
  let from = after === null ? sql`${column} is not null` : compared.after(after);
  const { sample, share } = await sampleMeasure(db, { selection, measure, order, where: from, sortedAtOnce });
  const bands = planBands({ sample, share, wanted: limit });
  let reached: AttemptPosition | null = null;
  for (const band of bands) {
    if (rows.length >= limit) return null;
    // The first is always searched, so that every page gets on; and what many share follows what comes before it at once.
    if (reached !== null && isOver() && band.kind !== "tie") return reached;
    const left = limit - rows.length;
    if (band.kind === "tie") {
      const isInTie = after !== null && after.value === band.value;
      const tie = await findByTime(db, {
        ...{ selection, order: "desc", limit: left, isOver: isTimeOver, after: isInTie ? after : null },
        where: sql`${column} = ${band.value}::bigint`,
      });
      rows.push(...tie.rows);
      if (tie.searchedUntilUs !== null) return { value: band.value, startedAtUs: tie.searchedUntilUs, id: "" };
    } else {
      const where = sql`${attemptConditions(selection, spanOf(selection))} and ${from}${compared.within(band)}`;
      rows.push(...(await readAttempts(db, { where, order: compared.order, limit: left, summaries: true })));
    }
    if (band.kind === "rest") continue;
    if (band.kind === "before") {
      from = compared.from(band.value);
      continue;
    }
    from = compared.beyond(band.value);
    reached = { value: band.value, startedAtUs: 0, id: "" };
  }
  return null;
}

/** The order as conditions on a measure: what is sought first counts as less. */
function comparisons(column: SQL, order: SortOrder) {
  const value = (text: string) => sql`${text}::bigint`;
  const beyond = (text: string) =>
    order === "desc" ? sql`${column} < ${value(text)}` : sql`${column} > ${value(text)}`;
  const from = (text: string) =>
    order === "desc" ? sql`${column} <= ${value(text)}` : sql`${column} >= ${value(text)}`;
  return {
    beyond,
    from,
    order:
      order === "desc"
        ? sql`${column} desc, a.started_at desc, a.id desc`
        : sql`${column}, a.started_at desc, a.id desc`,
    after: (position: AttemptPosition): SQL => {
      const at = position.value ?? "0";
      // The first condition adds nothing but what summaries can use.
      return sql`${from(at)} and (${beyond(at)} or (${column} = ${value(at)}${startedAfter(position, "desc")}))`;
    },
    within: (band: Exclude<Band, { kind: "tie" }>): SQL => {
      if (band.kind === "rest") return sql``;
      const through = band.kind === "through";
      const sign = order === "desc" ? (through ? sql`>=` : sql`>`) : through ? sql`<=` : sql`<`;
      return sql` and ${column} ${sign} ${value(band.value)}`;
    },
  };
}
