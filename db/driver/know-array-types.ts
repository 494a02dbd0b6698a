import type { Sql } from "postgres";

/** Element type → its array type, by numbers that never change. Drizzle has its own way with dates and numerics. */
const ARRAY_TYPES: Record<number, number> = {
  16: 1000, // bool
  17: 1001, // bytea
  19: 1003, // name
  20: 1016, // int8
  21: 1005, // int2
  23: 1007, // int4
  25: 1009, // text
  114: 199, // json
  700: 1021, // float4
  701: 1022, // float8
  1043: 1015, // varchar
  2950: 2951, // uuid
  3802: 3807, // jsonb
};

type Convert = (value: unknown) => unknown;

/**
 * Teaches a client arrays, each element read and written as it would be alone. Goes with `fetch_types: false`.
 *
 * Otherwise the driver (3.4.9) asks the server for them on a connection's start without awaiting the answer: one that
 * dies just then rejects a promise nobody holds, which ends the process.
 */
export function knowArrayTypes(sql: Sql): void {
  // Where the driver keeps its conversions, by type; its types leave out that they are optional.
  const { parsers, serializers } = sql.options as unknown as Record<"parsers" | "serializers", Record<number, Convert>>;
  for (const [element, array] of Object.entries(ARRAY_TYPES)) {
    const type = Number(element);
    // Looked up late: drizzle puts its own conversions of single values in their place.
    parsers[array] = (text) => parseArray(String(text), (value) => (parsers[type] ? parsers[type](value) : value));
    serializers[array] = (values) =>
      Array.isArray(values)
        ? writeArray(values, (value) => (serializers[type] ? serializers[type](value) : value))
        : values;
  }
}

function writeArray(values: readonly unknown[], write: Convert): string {
  const items = values.map((value) => {
    if (value === null) return "null";
    if (value === undefined) throw new TypeError("An array parameter holds undefined");
    if (Array.isArray(value)) return writeArray(value, write);
    return `"${String(write(value)).replaceAll(/["\\]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}

function parseArray(text: string, parse: Convert): unknown[] {
  // Bounds that do not start at 1 stand before the elements.
  let at = text.indexOf("{");

  function list(): unknown[] {
    const items: unknown[] = [];
    at++;
    while (at < text.length && text[at] !== "}") {
      if (text[at] === ",") at++;
      else items.push(text[at] === "{" ? list() : text[at] === '"' ? quoted() : plain());
    }
    at++;
    return items;
  }
  function plain(): unknown {
    const start = at;
    while (at < text.length && text[at] !== "," && text[at] !== "}") at++;
    const value = text.slice(start, at);
    return value === "NULL" ? null : parse(value);
  }
  function quoted(): unknown {
    let value = "";
    for (at++; at < text.length && text[at] !== '"'; at++) {
      if (text[at] === "\\") at++;
      value += text[at];
    }
    at++;
    return parse(value);
  }
  return list();
}
