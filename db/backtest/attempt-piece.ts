import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { formatInstantUs } from "@/lib/domain/instant";
import { ONLY_BUCKET } from "../schema/attempt-bucket";

/** Bits of the column of facts; below them the outcome. */
export const OUTCOME_BITS = 7;
export const HAS_COST = 8;
export const IS_UUID = 16;
/** Stand in four bytes for nothing, and for what is found in the column of long ones: more than an int4 can be. */
export const NOTHING = 2 ** 32 - 1;
export const IN_LONG = 2 ** 32 - 2;

const bytes = z
  .instanceof(Uint8Array)
  .nullable()
  .transform((value) => value ?? new Uint8Array(0));

/** Columns of attempts, each the bytes of its values behind one another; those of optional values leave out nulls. */
export const attemptPieceSchema = z.object({
  n: z.number(),
  started_at: bytes,
  facts: bytes,
  /** Two whole numbers of four bytes each: attribution and duration, TTFT and input tokens. */
  attribution_duration: bytes,
  ttft_tokens: bytes,
  long_duration: bytes,
  long_ttft: bytes,
  cost: bytes,
  request_uuids: bytes,
  request_texts: bytes,
});
export type AttemptPiece = z.output<typeof attemptPieceSchema>;

export type PieceInput = {
  fromUs: number;
  toUs: number;
  /** Which of them, by the columns of the row `r` and of its attribution `t`. */
  who: SQL;
  /** In the order of their ends, ties by id; in any order otherwise, which takes half the time. */
  isOrdered?: boolean;
};

const END_ORDER = sql`order by r.started_at + coalesce(r.duration_us, r.long_duration_us) * interval '1 microsecond',
  coalesce(r.id_uuid::text, r.id_text) collate "C" offset 0`;

/**
 * Attempts that began within [fromUs, toUs) as columns in one row.
 *
 * A row for each attempt would take the driver ten times as long.
 */
export function attemptPiece({ fromUs, toUs, who, isOrdered = false }: PieceInput): SQL {
  const column = (value: SQL, name: string) => sql`string_agg(${value}, ''::bytea) as ${sql.identifier(name)}`;
  const columns = [
    column(sql`timestamptz_send(started_at)`, "started_at"),
    column(sql`int2send(facts)`, "facts"),
    // Aggregating a value takes longer than joining two of them.
    column(
      sql`int8send((attribution_id::bigint << 32) | coalesce(duration_us, ${IN_LONG}::bigint))`,
      "attribution_duration",
    ),
    column(
      sql`int8send((coalesce(ttft_us, case when long_ttft_us is null then ${NOTHING}::bigint else ${IN_LONG}::bigint end) << 32)
        | coalesce(input_tokens, ${NOTHING}::bigint))`,
      "ttft_tokens",
    ),
    column(sql`int8send(long_duration_us)`, "long_duration"),
    column(sql`int8send(long_ttft_us)`, "long_ttft"),
    column(sql`int8send(cost_pico)`, "cost"),
    column(sql`uuid_send(request_uuid)`, "request_uuids"),
    // NUL is the one character no text can hold.
    column(sql`convert_to(request_text, 'UTF8') || '\\x00'::bytea`, "request_texts"),
  ];
  return sql`select count(*)::int as n, ${sql.join(columns, sql`, `)} from (
    select r.started_at, r.attribution_id, r.duration_us, r.long_duration_us, r.ttft_us, r.long_ttft_us, r.input_tokens, r.cost_pico,
      case when r.request_text is null then coalesce(r.request_uuid, r.id_uuid) end as request_uuid,
      case when r.request_uuid is null then coalesce(r.request_text, case when r.id_uuid is null then r.id_text end) end as request_text,
      ((r.flags & ${OUTCOME_BITS}::int) | (case when r.cost_pico is null then 0 else ${HAS_COST}::int end)
        | (case when r.request_text is null and (r.request_uuid is not null or r.id_uuid is not null) then ${IS_UUID}::int else 0 end))::smallint as facts
    from attempt_row r join attribution t on t.id = r.attribution_id
    where r.bucket = ${ONLY_BUCKET} and r.started_at >= ${formatInstantUs(fromUs)}::timestamptz
      and r.started_at < ${formatInstantUs(toUs)}::timestamptz and ${who}
    ${isOrdered ? END_ORDER : sql``}
  ) attempts`;
}
