import { expect, test } from "vitest";
import { describeError } from "./log";

test("a failed query is logged without its parameters", () => {
  const error = new Error("Failed query: select $1\nparams: hunter2,\nmore", {
    cause: Object.assign(new Error("syntax error"), { code: "42601" }),
  });

  const described = describeError(error);

  expect(JSON.stringify(described)).not.toContain("hunter2");
  expect(described).toMatchObject({
    message: "Failed query: select $1",
    cause: { message: "syntax error", code: "42601" },
  });
});
