import { unpackJson } from "../values";

const MAX_CHARACTERS = 20_000;
const MAX_DEPTH = 8;
const TOKEN = /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|([{}()[\]:,=]))/y;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["None", null],
  ["True", true],
  ["False", false],
]);

/**
 * What a text holds that is JSON or the text of a Python value: `{'cache_read': 1}` or `Details(cached_tokens=1)`.
 *
 * Anything that is neither is itself.
 */
export function readTextObject(value: unknown): unknown {
  const unpacked = unpackJson(value);
  if (typeof unpacked !== "string" || unpacked.length > MAX_CHARACTERS) return unpacked;
  return pythonValue(unpacked) ?? unpacked;
}

type Reader = { take: () => string | null; peek: () => string | null };

function readerOf(text: string): Reader {
  let index = 0;
  const read = (): { token: string | null; end: number } => {
    TOKEN.lastIndex = index;
    const match = TOKEN.exec(text);
    return { token: match ? match[0].trim() : null, end: TOKEN.lastIndex };
  };
  return {
    peek: () => read().token,
    take: () => {
      const { token, end } = read();
      if (token !== null) index = end;
      return token;
    },
  };
}

/** An object, or null where the text is none that can be read to its end. */
function pythonValue(text: string): object | null {
  const reader = readerOf(text);
  try {
    const value = readValue(reader, 0);
    return typeof value === "object" ? value : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

function readValue(reader: Reader, depth: number): unknown {
  const token = reader.take();
  if (token === null || depth > MAX_DEPTH) throw new Unreadable();
  if (token === "{") return readFields(reader, { end: "}", between: ":", depth });
  if (token === "[" || token === "(") return readList(reader, token === "[" ? "]" : ")", depth);
  if (/^['"]/.test(token)) return token.slice(1, -1);
  if (/^-?\d/.test(token)) return Number(token);
  if (WORDS.has(token)) return WORDS.get(token);
  if (/^\w/.test(token) && reader.peek() === "(") {
    reader.take();
    return readFields(reader, { end: ")", between: "=", depth });
  }
  throw new Unreadable();
}

function readFields(reader: Reader, shape: { end: string; between: string; depth: number }): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  while (reader.peek() !== shape.end) {
    const name = reader.take();
    if (name === null || reader.take() !== shape.between) throw new Unreadable();
    fields.set(name.replace(/^['"]|['"]$/g, ""), readValue(reader, shape.depth + 1));
    if (reader.peek() === ",") reader.take();
  }
  reader.take();
  return Object.fromEntries(fields);
}

function readList(reader: Reader, end: string, depth: number): unknown[] {
  const values: unknown[] = [];
  while (reader.peek() !== end) {
    values.push(readValue(reader, depth + 1));
    if (reader.peek() === ",") reader.take();
  }
  reader.take();
  return values;
}
