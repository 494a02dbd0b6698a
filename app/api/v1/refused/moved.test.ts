import { expect, test } from "vitest";
import { allowedMethods } from "@/app/_cli/allowed-methods";
import { MOVED } from "@/lib/contract/moved";
import { openApiDocument } from "@/lib/contract/openapi";
import { OPERATIONS } from "@/lib/contract/operations";
import { GET, POST } from "./[[...rest]]/route";

const ask = { get: GET, post: POST };

test.each(MOVED)("$method $from answers 308 to $to, with its query", ({ method, from, to }) => {
  const response = ask[method](new Request(`http://localhost${from}?a=b`, { method }));

  expect([response.status, response.headers.get("location")]).toEqual([308, `${to}?a=b`]);
  expect(OPERATIONS.some((operation) => operation.method === method && operation.path === to)).toBe(true);
});

test("other methods and addresses below are not found", async () => {
  for (const [method, path] of [
    ["POST", "/api/v1/refused"],
    ["GET", "/api/v1/refused/replay"],
    ["GET", "/api/v1/refused/else"],
  ] as const) {
    const response = POST(new Request(`http://localhost${path}`, { method }));
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: "NOT_FOUND" } }]);
  }
});

test.each(MOVED)("the description and the list of methods know $from as deprecated", ({ method, from, to }) => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, unknown>> };

  expect(paths[from]?.[method]).toMatchObject({ deprecated: true, responses: { 308: expect.anything() } });
  expect(paths[to]?.[method]).not.toHaveProperty("deprecated");
  expect(allowedMethods(from)).toContain(method.toUpperCase());
});
