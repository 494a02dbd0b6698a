import type { z } from "zod";

/**
 * What is wrong with a record's field, in words for whoever sends it, where the schema has none of its own.
 *
 * Undefined for an issue that is not listed: the library's words stand in.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined || (issue.input === null && issue.expected !== "object")
        ? "Is missing"
        : describeType(issue.expected, issue.input);
    case "invalid_value":
      return `Must be one of ${issue.values.join(", ")}`;
    case "too_small":
      return `Must be at least ${describeLimit(issue.minimum)}`;
    case "too_big":
      return `Must be at most ${describeLimit(issue.maximum)}`;
    default:
      return undefined;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with a record's fields",
};

function describeType(expected: string, input: unknown): string {
  const isNumber = expected === "number" || expected === "int";
  return `Must be ${TYPES[expected] ?? expected}${isNumber && typeof input === "string" ? ", not text" : ""}`;
}

function describeLimit(limit: number | bigint): string {
  return limit.toLocaleString("en");
}
