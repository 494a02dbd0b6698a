import type { Sql, TransactionSql } from "postgres";
import { ensurePartitions } from "@/db/partitions/ensure-partitions";
import { fingerprintPartition } from "@/db/partitions/fingerprint-partition";
import { isoDay } from "@/db/partitions/partition-days";
import { ARCHIVE_COLUMNS, ARCHIVE_NAMES, type ArchiveRow } from "@/lib/domain/archive/archive-columns";
import { OUTCOME_CODES, OUTCOMES } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { DIMENSION_SET_COLUMNS, NO_POLICY_VERSION, NO_PRICE_ID } from "../schema/dimension-sets";
import { LABEL_SET_COLUMNS } from "../schema/label-sets";
import { noteRestored } from "./note-restored";

const ROWS_AT_ONCE = 2_000;
const SQL_TYPES = {
  instant: "bigint",
  int: "integer",
  long: "bigint",
  money: "bigint",
  flag: "boolean",
  text: "text",
  uuid: "uuid",
} as const;

type RestoreInput = { day: number; rows: AsyncIterable<readonly ArchiveRow[]>; until: Date };

/**
 * Puts a day's archived attempts back into its partition, all or none, until an instant; resolves to how many were not there.
 *
 * No sum changes: they have counted these attempts since they came.
 */
export async function restoreDay(sql: Sql, { day, rows, until }: RestoreInput): Promise<number> {
  await ensurePartitions(sql, [day]);
  let restored = 0;
  await sql.begin(async (tx) => {
    const isAlone = (await fingerprintPartition(tx, day))?.startsWith("0 ") ?? false;
    for await (const batch of rows) {
      for (let at = 0; at < batch.length; at += ROWS_AT_ONCE) {
        restored += await insertRows(tx, batch.slice(at, at + ROWS_AT_ONCE));
      }
    }
    // Whatever came since makes it other rows than the file's: then it is archived anew.
    const fingerprint = isAlone ? await fingerprintPartition(tx, day) : null;
    await noteRestored(tx, { day: isoDay(day), until, fingerprint });
  });
  return restored;
}

async function insertRows(tx: TransactionSql, rows: readonly ArchiveRow[]): Promise<number> {
  const json = JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        ARCHIVE_COLUMNS.flatMap(({ name }, place) => {
          const value = row[place] ?? null;
          return value === null ? [] : [[name, typeof value === "bigint" ? value.toString() : value]];
        }),
      ),
    ),
  );
  // Another database may not know a name or a combination of them; the one that the file is from knows them all.
  await tx.unsafe(`insert into dimension (kind, value) ${NAMES} on conflict do nothing`, [json]);
  await tx.unsafe(`insert into attribution (${DIMENSION_SET_COLUMNS.join(", ")}) ${SETS} on conflict do nothing`, [
    json,
  ]);
  await tx.unsafe(`insert into label_set (${LABEL_SET_COLUMNS.join(", ")}) ${LABEL_SETS} on conflict do nothing`, [
    json,
  ]);
  const { count } = await tx.unsafe(INSERT, [json]);
  return count;
}

const FILE_ROWS = `json_to_recordset($1::text::json) as f(${ARCHIVE_COLUMNS.map(({ name, type }) => `${name} ${SQL_TYPES[type]}`).join(", ")})`;

/** A dimension's kind and the file's column of it. */
const KINDS: readonly (readonly [kind: string, column: string])[] = [
  ...ARCHIVE_NAMES.map((name) => [name === "requested_model" ? "model" : name, name] as const),
  ["error_code", "error_code"],
];
const NAMES = `select distinct kind, value from ${FILE_ROWS}, lateral (values ${KINDS.map(
  ([kind, column]) => `('${kind}', f.${column})`,
).join(", ")}) as named(kind, value)
  where value is not null and not exists (select from dimension d where d.kind = named.kind and d.value = named.value)
  order by 1, 2`;

const codeOf = (kind: string, column: string) =>
  `(select d.id from dimension d where d.kind = '${kind}' and d.value = f.${column})`;
const SET_CODES = DIMENSION_SET_COLUMNS.map((column) => {
  if (column === "price_id") return `coalesce(f.price_id, ${NO_PRICE_ID})`;
  if (column === "policy_version") return `coalesce(f.policy_version, ${NO_POLICY_VERSION})`;
  const name = column.slice(0, -"_id".length);
  return `coalesce(${codeOf(name === "requested_model" ? "model" : name, name)}, 0)`;
});
const LABEL_CODES = LABEL_SET_COLUMNS.map((column) => {
  const name = column.slice(0, -"_id".length);
  return `coalesce(${codeOf(name, name)}, 0)`;
});
const SETS = `select distinct ${SET_CODES.join(", ")} from ${FILE_ROWS}
  order by ${SET_CODES.map((_, place) => place + 1).join(", ")}`;
const HAS_LABELS = LABEL_SET_COLUMNS.map((column) => `f.${column.slice(0, -"_id".length)} is not null`).join(" or ");
const LABEL_SETS = `select distinct ${LABEL_CODES.join(", ")} from ${FILE_ROWS} where ${HAS_LABELS}
  order by ${LABEL_CODES.map((_, place) => place + 1).join(", ")}`;

const INT4_MAX = 2_147_483_647;
const outcomeCode = `case f.outcome ${OUTCOMES.map((outcome) => `when '${outcome}' then ${OUTCOME_CODES[outcome]}`).join(" ")} end`;
const sourceCode = `case f.usage_source ${USAGE_SOURCES.map((source, code) => `when '${source}' then ${code}`).join(" ")} end`;
const bit = (column: string, place: number) => `(f.${column}::int << ${place})`;
const part = (name: string): [string, string] => [
  name,
  `case when f.input_tokens is not null then nullif(f.${name}, 0) else f.${name} end`,
];

/** Every column of attempt_row, as ingest writes it. */
const STORED: readonly (readonly [column: string, value: string])[] = [
  ["started_at", "timestamptz 'epoch' + f.started_at * interval '1 microsecond'"],
  ["cost_pico", "f.cost_pico"],
  ["reported_cost_pico", "f.reported_cost_pico"],
  [
    "attribution_id",
    `(select id from attribution s where (${DIMENSION_SET_COLUMNS.map((name) => `s.${name}`).join(", ")}) = (${SET_CODES.join(", ")}))`,
  ],
  [
    "label_set_id",
    `coalesce((select id from label_set s where (${HAS_LABELS}) and (${LABEL_SET_COLUMNS.map((name) => `s.${name}`).join(", ")}) = (${LABEL_CODES.join(", ")})), 0)`,
  ],
  [
    "flags",
    `${outcomeCode} | (${sourceCode} << 3) | ${bit("final", 5)} | ${bit("streamed", 6)} | ${bit("usage_inconsistent", 7)}
      | ${bit("cost_estimated", 8)} | (coalesce(f.http_status, 0) << 9) | (f.attempt << 19)`,
  ],
  ["late_s", "f.late_s"],
  ["duration_us", `case when f.duration_us <= ${INT4_MAX} then f.duration_us end`],
  ["long_duration_us", `case when f.duration_us > ${INT4_MAX} then f.duration_us end`],
  ["ttft_us", `case when f.ttft_us <= ${INT4_MAX} then f.ttft_us end`],
  ["long_ttft_us", `case when f.ttft_us > ${INT4_MAX} then f.ttft_us end`],
  ["input_tokens", "f.input_tokens"],
  ["output_tokens", "f.output_tokens"],
  ...["cached_input_tokens", "cache_write_tokens", "cache_write_1h_tokens", "reasoning_tokens"].map(part),
  ...["audio_input_tokens", "audio_output_tokens", "image_input_tokens"].map(part),
  ["error_code_id", codeOf("error_code", "error_code")],
  ...["id_uuid", "id_text", "request_uuid", "request_text", "trace_id", "consumer", "session", "revision"].map(
    (name): [string, string] => [name, `f.${name}`],
  ),
  ["units", "f.units::json"],
  ["tags", "case when f.tags is not null then array(select json_array_elements_text(f.tags::json)) end"],
];
const INSERT = `insert into attempt_row (${STORED.map(([column]) => column).join(", ")})
  select ${STORED.map(([, value]) => value).join(",\n")} from ${FILE_ROWS} on conflict do nothing`;
