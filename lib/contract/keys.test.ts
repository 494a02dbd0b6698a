import { expect, test } from "vitest";
import { newKeySchema, SCOPES } from "./keys";
import { OPERATIONS } from "./operations";

test("every scope is asked for by some operation", () => {
  const asked = new Set(OPERATIONS.map(({ scope }) => scope));

  expect(SCOPES.filter((scope) => !asked.has(scope))).toEqual([]);
});

test("no key is made for a scope that nothing asks for", () => {
  expect(newKeySchema.safeParse({ name: "router", scopes: ["gateway:use"] }).success).toBe(false);
});
