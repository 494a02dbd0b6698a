import { type SQL, sql } from "drizzle-orm";
import { groupBy as groupItems } from "@/lib/domain/group-by";
import type { Move, MovePlan } from "@/lib/domain/time/plan-moves";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { isMoney, type RollupSum } from "../schema/rollup-columns";
import { addedUp } from "./added-up";
import { groupColumn } from "./group-columns";
import { type GroupSource, levelTable, type RollupLevel } from "./group-source";
import type { GroupShape } from "./group-types";
import { levelRows } from "./labelled-rows";
import { minuteText, minuteTexts } from "./sql-values";

type Moved = { shape: GroupShape; filter: SQL; buckets: number };

/** The parts of a plan that moves rows: the coarse rows, and of each finer level what is added to one bucket and taken from another. */
export function movedGroups(source: GroupSource, { level, span, moves }: MovePlan, input: Moved): SQL[] {
  const { shape, filter, buckets } = input;
  const bucket = buckets === 1 ? sql`1` : sql`width_bucket(r.starts_at, (select moved_starts from known))`;
  const columns = [...shape.groupBy.map(groupColumn), ...shape.sums.map((name) => sql.identifier(name))];
  const coarse = sql`select ${bucket} as bucket${sql.join(columns.map((column) => sql`, r.${column}`))}
    from ${levelRows(source, sql`${levelTable(source, level)}`)} where ${isIn(span)}${filter}`;
  return [
    coarse,
    ...[...groupItems(moves, (move) => move.level)].map(([own, of]) => edgeGroups(source, own, of, input)),
  ];
}

/** The rows at the edges are read and added up once, for both buckets that they count in. */
function edgeGroups(source: GroupSource, level: RollupLevel, moves: readonly Move[], { shape, filter }: Moved): SQL {
  const ids = sql.join(shape.groupBy.map((name) => sql`, r.${groupColumn(name)}`));
  const added = sql.join(
    shape.sums.map((name) => sql`, ${addedUp(name, sql`r.${sql.identifier(name)}`)} as ${sql.identifier(name)}`),
  );
  const rows = levelRows(source, sql`${levelTable(source, level)}`);
  const [from, to] = [moves.map((move) => move.from), moves.map((move) => move.to)];
  const edges = sql`select run.edge${ids}${added}
    from unnest(${minuteTexts(from)}::timestamptz[], ${minuteTexts(to)}::timestamptz[]) with ordinality as run(from_at, to_at, edge)
    join ${rows} on r.starts_at >= run.from_at and r.starts_at < run.to_at where true${filter} group by run.edge${ids}`;
  const sides = moves.flatMap(({ addedTo, takenFrom }, edge) =>
    [
      { edge, bucket: addedTo, sign: 1 },
      { edge, bucket: takenFrom, sign: -1 },
    ].filter(({ bucket }) => bucket !== null),
  );
  const values = sides.map(({ edge, bucket, sign }) => sql.raw(`(${edge + 1}, ${(bucket ?? 0) + 1}, ${sign})`));
  const moved = shape.groupBy.map((name) => sql`, edge_rows.${groupColumn(name)}`);
  return sql`select side.bucket${sql.join(moved)}${sql.join(shape.sums.map(signed))}
    from (${edges}) edge_rows
    join (values ${sql.join(values, sql`, `)}) side(edge, bucket, sign) on side.edge = edge_rows.edge`;
}

function signed(name: RollupSum): SQL {
  const sum = sql`edge_rows.${sql.identifier(name)}`;
  return isMoney(name) ? sql`, side.sign * coalesce(${sum}, 0)` : sql`, side.sign * ${sum}`;
}

function isIn({ from, to }: MinuteSpan): SQL {
  return sql`r.starts_at >= ${minuteText(from)}::timestamptz and r.starts_at < ${minuteText(to)}::timestamptz`;
}
