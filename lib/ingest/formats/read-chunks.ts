import { isFields } from "../values";

/** What a text holds, and whether a stream in it says that it is complete. */
export type Chunks = { values: unknown[]; isDone: boolean };

const LINE_END = /\r\n|\n|\r/;
/** A field of a server-sent event, or a comment, whose name is empty; one space after the colon belongs to neither. */
const FIELD = /^(data|event|id|retry|): ?/;

/**
 * The JSON values of an answer's text: one value, the elements of a list, a stream's server-sent events, or one value a
 * line. What cannot be read, such as what an app wrote between them, is left out.
 */
export function readChunks(text: string): Chunks {
  const whole = parsed(text);
  if (whole.length > 0) return { values: whole, isDone: false };
  const chunks: Chunks = { values: [], isDone: false };
  let data: string[] = [];
  let event = "";
  const dispatch = () => {
    for (const value of eventValues(data)) chunks.values.push(event === "error" ? asError(value) : value);
    data = [];
    event = "";
  };
  for (const line of text.split(LINE_END)) {
    const [prefix, field] = FIELD.exec(line) ?? [];
    if (prefix === undefined || field === undefined) {
      dispatch();
      if (/^\s*[{[]/.test(line)) chunks.values.push(...parsed(line));
      continue;
    }
    const rest = line.slice(prefix.length);
    if (field === "event") event = rest.trim();
    if (field === "data" && rest.trim() === "[DONE]") chunks.isDone = true;
    else if (field === "data") data.push(rest);
  }
  dispatch();
  return chunks;
}

/** An event's lines are one value; some senders leave out the empty lines between events. */
function eventValues(lines: readonly string[]): unknown[] {
  const whole = parsed(lines.join("\n"));
  return whole.length > 0 || lines.length < 2 ? whole : lines.flatMap(parsed);
}

function asError(value: unknown): unknown {
  return isFields(value) && "error" in value ? value : { error: value };
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [];
  }
}
