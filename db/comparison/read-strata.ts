import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { Kind } from "@/lib/domain/comparison/choose-mix";
import { type Strides, stridesOf } from "@/lib/domain/comparison/common-mix";
import { type ReadStrides, strideOf } from "@/lib/domain/comparison/divide-reads";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import type { StratumGroup } from "@/lib/domain/comparison/standardize";
import { TEXT_OPERATIONS } from "@/lib/domain/operation";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import type { Retention } from "../aggregates/group-types";
import { minuteTexts } from "../aggregates/sql-values";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { selectRows } from "../select-rows";
import { chooseStride, type StrideInput } from "./choose-stride";
import { decodeStrata, mixKinds } from "./decode-strata";
import { sampledAttempts, sampledSlices } from "./sampled-attempts";
import { countKinds, NO_KIND, StrataKinds } from "./strata-kinds";
import { NO_VALUE, type StrataPiece, strataPieceSchema } from "./strata-piece";

/** Chooses what is told apart, of all that can be, once it is known how many attempts of which kinds there are. */
export type ChooseMix = (kinds: readonly Kind[], strides: Strides) => readonly MixDimension[];

export type StrataInput = {
  span: MinuteSpan;
  filters: Filters;
  mix: readonly MixDimension[] | ChooseMix;
  retention: Retention;
  sampling: StrideInput["sampling"];
};

export type Strata = {
  mix: readonly MixDimension[];
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
  { span: asked, filters, mix: wanted, retention, sampling }: StrataInput,
): Promise<Strata> {
  const span = strataSpan(asked, retention);
  const finest = typeof wanted === "function" ? MIX_DIMENSIONS : wanted;
  if (span.from >= span.to) return { mix: finest, groups: [], ...span, stride: 1, method: "exact", leftOut: 0 };
  const isOfText = !finest.includes("operation") && filters.operation.length === 0;
  const strides = await chooseStride(db, { span, filters, retention, sampling, isByHour: finest.includes("hour") });
  const blocks = timeBlocks({ span, filters, groupBy: ["model", "region", "operation"], retention });
  const [pieces, names] = await Promise.all([
    readPieces(db, { span, strides, blocks, filters }),
    selectRows(db, sql`select id, value from dimension where kind in ('region', 'operation')`, nameSchema),
  ]);
  const known = new StrataKinds(new Map(names.map(({ id, value }) => [id, value])));
  const kindsOf = (operations: readonly string[] | null) =>
    pieces.map((piece) => ({
      ...{ piece, model: piece.model, kinds: known.of(piece, operations), stride: strideOf(strides, piece.model) },
    }));
  const text = kindsOf(isOfText ? TEXT_OPERATIONS : null);
  const own = text.some(({ kinds }) => kinds.some((kind) => kind !== NO_KIND)) ? text : kindsOf(null);
  const mix = typeof wanted === "function" ? wanted(countKinds(own, known.strata), stridesOf(own)) : wanted;
  const mixed = mixKinds(known.strata, mix);
  const groups = own.flatMap(({ piece, kinds, stride }) => decodeStrata(piece, { kinds, mixed, stride }));
  const leftOut = pieces.reduce((sum, { n }) => sum + n, 0) - groups.reduce((sum, { attempts }) => sum + attempts, 0);
  const stride = groups.reduce((most, group) => Math.max(most, group.stride), strides.looked);
  return { mix, groups, ...span, stride, method: stride === 1 ? "exact" : "sample", leftOut };
}

/** What of a window single attempts are retained of; empty, at its end, where none are. */
export function strataSpan({ from, to }: MinuteSpan, { rawRetainedFrom }: Retention): MinuteSpan {
  return { from: Math.min(Math.max(from, rawRetainedFrom), to), to };
}

type PiecesInput = {
  span: MinuteSpan;
  strides: ReadStrides;
  blocks: readonly MinuteSpan[];
  filters: Filters;
};

/** Attempts as columns of bytes, a row per model: a row for each attempt would take the driver ten times as long. */
function readPieces(db: Db, { span, strides, blocks, filters }: PiecesInput): Promise<StrataPiece[]> {
  const { from, slice, ofModel } = sampledAttempts(span, strides);
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const starts = sql`${minuteTexts(blocks.map(({ from }) => from))}::timestamptz[]`;
  const value = (text: string) => sql`coalesce((${sql.raw(text)})::bigint, ${NO_VALUE}::bigint)`;
  const packed = (name: string, send: string) =>
    sql`string_agg(${sql.raw(send)}(${sql.identifier(name)}), ''::bytea) as ${sql.identifier(name)}`;
  return selectRows(
    db,
    sql`with ${sampledSlices(span, strides)}, seen as (
        select ${slice} as slice, a.model_id, a.region_id, a.operation_id, a.started_at, a.outcome, a.streamed, a.input_tokens, a.output_tokens,
          a.cost_pico, a.ttft_us, a.duration_us
        from ${from}${filter}
        offset 0
      ), asked as (
        select a.model_id, (a.region_id::bigint << 32) | coalesce(a.operation_id, 0) as places,
          (width_bucket(a.started_at, ${starts})::bigint << 32)
            | ((extract(hour from a.started_at at time zone 'UTC')::int << 8) | a.outcome)::bigint
            | ((least(coalesce(a.input_tokens, -1), 65535)::bigint + 1) << 14) as facts,
          ${value("a.cost_pico")} as costs, ${value("a.output_tokens")} as outputs,
          ${value(ATTEMPT_SAMPLES.ttft)} as ttft, ${value(ATTEMPT_SAMPLES.duration)} as duration, ${value(ATTEMPT_SAMPLES.rate)} as rate
        from seen a ${ofModel}
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
