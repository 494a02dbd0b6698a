import { expect, test } from "vitest";
import { LIVE_OPERATIONS } from "@/lib/contract/live-operations";
import { OPERATIONS } from "@/lib/contract/operations";
import { loadOperation } from "./load-operation";

test("every operation is found by its method and path", async () => {
  for (const operation of OPERATIONS) expect(await loadOperation(operation.method, operation.path)).toBe(operation);
});

test("what open reports ask for are reads, each once", () => {
  expect(LIVE_OPERATIONS.every(({ method }) => method === "get")).toBe(true);
  expect(new Set(LIVE_OPERATIONS).size).toBe(LIVE_OPERATIONS.length);
});

test("an operation that does not exist is not found", async () => {
  await expect(loadOperation("get", "/api/v1/nothing")).rejects.toThrow("There is no operation");
});
