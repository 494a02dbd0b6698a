import type { TransactionSql } from "postgres";
import { z } from "zod";
import { dayStart } from "@/db/partitions/partition-days";
import { ARCHIVE_COLUMNS, ARCHIVE_NAMES, type ArchiveRow } from "@/lib/domain/archive/archive-columns";
import { outcomeOfCode } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { LABEL_SET_COLUMNS } from "../schema/label-sets";

const TOKENS = [
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
  "reasoning_tokens",
  "audio_input_tokens",
  "audio_output_tokens",
  "image_input_tokens",
] as const;

const integer = z.number().int();
const text = z.string().nullable();
const micros = z.coerce.number().int().nullable();
const pico = z
  .string()
  .transform((digits) => BigInt(digits))
  .nullable();

const rowSchema = z.object({
  started_at: z.coerce.number().int(),
  id_uuid: text,
  id_text: text,
  request_uuid: text,
  request_text: text,
  codes: z.array(integer.nullable()).length(ARCHIVE_NAMES.length),
  price_id: integer.nullable(),
  policy_version: integer.nullable(),
  error_code: integer.nullable(),
  outcome: integer.transform(outcomeOfCode),
  usage_source: integer.transform((code) => USAGE_SOURCES[code] ?? String(code)),
  attempt: integer,
  final: z.boolean(),
  streamed: z.boolean(),
  usage_inconsistent: z.boolean(),
  cost_estimated: z.boolean(),
  http_status: integer.nullable(),
  late_s: integer,
  duration_us: micros,
  ttft_us: micros,
  input_tokens: integer.nullable(),
  cached_input_tokens: integer.nullable(),
  cache_write_tokens: integer.nullable(),
  cache_write_1h_tokens: integer.nullable(),
  output_tokens: integer.nullable(),
  reasoning_tokens: integer.nullable(),
  audio_input_tokens: integer.nullable(),
  audio_output_tokens: integer.nullable(),
  image_input_tokens: integer.nullable(),
  units: text,
  cost_pico: pico,
  reported_cost_pico: pico,
  trace_id: text,
  tags: text,
  consumer: text,
  session: text,
  revision: integer,
});
type PartitionRow = z.output<typeof rowSchema>;

const ROWS_AT_ONCE = 2_000;
const namesSchema = z.array(z.object({ id: z.number(), value: z.string() }));

/** The names of every dimension's code, as a transaction sees them. */
export async function readNames(tx: TransactionSql): Promise<ReadonlyMap<number, string>> {
  const rows = namesSchema.parse(await tx`select id, value from dimension`);
  return new Map(rows.map(({ id, value }) => [id, value]));
}

/** The attempts stored of a day, in the order of time, some thousand at a time. */
export async function* readPartition(
  tx: TransactionSql,
  { day, names }: { day: number; names: ReadonlyMap<number, string> },
): AsyncGenerator<ArchiveRow[], void, undefined> {
  const bounds = [dayStart(day), dayStart(day + 1)];
  for await (const rows of tx.unsafe(PARTITION_ROWS, bounds).cursor(ROWS_AT_ONCE)) {
    yield z
      .array(rowSchema)
      .parse(rows)
      .map((row) => archiveRow(row, names));
  }
}

const CODES = ARCHIVE_NAMES.map((name) => {
  const column = `${name}_id`;
  return `nullif(${LABEL_SET_COLUMNS.some((label) => label === column) ? "l" : "t"}.${column}, 0)`;
});
// Where there is usage, a part that is null is 0.
const TOKEN_COLUMNS = TOKENS.map(
  (name) => `case when r.input_tokens is not null then coalesce(r.${name}, 0) else r.${name} end as ${name}`,
);
const PARTITION_ROWS = `
  select (extract(epoch from r.started_at) * 1000000)::bigint as started_at, r.id_uuid::text as id_uuid, r.id_text,
    r.request_uuid::text as request_uuid, r.request_text, array[${CODES.join(", ")}] as codes,
    nullif(t.price_id, 0) as price_id, nullif(t.policy_version, -1) as policy_version, r.error_code_id as error_code,
    r.flags & 7 as outcome, (r.flags >> 3) & 3 as usage_source, (r.flags >> 19) & 1023 as attempt,
    (r.flags & 32) <> 0 as final, (r.flags & 64) <> 0 as streamed, (r.flags & 128) <> 0 as usage_inconsistent,
    (r.flags & 256) <> 0 as cost_estimated, nullif((r.flags >> 9) & 1023, 0) as http_status, r.late_s,
    coalesce(r.duration_us, r.long_duration_us)::text as duration_us, coalesce(r.ttft_us, r.long_ttft_us)::text as ttft_us,
    ${TOKEN_COLUMNS.join(", ")}, r.units::text as units, r.cost_pico::text as cost_pico,
    r.reported_cost_pico::text as reported_cost_pico, r.trace_id, to_json(r.tags)::text as tags, r.consumer, r.session, r.revision
  from attempt_row r join attribution t on t.id = r.attribution_id left join label_set l on l.id = r.label_set_id
  where r.bucket = ${ONLY_BUCKET} and r.started_at >= $1::timestamptz and r.started_at < $2::timestamptz
  order by r.started_at`;

function archiveRow({ codes, error_code, ...row }: PartitionRow, names: ReadonlyMap<number, string>): ArchiveRow {
  const nameOf = (code: number | null | undefined) => {
    if (code === null || code === undefined) return null;
    const name = names.get(code);
    if (name === undefined) throw new Error(`No dimension has the code ${code}`);
    return name;
  };
  const named = Object.fromEntries(ARCHIVE_NAMES.map((name, place) => [name, nameOf(codes[place])]));
  const values = new Map(Object.entries({ ...row, ...named, error_code: nameOf(error_code) }));
  return ARCHIVE_COLUMNS.map(({ name }) => values.get(name) ?? null);
}
