import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import { type ReadStrides, readsAll, strideOf } from "@/lib/domain/comparison/divide-reads";
import type { MixDimension } from "@/lib/domain/comparison/mix";
import { sampleSlices } from "@/lib/domain/comparison/sample-slices";
import type { StratumGroup } from "@/lib/domain/comparison/standardize";
import { groupBy } from "@/lib/domain/group-by";
import { TEXT_OPERATIONS } from "@/lib/domain/operation";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import type { Retention } from "../aggregates/group-types";
import { minuteTexts } from "../aggregates/sql-values";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { selectRows } from "../select-rows";
import { chooseStride, type StrideInput } from "./choose-stride";
import { decodeStrata, NO_VALUE, type StrataPiece, strataPieceSchema } from "./decode-strata";

export type StrataInput = {
  span: MinuteSpan;
  filters: Filters;
  mix: readonly MixDimension[];
  retention: Retention;
  sampling: StrideInput["sampling"];
};

export type Strata = {
  groups: StratumGroup[];
  /** What was read of the window, and every how many slices of it: of the model that was read least of. */
  from: number;
  to: number;
  stride: number;
  method: "exact" | "sample";
  /** Attempts that were read and are in no group, since they are not of text. */
  leftOut: number;
};

const nameSchema = z.object({ id: z.number(), value: z.string() });

/**
 * What models did of each kind of traffic in each block of time, from single attempts: all of them, or where there are many those
 * of slices evenly spread over the window, which may be fewer of busy models.
 *
 * What is not text is left out unless operations are told apart or asked for, or there is nothing else.
 */
export async function readStrata(
  db: Db,
  { span: asked, filters, mix, retention, sampling }: StrataInput,
): Promise<Strata> {
  const span = strataSpan(asked, retention);
  if (span.from >= span.to) return { groups: [], ...span, stride: 1, method: "exact", leftOut: 0 };
  const isOfText = !mix.includes("operation") && filters.operation.length === 0;
  const strides = await chooseStride(db, { span, filters, retention, sampling, isByHour: mix.includes("hour") });
  const slices = readsAll(strides) ? [span] : sampleSlices(span, strides.looked);
  const blocks = timeBlocks({ span, filters, groupBy: ["model", "region", "operation"], retention });
  const [pieces, names] = await Promise.all([
    readPieces(db, { slices, ofModel: strides.ofModel, blocks, filters }),
    selectRows(db, sql`select id, value from dimension where kind in ('region', 'operation')`, nameSchema),
  ]);
  const nameOf = new Map(names.map(({ id, value }) => [id, value]));
  const groupsOf = (operations: readonly string[] | null) =>
    pieces.flatMap((piece) => decodeStrata(piece, { mix, nameOf, operations, stride: strideOf(strides, piece.model) }));
  const text = groupsOf(isOfText ? TEXT_OPERATIONS : null);
  const groups = text.length > 0 ? text : groupsOf(null);
  const leftOut = pieces.reduce((sum, { n }) => sum + n, 0) - groups.reduce((sum, { attempts }) => sum + attempts, 0);
  const stride = groups.reduce((most, group) => Math.max(most, group.stride), strides.looked);
  return { groups, ...span, stride, method: stride === 1 ? "exact" : "sample", leftOut };
}

/** What of a window single attempts are retained of; empty, at its end, where none are. */
export function strataSpan({ from, to }: MinuteSpan, { rawRetainedFrom }: Retention): MinuteSpan {
  return { from: Math.min(Math.max(from, rawRetainedFrom), to), to };
}

type PiecesInput = {
  slices: readonly MinuteSpan[];
  ofModel: ReadStrides["ofModel"];
  blocks: readonly MinuteSpan[];
  filters: Filters;
};

/** Attempts as columns of bytes, a row per model: a row for each attempt would take the driver ten times as long. */
function readPieces(db: Db, { slices, ofModel, blocks, filters }: PiecesInput): Promise<StrataPiece[]> {
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const starts = sql`${minuteTexts(blocks.map(({ from }) => from))}::timestamptz[]`;
  const value = (text: string) => sql`coalesce((${sql.raw(text)})::bigint, ${NO_VALUE}::bigint)`;
  const packed = (name: string, send: string) =>
    sql`string_agg(${sql.raw(send)}(${sql.identifier(name)}), ''::bytea) as ${sql.identifier(name)}`;
  return selectRows(
    db,
    sql`with slice as (
        select * from unnest(${minuteTexts(slices.map(({ from }) => from))}::timestamptz[],
          ${minuteTexts(slices.map(({ to }) => to))}::timestamptz[]) with ordinality as s(from_at, to_at, at)
      ), seen as (
        select s.at, a.model_id, a.region_id, a.operation_id, a.started_at, a.outcome, a.streamed, a.input_tokens, a.output_tokens,
          a.cost_pico, a.ttft_us, a.duration_us
        from slice s join attempt a on a.bucket = ${ONLY_BUCKET} and a.started_at >= s.from_at and a.started_at < s.to_at${filter}
        offset 0
      ), asked as (
        select a.model_id, (a.region_id::bigint << 32) | coalesce(a.operation_id, 0) as places,
          (width_bucket(a.started_at, ${starts})::bigint << 32)
            | ((extract(hour from a.started_at at time zone 'UTC')::int << 8) | a.outcome)::bigint
            | ((least(coalesce(a.input_tokens, -1), 65535)::bigint + 1) << 14) as facts,
          ${value("a.cost_pico")} as costs, ${value("a.output_tokens")} as outputs,
          ${value(ATTEMPT_SAMPLES.ttft)} as ttft, ${value(ATTEMPT_SAMPLES.duration)} as duration, ${value(ATTEMPT_SAMPLES.rate)} as rate
        from seen a where true${ownSlices(ofModel)}
        offset 0
      ), packed as (
        select model_id, count(*)::int as n, ${packed("places", "int8send")}, ${packed("facts", "int8send")},
          ${packed("costs", "int8send")}, ${packed("outputs", "int8send")}, ${packed("ttft", "int8send")},
          ${packed("duration", "int8send")}, ${packed("rate", "int8send")}
        from asked group by model_id
      )
      select d.value as model, packed.* from packed join dimension d on d.id = packed.model_id order by 1`,
    strataPieceSchema,
  );
}

/** Of each model the first of so many slices, and every so many after it; of a model that is not named, all. */
function ownSlices(ofModel: ReadStrides["ofModel"]): SQL {
  const byStride = groupBy([...ofModel], ([, stride]) => stride);
  const conditions = [...byStride].map(([stride, models]) => {
    const codes = codesOf(
      "model",
      models.map(([model]) => model),
    );
    return sql` and ((a.at - 1) % ${stride}::int = 0 or a.model_id <> all(${codes}))`;
  });
  return sql.join(conditions);
}
