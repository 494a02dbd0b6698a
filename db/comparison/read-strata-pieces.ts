import { sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import { gridOf, type ReadStrides } from "@/lib/domain/comparison/divide-reads";
import type { SliceGrid } from "@/lib/domain/comparison/sample-slices";
import { groupBy } from "@/lib/domain/group-by";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { QUARTER_MINUTES } from "@/lib/domain/time/units";
import { cutWindow } from "../aggregates/cut-pieces";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { readCached } from "../aggregates/read-cached";
import { sealedSumsOf } from "../aggregates/sealed-sums";
import { minuteTexts } from "../aggregates/sql-values";
import type { Db } from "../client";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { selectRows } from "../select-rows";
import { sampledAttempts, sampledSlices } from "./sampled-attempts";
import { joinPieces, NO_VALUE, PIECE_BYTES, type StrataPiece, strataPieceSchema } from "./strata-piece";

type PiecesInput = {
  span: MinuteSpan;
  strides: ReadStrides;
  /** Contiguous, of all of the span. */
  blocks: readonly MinuteSpan[];
  filters: Filters;
};

/**
 * The attempts read of a span, a piece for each model. What was read of past days and hours is kept while nothing of it changes: an attempt
 * is stored, revised or priced anew only with a change of the sums of its quarter hour.
 */
export async function readStrataPieces(db: Db, input: PiecesInput): Promise<StrataPiece[]> {
  const { span, strides, blocks, filters } = input;
  const grid = gridOf(span, strides);
  const cache = sealedSumsOf(db);
  if (!cache) return readStretch(db, { ...input, grid });
  const stretches = cutWindow({ ...span, starts: blocks.map(({ from }) => from) });
  const pieces = stretches.map(({ span: own, buckets }) => ({
    span: wholeQuarters(own),
    key: JSON.stringify(["strata", own, buckets, grid, strides.looked, [...strides.ofModel], filters]),
    read: (tx: Db) => readStretch(tx, { span: own, strides, grid, blocks: buckets, filters }),
  }));
  // A sample of what is not settled yet may lack some of it.
  const question = { pieces, bytesOf, onlySettled: true, beside: async () => null };
  const { rows } = await readCached(db, question, cache);
  const placed = rows.flatMap((some, index) =>
    some.map((piece) => ({ piece, places: stretches[index]?.places ?? [] })),
  );
  const byModel = [...groupBy(placed, ({ piece }) => piece.model)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byModel.map(([model, some]) => joinPieces(model, some));
}

/** Corrections of old attempts wait at the start of their quarter hour. */
function wholeQuarters({ from, to }: MinuteSpan): MinuteSpan {
  const edge = (round: (minutes: number) => number, minute: number) =>
    round(minute / QUARTER_MINUTES) * QUARTER_MINUTES;
  return { from: edge(Math.floor, from), to: edge(Math.ceil, to) };
}

const BYTES_OF_ROW = 800;

function bytesOf({ n }: StrataPiece): number {
  return BYTES_OF_ROW + n * PIECE_BYTES;
}

type StretchInput = PiecesInput & { grid: SliceGrid };

/** Attempts as columns of bytes, a row per model: a row for each attempt would take the driver ten times as long. */
function readStretch(db: Db, { span, strides, grid, blocks, filters }: StretchInput): Promise<StrataPiece[]> {
  const sampled = { span, strides, grid };
  const { from, slice, ofModel } = sampledAttempts(sampled);
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const starts = sql`${minuteTexts(blocks.map(({ from }) => from))}::timestamptz[]`;
  const value = (text: string) => sql`coalesce((${sql.raw(text)})::bigint, ${NO_VALUE}::bigint)`;
  const packed = (name: string, send: string) =>
    sql`string_agg(${sql.raw(send)}(${sql.identifier(name)}), ''::bytea) as ${sql.identifier(name)}`;
  return selectRows(
    db,
    sql`with ${sampledSlices(sampled)}, seen as (
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
