import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import type { ScoreGroup, Scores } from "@/lib/contract/scores";
import { SIZE_CLASS_LABELS } from "@/lib/domain/backtest/size-class";
import { groupBy } from "@/lib/domain/group-by";
import { type MeanBlock, weightedMean } from "@/lib/domain/statistics/weighted-mean";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { dimensionName } from "../aggregates/dimension-name";
import { codesOf, filterConditions, filtersAttempts } from "../aggregates/filter-sql";
import type { Retention } from "../aggregates/group-types";
import { minuteText, minuteTexts } from "../aggregates/sql-values";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { LABEL_SET_COLUMNS } from "../schema/label-sets";
import { selectRows } from "../select-rows";

export type ScoresInput = {
  window: TimeWindow;
  filters: Filters;
  by: ScoreGroup;
  metric?: string | undefined;
  evaluator?: string | undefined;
  now: Date;
  retention: Retention;
};

const count = z.coerce.number();
const rowSchema = z.object({
  model: z.string(),
  size_class: z.number().nullable(),
  language: z.string().nullable(),
  metric: z.string(),
  n: count,
  w: z.number(),
  wv: z.number(),
  ww: z.number(),
  wwv: z.number(),
  wwvv: z.number(),
});
const pendingSchema = z.object({ pending: count });

/** Mean scores of the attempts of a window, by model and metric, and by input size or language beside; those with most first. */
export async function getScores(db: Db, input: ScoresInput): Promise<Scores> {
  const { window, filters, by, metric, evaluator, now, retention } = input;
  const unknown = filtersAttempts(filters);
  if (unknown) {
    const message = t("Scores are not known by {dimension}: clear the {dimension} filter", {
      dimension: dimensionName(unknown),
    });
    throw new AppError("UNPROCESSABLE", message, { fields: { [unknown]: [message] } });
  }
  const span = minuteSpan(window);
  const blocks = timeBlocks({ span, filters, groupBy: ["model"], retention });
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const labels = sql.join(
    LABEL_SET_COLUMNS.map((column) => sql`, nullif(l.${sql.identifier(column)}, 0) as ${sql.identifier(column)}`),
  );
  const [rows, [counted]] = await Promise.all([
    selectRows(
      db,
      sql`with asked as (
          select a.* from (
            select s.*${labels}
            from score s left join label_set l on l.id = s.label_set_id
          ) a
          where a.started_at >= ${minuteText(span.from)}::timestamptz and a.started_at < ${minuteText(span.to)}::timestamptz
            ${metric === undefined ? sql`` : sql` and a.metric = ${metric}`}
            ${evaluator === undefined ? sql`` : sql` and a.evaluator = ${evaluator}`}${filter}
        )
        select d.value as model, ${by === "size" ? sql`a.size_class` : sql`null::int`} as size_class,
          ${by === "language" ? sql`a.language` : sql`null::text`} as language, a.metric, count(*) as n,
          width_bucket(a.started_at, ${minuteTexts(blocks.map(({ from }) => from))}::timestamptz[]) as block,
          sum(a.weight) as w, sum(a.weight * a.value) as wv, sum(a.weight * a.weight) as ww,
          sum(a.weight * a.weight * a.value) as wwv, sum(a.weight * a.weight * a.value * a.value) as wwvv
        from asked a join dimension d on d.id = a.model_id
        group by 1, 2, 3, 4, block order by block`,
      rowSchema,
    ),
    selectRows(db, sql`select count(*) as pending from score where started_at is null`, pendingSchema),
  ]);
  const groups = groupBy(rows, (row) => JSON.stringify([row.model, row.size_class, row.language, row.metric]));
  return {
    ...answeredWindow(span, now),
    filters,
    rows: [...groups.values()].flatMap(rowOf).sort((a, b) => b.n - a.n || (nameOf(a) < nameOf(b) ? -1 : 1)),
    pending: counted?.pending ?? 0,
  };
}

function rowOf(blocks: readonly (MeanBlock & z.output<typeof rowSchema>)[]): Scores["rows"] {
  const [first] = blocks;
  const mean = weightedMean(blocks);
  if (!first || !mean) return [];
  const { model, size_class: sizeClass, language, metric } = first;
  const label = sizeClass === null ? undefined : SIZE_CLASS_LABELS[sizeClass];
  return [{ model, size: label ? t(label) : null, language, metric, ...mean }];
}

function nameOf({ model, metric, size, language }: Scores["rows"][number]): string {
  return JSON.stringify([model, metric, size, language ?? ""]);
}
