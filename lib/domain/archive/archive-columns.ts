import { LABELS } from "../labels";

/**
 * How a column's values are in memory and in the file: `instant` µs since the epoch, `long` a whole number beyond int4,
 * `money` 10⁻¹² USD as a bigint, `uuid` in canonical form.
 */
export type ArchiveType = "instant" | "int" | "long" | "money" | "flag" | "text" | "uuid";

export type ArchiveColumn = { name: string; type: ArchiveType; isRequired: boolean };
export type ArchiveValue = string | number | bigint | boolean | null;
/** A stored attempt, its values in the order of ARCHIVE_COLUMNS. */
export type ArchiveRow = readonly ArchiveValue[];

const required = (name: string, type: ArchiveType): ArchiveColumn => ({ name, type, isRequired: true });
const optional = (name: string, type: ArchiveType): ArchiveColumn => ({ name, type, isRequired: false });

/** Names that an attempt goes by, which the file spells out; by these its rows are sorted. */
export const ARCHIVE_NAMES = [
  ...["model", "provider", "region", "tier", "app", "requested_model", "router", "service_tier"],
  ...LABELS,
] as const;

/**
 * Every column of a stored attempt, so that reading a file back gives the very rows: null is unknown, zero is zero.
 *
 * What `id` and `request_id` are is in `id_uuid` or `id_text`, as in `attempt_row`; `tags` is JSON. A column that comes or goes is
 * a new ARCHIVE_FORMAT.
 */
export const ARCHIVE_COLUMNS: readonly ArchiveColumn[] = [
  required("started_at", "instant"),
  optional("id_uuid", "uuid"),
  optional("id_text", "text"),
  optional("request_uuid", "uuid"),
  optional("request_text", "text"),
  ...ARCHIVE_NAMES.map((name) => optional(name, "text")),
  optional("price_id", "int"),
  optional("policy_version", "int"),
  optional("error_code", "text"),
  required("outcome", "text"),
  required("usage_source", "text"),
  required("attempt", "int"),
  required("final", "flag"),
  required("streamed", "flag"),
  required("usage_inconsistent", "flag"),
  required("cost_estimated", "flag"),
  optional("http_status", "int"),
  required("late_s", "int"),
  optional("duration_us", "long"),
  optional("ttft_us", "long"),
  optional("input_tokens", "int"),
  optional("cached_input_tokens", "int"),
  optional("cache_write_tokens", "int"),
  optional("cache_write_1h_tokens", "int"),
  optional("output_tokens", "int"),
  optional("reasoning_tokens", "int"),
  optional("audio_input_tokens", "int"),
  optional("audio_output_tokens", "int"),
  optional("image_input_tokens", "int"),
  optional("units", "text"),
  optional("cost_pico", "money"),
  optional("reported_cost_pico", "money"),
  optional("trace_id", "text"),
  optional("tags", "text"),
  optional("consumer", "text"),
  optional("session", "text"),
  required("revision", "int"),
];

/** The version of the file's columns, which its metadata names. */
export const ARCHIVE_FORMAT = 1;

const PLACES = new Map(ARCHIVE_COLUMNS.map(({ name }, place) => [name, place]));

/** Where a column's value is in a row. */
export function archivePlace(name: string): number {
  const place = PLACES.get(name);
  if (place === undefined) throw new Error(`An archive has no column ${name}`);
  return place;
}
