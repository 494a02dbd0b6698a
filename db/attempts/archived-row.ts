import { ARCHIVE_COLUMNS, type ArchiveRow, type ArchiveValue } from "@/lib/domain/archive/archive-columns";
import { OUTCOME_CODES, OUTCOMES } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { parseTags } from "../archive/parse-tags";
import { type AttemptRow, attemptRowSchema } from "./attempt-rows";

const SOURCES: readonly ArchiveValue[] = USAGE_SOURCES;

/** A row of a file that is no attempt. */
export class RowError extends Error {
  override name = "RowError";
}

/** An attempt of a file as the database would have given it; RowError where it is none. */
export function archivedRow(row: ArchiveRow): AttemptRow {
  try {
    return readRow(row);
  } catch (cause) {
    throw new RowError("A row of the file is no attempt", { cause });
  }
}

function readRow(row: ArchiveRow): AttemptRow {
  const values = Object.fromEntries(ARCHIVE_COLUMNS.map(({ name }, place) => [name, row[place] ?? null]));
  const id = values.id_uuid ?? values.id_text;
  const outcome = OUTCOMES.find((name) => name === values.outcome);
  return attemptRowSchema.parse({
    ...values,
    id,
    request_id: values.request_uuid ?? values.request_text ?? id,
    started_at_us: values.started_at,
    outcome: outcome && OUTCOME_CODES[outcome],
    usage_source: SOURCES.indexOf(values.usage_source ?? null),
    cost_usd: textOrNull(values.cost_pico),
    reported_cost_usd: textOrNull(values.reported_cost_pico),
    units: typeof values.units === "string" ? JSON.parse(values.units) : null,
    tags: typeof values.tags === "string" ? parseTags(values.tags) : null,
  });
}

function textOrNull(value: ArchiveValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
