import { isFields } from "../values";

const CUT = "…";

/** A copy of which everything below a depth is left out: JSON may be nested deeper than it can be written again. */
export function cutDepth(value: unknown, depth: number): unknown {
  const isList = Array.isArray(value);
  if (!isList && !isFields(value)) return value;
  if (depth === 0) return CUT;
  if (isList) return value.map((item) => cutDepth(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutDepth(inner, depth - 1)]));
}
