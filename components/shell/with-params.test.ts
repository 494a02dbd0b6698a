import { expect, test } from "vitest";
import { withParams } from "./with-params";

test("parameters take the place of those of the same name, the others stay", () => {
  expect(withParams("/attempts?window=7d&model=a&model=b", { model: ["c/1", "d"], sort: "ttft_ms" })).toBe(
    "/attempts?window=7d&model=c%2F1&model=d&sort=ttft_ms",
  );
  expect(withParams("/attempts?model=a", { model: [] })).toBe("/attempts");
});
