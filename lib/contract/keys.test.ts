import { expect, test } from "vitest";
import { newKeySchema, SCOPES } from "./keys";
import { OPERATIONS } from "./operations";

test("every scope is asked for by some operation", () => {
  const asked = new Set(OPERATIONS.map(({ scope }) => scope));

  expect(SCOPES.filter((scope) => !asked.has(scope))).toEqual([]);
});

test("a scope that the contract names is accepted, though no screen offers it yet", () => {
  expect(newKeySchema.parse({ name: "router", scopes: ["gateway:use"] }).scopes).toEqual(["gateway:use"]);
});
