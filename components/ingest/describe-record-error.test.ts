import { afterEach, beforeAll, expect, test } from "vitest";
import { logRecordSchema } from "@/lib/contract/log-record";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { localeOfRequest } from "@/lib/messages/locale";
import { describeRecordError } from "./describe-record-error";

beforeAll(() => loadCatalogue("zh-CN"));
afterEach(() => localeOfRequest.set(undefined));

test("an English reader is shown a reason as it is stored", () => {
  const message = "Is older than the 45 days that attempts are kept; an import takes older ones";
  expect(describeRecordError({ message, code: "too_old" })).toBe(message);
});

test("a Chinese reader is told by the code, or by the usual texts, and shown any other as it is stored", () => {
  const record = {
    id: "a",
    started_at: "yesterday",
    model: "",
    duration_ms: "912",
    input_tokens: -1,
    ttft_ms: 1.00001,
  };
  const { error } = logRecordSchema.safeParse(record);
  localeOfRequest.set(() => "zh-CN");
  expect(describeRecordError({ message: "Is older than the 45 days", code: "too_old" })).toContain("导入");
  expect(describeRecordError({ message: "Unknown field: a", code: "unknown_field" })).not.toContain("Unknown");
  expect(describeRecordError({ message: "Must be of this shape" })).toBe("Must be of this shape");
  const english = error?.issues
    .map((issue) => issue.message)
    .filter((text) => describeRecordError({ message: text }) === text);
  expect([error?.issues.length, english]).toEqual([5, []]);
});
