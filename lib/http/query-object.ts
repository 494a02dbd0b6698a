import { z } from "zod";

/**
 * The query of a URL as the object a schema expects.
 *
 * A key is a list where the schema wants a list, however often it is given, and where it is repeated; so a repeated
 * single value fails in the schema instead of one of the two being dropped silently.
 */
export function queryObject(search: URLSearchParams, schema?: z.ZodType): Record<string, string | string[]> {
  const lists = schema ? listKeys(schema) : new Set<string>();
  const result: Record<string, string | string[]> = Object.create(null);
  for (const key of new Set(search.keys())) {
    const values = search.getAll(key);
    result[key] = lists.has(key) || values.length > 1 ? values : (values[0] ?? "");
  }
  return result;
}

function listKeys(schema: z.core.$ZodType): Set<string> {
  const inner = unwrap(schema);
  if (inner instanceof z.core.$ZodObject) {
    const { shape } = inner._zod.def;
    return new Set(Object.keys(shape).filter((key) => shape[key] && unwrap(shape[key]) instanceof z.core.$ZodArray));
  }
  if (inner instanceof z.core.$ZodUnion) {
    return new Set(inner._zod.def.options.flatMap((option) => [...listKeys(option)]));
  }
  if (inner instanceof z.core.$ZodIntersection) {
    return new Set([...listKeys(inner._zod.def.left), ...listKeys(inner._zod.def.right)]);
  }
  return new Set();
}

/** The schema that reads the raw value: beneath optional, default and the like, at the head of a pipe. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodReadonly ||
    schema instanceof z.core.$ZodCatch
  ) {
    return unwrap(schema._zod.def.innerType);
  }
  if (schema instanceof z.core.$ZodPipe) {
    const { in: head, out: tail } = schema._zod.def;
    return unwrap(head instanceof z.core.$ZodTransform ? tail : head);
  }
  return schema;
}
