import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";

export type Item = { value: unknown } | { broken: string };

/**
 * What a body holds, however it was written: the elements of a JSON array, one JSON value, or one a line.
 *
 * Told apart by the text, because senders name all three application/json.
 */
export function readItems(text: string): Item[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const whole = parse(trimmed);
  if (!("broken" in whole)) return bounded(Array.isArray(whole.value) ? whole.value.map(itemOf) : [whole]);
  const lines = trimmed.split("\n").filter((line) => line.trim() !== "");
  if (trimmed.startsWith("[") || lines.length < 2) throw new AppError("INVALID", "The body is not JSON");
  return bounded(lines.map(parse));
}

function itemOf(value: unknown): Item {
  return { value };
}

function parse(text: string): Item {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { broken: "The line is not JSON" };
  }
}

function bounded(items: Item[]): Item[] {
  if (items.length <= MAX_RECORDS_PER_POST) return items;
  throw new AppError("TOO_LARGE", `At most ${MAX_RECORDS_PER_POST.toLocaleString("en")} entries may be sent at once`);
}
