import { expect, test } from "vitest";
import { keyState } from "./key-state";
import { auditChanges } from "./prepare-audit";

test("only what differs is told, by its path, with both values", () => {
  const before = { role: "viewer", failover: { latency: { max_ms: 800 } }, fallbacks: ["a"], published_at: "1" };
  const after = { role: "admin", failover: { latency: { max_ms: 600 } }, fallbacks: ["a"], published_at: "2" };

  expect(auditChanges({ before, after })).toEqual(["role: viewer → admin", "failover.latency.max_ms: 800 → 600"]);
});

test("what was created or removed is told with its values", () => {
  expect(auditChanges({ before: null, after: { scopes: ["admin", "logs:write"] } })).toEqual([
    "scopes: admin, logs:write",
  ]);
  expect(auditChanges({ before: { role: "viewer" }, after: null })).toEqual(["role: viewer removed"]);
  expect(auditChanges({ before: { latency: null }, after: { latency: { max_ms: 1 } } })).toEqual([
    "latency: none removed",
    "latency.max_ms: 1",
  ]);
  expect(auditChanges({ before: null, after: null })).toEqual([]);
});

test("a key is active until it is revoked or its time is up", () => {
  const asOf = "2026-03-01T00:00:00Z";
  expect(keyState({ revoked_at: null, expires_at: null }, asOf).text).toBe("active");
  expect(keyState({ revoked_at: null, expires_at: asOf }, asOf).text).toBe("expired");
  expect(keyState({ revoked_at: asOf, expires_at: null }, asOf).text).toBe("revoked");
});
