import type { Retention } from "@/db/aggregates/group-types";
import { LABEL_SET_COLUMNS } from "@/db/schema/label-sets";
import { theRow } from "@/db/the-row";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import type { Bench, BenchDatabase } from "../open-bench";

/** Whose days and months reports are of: none of their edges is an edge of a UTC day. */
export const ZONE = "Asia/Shanghai";
export const ZONE_OFFSET_MS = 8 * HOUR_MS;
/** The thirteen months, and the days that all of them lie in. */
const DAYS = 396;

/** How many names each dimension has; an app has five models, a tier and a team. */
const SHAPE = { app: 100, model: 20, provider: 6, region: 3, tier: 3, team: 10 } as const;
export type Named = keyof typeof SHAPE;
export const NAMES = Object.keys(SHAPE) as Named[];

/** A database with thirteen months of sums, and what is asked of it. */
export type SpendYear = {
  database: BenchDatabase;
  /** Thirteen months of whole local days, and the whole UTC days that attempts are made of. */
  window: TimeWindow;
  days: TimeWindow;
  /** The codes of names, and the names of codes. */
  codes: Record<Named, number[]>;
  names: ReadonlyMap<number, string>;
  /** By team. */
  labelSets: number[];
  appTeam: number;
  retention: Retention;
};

/** Makes the names, and no sums yet. */
export async function openSpendYear(bench: Bench): Promise<SpendYear> {
  const database = await bench.createDatabase("bench_spend");
  const { sql } = database;
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const days = { from: new Date(toMs - DAYS * DAY_MS), to: new Date(toMs) };
  const localDay = (at: Date, ahead: number) => new Date(at.getTime() + ahead * DAY_MS - ZONE_OFFSET_MS);
  const codes: Record<Named, number[]> = { app: [], model: [], provider: [], region: [], tier: [], team: [] };
  const names = new Map<number, string>();
  for (const kind of NAMES) {
    for (let index = 0; index < SHAPE[kind]; index++) {
      const value = `${kind}-${String(index).padStart(2, "0")}`;
      const { id } = theRow(
        await sql<{ id: number }[]>`insert into dimension (kind, value) values (${kind}, ${value}) returning id`,
      );
      codes[kind].push(id);
      names.set(id, value);
    }
  }
  const labelSets: number[] = [];
  for (const team of codes.team) {
    const values = LABEL_SET_COLUMNS.map((column) => (column === "team_id" ? team : 0));
    const rows = await sql.unsafe<{ id: number }[]>(
      `insert into label_set (${LABEL_SET_COLUMNS.join(", ")}) values (${values.join(", ")}) returning id`,
    );
    labelSets.push(theRow(rows).id);
  }
  const breakdown = theRow(
    await sql<{ id: number }[]>`select id from breakdown where dimensions = array['app', 'team'] and ended_at is null`,
  );
  const always = Number.NEGATIVE_INFINITY;
  return {
    ...{ database, days, codes, names, labelSets, appTeam: breakdown.id },
    window: { from: localDay(days.from, 1), to: localDay(days.to, 0) },
    retention: {
      breakdowns: [{ id: breakdown.id, dimensions: ["app", "team"], completeFrom: always }],
      ...{ minuteRetainedFrom: always, rawRetainedFrom: always },
    },
  };
}
