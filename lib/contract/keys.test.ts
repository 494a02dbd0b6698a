import { expect, test } from "vitest";
import { SCOPES } from "./keys";
import { OPERATIONS } from "./operations";
import { ROUTER_OPERATIONS } from "./router-operations";

test("every scope is asked for by some operation", () => {
  const asked = new Set([...OPERATIONS, ...ROUTER_OPERATIONS].map(({ scope }) => scope));

  expect(SCOPES.filter((scope) => !asked.has(scope))).toEqual([]);
});
