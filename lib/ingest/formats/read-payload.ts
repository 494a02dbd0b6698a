import { AppError, isAppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import type { Entry } from "./entry";

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
  if (!("broken" in whole)) return Array.isArray(whole.value) ? bounded(whole.value).map(itemOf) : [whole];
  // Before they are parsed: what is no JSON costs more than what is.
  const lines = bounded(trimmed.split("\n", MAX_RECORDS_PER_POST * 2)).filter((line) => line.trim() !== "");
  if (trimmed.startsWith("[") || lines.length < 2) throw new AppError("INVALID", "The body is not JSON");
  return lines.map(parse);
}

/**
 * What each thing in a body tells. One that is so odd that reading it fails costs none of the others, since their senders
 * throw a refused batch away.
 */
export function readEntries(text: string, entriesOf: (value: unknown) => Entry | readonly Entry[]): Entry[] {
  const entries = readItems(text).flatMap((item): Entry | readonly Entry[] => {
    if ("broken" in item) return { unreadable: item.broken };
    try {
      return entriesOf(item.value);
    } catch (error) {
      if (isAppError(error)) throw error;
      return { unreadable: "Cannot be read" };
    }
  });
  return bounded(entries);
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

function bounded<T>(items: T[]): T[] {
  if (items.length <= MAX_RECORDS_PER_POST) return items;
  throw new AppError("TOO_LARGE", `At most ${MAX_RECORDS_PER_POST.toLocaleString("en")} entries may be sent at once`);
}
