import { expect, test } from "vitest";
import type { AttemptRecord } from "@/lib/contract/requests";
import { exemplarParams, likeThis, sizeParams } from "./like-this";

const row = (over: Partial<AttemptRecord>) =>
  ({ model: "m", region: "eu", outcome: "ok", error_code: null, input_tokens: 5_000, ...over }) as AttemptRecord;

test("like an answer are those of its region and size, the slowest first", () => {
  expect(likeThis(row({}))).toEqual({
    ...{ model: "m", region: "eu", outcome: "ok", sort: "duration_ms" },
    ...{ input_tokens_min: "4000", input_tokens_max: "16000" },
  });
  expect(likeThis(row({ input_tokens: 80_000 }))).not.toHaveProperty("input_tokens_max");
  expect(likeThis(row({ input_tokens: null }))).not.toHaveProperty("input_tokens_min");
});

test("like a failure are those of its region that failed the same way", () => {
  expect(likeThis(row({ outcome: "timeout", error_code: "upstream" }))).toEqual({
    ...{ model: "m", region: "eu", outcome: "timeout", error_code: "upstream" },
  });
  expect(likeThis(row({ outcome: "timeout" }))).not.toHaveProperty("error_code");
});

test("a size without an end leaves it out, and a list of examples leads to all it is the head of", () => {
  expect(sizeParams({ input_tokens_min: null, input_tokens_max: 1_000 })).toEqual({
    ...{ sort: "duration_ms", input_tokens_max: "1000" },
  });
  expect(exemplarParams("m", "slowest")).toEqual({ model: "m", outcome: "ok", sort: "duration_ms" });
  expect(exemplarParams("m", "failed").outcome).toContain("timeout");
});
