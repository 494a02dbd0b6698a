import { type FieldMap, type ImportOptions, VALUE_MAPS_MAX, type ValueMap } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";

/**
 * One line of the mapping: a record's field from a column (perhaps times a factor), or one value for all rows. `meanings`
 * says what texts of the column mean, as "OK=ok, ERR=server_error".
 */
export type MapLine = { field: string; from: "column" | "value"; text: string; factor: string; meanings: string };

export type ImportDraft = { source: string | null; lines: MapLine[]; zone: string };

export const NO_MAPPING: ImportDraft = { source: null, lines: [], zone: "" };

export function toOptions({ source, lines, zone }: ImportDraft): ImportOptions {
  const said = lines.filter(({ text }) => text.trim() !== "");
  const maps = said.flatMap((line): FieldMap[] =>
    line.from === "column" ? [{ field: line.field, column: line.text, factor: factorOf(line.factor) }] : [],
  );
  const sets = said.filter(({ from }) => from === "value").map(({ field, text }) => [field, text.trim()]);
  if (source !== null) return { source, maps: [], sets: {}, zone: null };
  const values = said.flatMap((line) => (line.from === "column" ? readMeanings(line).values : []));
  return {
    ...{ source, maps, sets: Object.fromEntries(sets), zone: zone.trim() === "" ? null : zone.trim() },
    ...(values.length > 0 && { values: values.slice(0, VALUE_MAPS_MAX) }),
  };
}

/** What is wrong with what texts of a column are said to mean; null where nothing is. */
export function meaningsProblem(lines: readonly MapLine[]): string | null {
  const odd = lines.flatMap((line) => (line.from === "column" ? readMeanings(line).odd : []));
  return odd.length === 0
    ? null
    : t("Write each meaning as text=value, separated by commas: {odd}", { odd: odd.join(", ") });
}

function readMeanings({ field, meanings }: MapLine): { values: ValueMap[]; odd: string[] } {
  const parts = meanings.split(",").map((part) => part.trim());
  const values: ValueMap[] = [];
  const odd: string[] = [];
  for (const part of parts.filter((each) => each !== "")) {
    const equals = part.lastIndexOf("=");
    const [from, to] = [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
    if (equals < 1 || from === "" || to === "") odd.push(part);
    else values.push({ field, from, to });
  }
  return { values, odd };
}

/** The draft whose options these are. */
export function draftOf({ source, maps, values = [], sets, zone }: ImportOptions): ImportDraft {
  const meaningsOf = (field: string) =>
    values.flatMap((value) => (value.field === field ? [`${value.from}=${value.to}`] : [])).join(", ");
  const mapped = maps.map(({ field, column, factor }): MapLine => {
    return {
      ...{ field, from: "column", text: column, factor: factor === null ? "" : String(factor) },
      meanings: meaningsOf(field),
    };
  });
  const set = Object.entries(sets).map(
    ([field, text]): MapLine => ({
      ...{ field, from: "value", text, factor: "" },
      meanings: "",
    }),
  );
  return { source, lines: [...mapped, ...set], zone: zone ?? "" };
}

function factorOf(text: string): number | null {
  const factor = Number(text);
  return text.trim() === "" || !Number.isFinite(factor) || factor <= 0 || factor === 1 ? null : factor;
}

/** Names that other tools' columns have, by the field they fill and the factor that makes the field's unit of theirs. */
const KNOWN_COLUMNS: readonly (readonly [field: string, pattern: RegExp, factor: string])[] = [
  ["started_at", /^(timestamp|time|start_?time|created(_at)?|request_(time|timestamp)|starttime|date)$/i, ""],
  ["model", /^(model_?name|model_id|llm|deployment)$/i, ""],
  ["provider", /^(vendor|custom_llm_provider|host)$/i, ""],
  ["duration_ms", /^(latency_ms|elapsed_ms|response_time_ms|latency)$/i, ""],
  ["duration_ms", /^(latency_s|elapsed|end_to_end_latency_s|duration_s|response_time)$/i, "1000"],
  ["ttft_ms", /^(ttft|time_to_first_token(_ms)?|first_token_ms)$/i, ""],
  ["ttft_ms", /^(ttft_s|time_to_first_token_s)$/i, "1000"],
  ["input_tokens", /^(prompt_tokens|context_?tokens|input_token_count|number_input_tokens|tokens_in)$/i, ""],
  ["output_tokens", /^(completion_tokens|generated_?tokens|output_token_count|number_output_tokens|tokens_out)$/i, ""],
  ["cost_usd", /^(cost|spend|total_cost|price)$/i, ""],
  ["http_status", /^(status|status_code|code|error_code)$/i, ""],
  ["region", /^(location|zone)$/i, ""],
  ["app", /^(application|team|team_alias|project|user)$/i, ""],
  ["id", /^(request_id|call_id|log_id|uuid)$/i, ""],
];

/** The mapping that the columns' names suggest; fields that have a column of their own name need none. */
export function suggestedLines(columns: readonly string[], fields: readonly string[]): MapLine[] {
  const lines: MapLine[] = [];
  for (const [field, pattern, factor] of KNOWN_COLUMNS) {
    if (columns.includes(field) || !fields.includes(field) || lines.some((line) => line.field === field)) continue;
    const column = columns.find((name) => pattern.test(name) && !fields.includes(name));
    if (column !== undefined) lines.push({ field, from: "column", text: column, factor, meanings: "" });
  }
  const isKnown = (field: string) => columns.includes(field) || lines.some((line) => line.field === field);
  for (const [field, text] of [
    ["model", ""],
    ["duration_ms", ""],
    ["started_at", ""],
  ] as const) {
    if (!isKnown(field)) lines.push({ field, from: "column", text, factor: "", meanings: "" });
  }
  if (!isKnown("outcome") && !isKnown("http_status"))
    lines.push({ field: "outcome", from: "value", text: "ok", factor: "", meanings: "" });
  return lines;
}
