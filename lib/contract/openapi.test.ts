import { expect, test } from "vitest";
import { openApiDocument } from "./openapi";
import { OPERATIONS } from "./operations";

test("every operation is in the document with its parameters and answers", () => {
  const document = openApiDocument() as { paths: Record<string, Record<string, { parameters: { name: string }[] }>> };

  for (const { method, path } of OPERATIONS) expect(document.paths[path]?.[method]).toBeDefined();
  const series = document.paths["/api/v1/stats/series"]?.get?.parameters.map((parameter) => parameter.name);
  expect(series).toEqual(expect.arrayContaining(["window", "from", "to", "model", "metric", "step", "by"]));
  expect(document.paths["/api/v1/policies/{tier}"]?.put?.parameters.map((parameter) => parameter.name)).toEqual([
    "tier",
    "If-Match",
  ]);
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});
