import { expect, test } from "vitest";
import { errorSigns, failureOf } from "./failure";
import { readAnswer } from "./read-answer";

const chunk = (finishReason: string | null) => ({
  id: "c1",
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: finishReason }],
});

test.each([
  ["error", "server_error", null],
  ["overloaded_error", "server_error", 529],
  ["rate_limit_error", "rate_limited", 429],
])("a stream whose finish reason is %s has failed", (reason, outcome, status) => {
  const { error, isCut } = readAnswer([chunk(null), chunk(reason)]);
  expect(failureOf(errorSigns(error))).toMatchObject({ outcome, http_status: status });
  expect(isCut).toBe(false);
});

test.each(["stop", "length", "tool_calls", "content_filter"])(
  "a stream whose finish reason is %s is whole",
  (reason) => {
    expect(readAnswer([chunk(null), chunk(reason)])).toMatchObject({ error: null, isCut: false });
  },
);
