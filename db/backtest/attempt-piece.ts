import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { ONLY_BUCKET } from "../schema/attempt-bucket";

/** The lowest bits of a row's facts, then whether its request's id is a text, then its input tokens and one, 0 without any. */
export const OUTCOME_BITS = 7;
export const IS_TEXT = 8;
export const TOKENS_FACTOR = 16;
/** More tokens than any size class begins with count as these. */
const MOST_TOKENS = 2 ** 17;
/** Stand in four bytes for nothing, and for what is found in the column of long ones: more than an int4 can be. */
export const NOTHING = 2 ** 32 - 1;
export const IN_LONG = 2 ** 32 - 2;
const NO_COST = sql.raw(`'${-(2n ** 63n)}'::bigint`);

const bytes = z
  .instanceof(Uint8Array)
  .nullable()
  .transform((value) => value ?? new Uint8Array(0));

/** Columns of attempts, each the bytes of its values behind one another; those of long times and of ids leave out nulls. */
export const attemptPieceSchema = z.object({
  n: z.number(),
  started_at: bytes,
  /** Two whole numbers of four bytes each: dimension set and duration, TTFT and facts. */
  set_duration: bytes,
  ttft_facts: bytes,
  /** Duration and TTFT of those that took longer than four bytes hold. */
  long: bytes,
  cost: bytes,
  request_uuids: bytes,
  request_texts: bytes,
});
export type AttemptPiece = z.output<typeof attemptPieceSchema>;

export type PieceInput = {
  fromUs: number;
  toUs: number;
  /** Which of them, by the columns of the row `r` and of its dimension set `t`. */
  who: SQL;
  /** In the order of their ends, ties by id; in any order otherwise, which takes half the time. */
  isOrdered?: boolean;
};

const END_ORDER = sql`order by r.started_at + coalesce(r.duration_us, r.long_duration_us) * interval '1 microsecond',
  coalesce(r.id_uuid::text, r.id_text) collate "C" offset 0`;

/**
 * Attempts that began within [fromUs, toUs) as columns in one row, without those whose duration, and so end, is unknown.
 *
 * A row for each attempt would take the driver ten times as long.
 */
export function attemptPiece({ fromUs, toUs, who, isOrdered = false }: PieceInput): SQL {
  const column = (name: string, value: SQL, filter = sql``) =>
    sql`string_agg(${value}, ''::bytea) ${filter} as ${sql.identifier(name)}`;
  const isLong = sql`filter (where long_duration_us is not null or long_ttft_us is not null)`;
  const columns = [
    column("started_at", sql`timestamptz_send(started_at)`),
    // Aggregating a value takes longer than joining two of them.
    column("set_duration", sql`int8send((attribution_id::bigint << 32) | coalesce(duration_us, ${IN_LONG}::bigint))`),
    column(
      "ttft_facts",
      sql`int8send((coalesce(ttft_us, case when long_ttft_us is null then ${NOTHING}::bigint else ${IN_LONG}::bigint end) << 32) | facts)`,
    ),
    column("long", sql`int8send(coalesce(long_duration_us, 0)) || int8send(coalesce(long_ttft_us, 0))`, isLong),
    column("cost", sql`int8send(coalesce(cost_pico, ${NO_COST}))`),
    column("request_uuids", sql`uuid_send(request_uuid)`),
    // NUL is the one character no text can hold.
    column("request_texts", sql`convert_to(request_text, 'UTF8') || '\\x00'::bytea`),
  ];
  return sql`select count(*)::int as n, ${sql.join(columns, sql`, `)} from (
    select r.started_at, r.attribution_id, r.duration_us, r.long_duration_us, r.ttft_us, r.long_ttft_us, r.cost_pico,
      case when r.request_text is null then coalesce(r.request_uuid, r.id_uuid) end as request_uuid,
      coalesce(r.request_text, case when r.request_uuid is null and r.id_uuid is null then r.id_text end) as request_text,
      (r.flags & ${OUTCOME_BITS}::int)
        | case when r.request_text is null and (r.request_uuid is not null or r.id_uuid is not null) then 0 else ${IS_TEXT}::int end
        | (least(coalesce(r.input_tokens, -1), ${MOST_TOKENS}::int) + 1) * ${TOKENS_FACTOR}::int as facts
    from attempt_row r join attribution t on t.id = r.attribution_id
    where r.bucket = ${ONLY_BUCKET} and r.started_at >= ${formatInstantUs(fromUs)}::timestamptz
      and r.started_at < ${formatInstantUs(toUs)}::timestamptz and ${who}
      and coalesce(r.duration_us, r.long_duration_us) is not null
    ${isOrdered ? END_ORDER : sql``}
  ) attempts`;
}
