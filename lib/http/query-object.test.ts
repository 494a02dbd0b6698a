import { expect, test } from "vitest";
import { z } from "zod";
import { queryObject } from "./query-object";

const read = (query: string, schema?: z.ZodType) => ({ ...queryObject(new URLSearchParams(query), schema) });

test("a key is a list where the schema wants a list, beneath any wrapper", () => {
  const schema = z
    .strictObject({
      plain: z.array(z.string()),
      optional: z.array(z.string()).optional(),
      standard: z.array(z.string()).default([]),
      piped: z.array(z.string()).transform((list) => list.length),
      prepared: z.preprocess((value) => value, z.array(z.string())),
      single: z.string(),
    })
    .refine(() => true)
    .transform((value) => value);

  expect(read("plain=1&optional=2&standard=3&piped=4&prepared=5&single=6", schema)).toEqual({
    plain: ["1"],
    optional: ["2"],
    standard: ["3"],
    piped: ["4"],
    prepared: ["5"],
    single: "6",
  });
});

test("a repeated key is never dropped silently", () => {
  expect(read("a=1&a=2&b=3")).toEqual({ a: ["1", "2"], b: "3" });
});

test("a key named like a property of every object is just a key", () => {
  expect(z.strictObject({}).safeParse(queryObject(new URLSearchParams("__proto__=1"))).success).toBe(false);
});
