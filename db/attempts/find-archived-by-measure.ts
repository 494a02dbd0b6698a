import type { AttemptMeasure, SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { measureName } from "../schema/measure-columns";
import type { ArchivedAttempts, AttemptsFile } from "./archived-attempts";
import { archivedRow } from "./archived-row";
import { type AttemptSelection, spanOf } from "./attempt-conditions";
import type { AttemptPosition } from "./attempt-cursor";
import type { AttemptRow } from "./attempt-rows";
import { comparePositions, compareValues, mergeAttempts, positionOf } from "./compare-attempts";
import { groupsIn } from "./find-archived-by-time";
import { archivedConditions, placesIn } from "./match-archived";

/** Archived attempts that a question by a measure looks over at most: so many take some seconds. */
const LOOKED_OVER_MAX = 3_000_000;
const TOO_MANY = "There are too many archived attempts to sort: sort by time, or choose a shorter range";

const CUT_AT_LIMITS = 4;

export type ArchivedMeasureSearch = {
  selection: AttemptSelection;
  measure: AttemptMeasure;
  order: SortOrder;
  after: AttemptPosition | null;
  limit: number;
  withUnknown: boolean;
  archived: ArchivedAttempts;
  days: readonly { day: number; rows: number }[];
  lookedOverMax?: number;
};

/**
 * The first archived attempts by a measure. Every one of the selection is looked at, by the columns that decide; the newest days
 * first, and days beyond what can be looked over are named as unread, the same ones on each page.
 */
export async function findArchivedByMeasure(search: ArchivedMeasureSearch): Promise<AttemptRow[]> {
  const { measure, order, after, limit, archived, days, lookedOverMax = LOOKED_OVER_MAX } = search;
  const sort = { by: measure, order };
  const best = new Best(search);
  let lookedOver = 0;
  for (const { day, rows } of days.toReversed()) {
    lookedOver += rows;
    if (lookedOver > lookedOverMax && lookedOver > rows) archived.skip(day, TOO_MANY);
    else await archived.read(day, (file) => lookOver(file, day, { ...search, best }));
  }
  const rows: AttemptRow[] = [];
  for (const [day, groups] of best.byDay()) {
    await archived.read(day, async (file) => {
      for (const [group, places] of groups) rows.push(...(await file.readGroup(group, places)).map(archivedRow));
    });
  }
  const compare = comparePositions(sort);
  const beyond = rows.filter((row) => after === null || compare(positionOf(row, measure), after) > 0);
  return mergeAttempts([beyond], sort).slice(0, limit);
}

async function lookOver(
  file: AttemptsFile,
  day: number,
  { selection, measure, best }: ArchivedMeasureSearch & { best: Best },
): Promise<void> {
  const column = measureName(measure);
  const conditions = archivedConditions(selection);
  const span = spanOf(selection);
  for (const { group } of groupsIn(file, span)) {
    const places = await placesIn(file, group, { conditions, span });
    if (places.length === 0) continue;
    const [values = []] = await file.readColumns(group, [column]);
    for (const { place, startedAtUs } of places) {
      const value = values[place] ?? null;
      best.add({ value: value === null ? null : String(value), startedAtUs, day, group, place });
    }
  }
}

type Candidate = { value: string | null; startedAtUs: number; day: number; group: number; place: number };

/** Candidates for the first of a list, ids aside: those that stand level with the last, or with the cursor, are all kept. */
class Best {
  readonly #search: ArchivedMeasureSearch;
  #found: Candidate[] = [];
  readonly #level: Candidate[] = [];
  #worst: Candidate | null = null;
  /** So many are cut. */
  #full: number;

  constructor(search: ArchivedMeasureSearch) {
    this.#search = search;
    this.#full = CUT_AT_LIMITS * search.limit;
  }

  add(candidate: Candidate): void {
    const { after, withUnknown } = this.#search;
    if (candidate.value === null && !withUnknown) return;
    if (after !== null) {
      const place = this.#compare(candidate, after);
      if (place < 0) return;
      if (place === 0) {
        this.#level.push(candidate);
        return;
      }
    }
    if (this.#worst !== null && this.#compare(candidate, this.#worst) > 0) return;
    this.#found.push(candidate);
    if (this.#found.length >= this.#full) this.#cut();
  }

  byDay(): Map<number, Map<number, number[]>> {
    this.#cut();
    const days = new Map<number, Map<number, number[]>>();
    for (const { day, group, place } of [...this.#found, ...this.#level]) {
      const groups = days.get(day) ?? new Map<number, number[]>();
      const places = groups.get(group) ?? [];
      places.push(place);
      days.set(day, groups.set(group, places));
    }
    return days;
  }

  #cut(): void {
    this.#found.sort((a, b) => this.#compare(a, b));
    const worst = this.#found[this.#search.limit - 1];
    if (!worst) return;
    this.#worst = worst;
    this.#found = this.#found.filter((candidate) => this.#compare(candidate, worst) <= 0);
    // Where many stand level, cutting takes none away: each cut has to wait for twice as many.
    this.#full = Math.max(CUT_AT_LIMITS * this.#search.limit, 2 * this.#found.length);
  }

  #compare(a: Pick<Candidate, "value" | "startedAtUs">, b: Pick<Candidate, "value" | "startedAtUs">): number {
    return compareValues(a.value, b.value, this.#search.order) || b.startedAtUs - a.startedAtUs;
  }
}
