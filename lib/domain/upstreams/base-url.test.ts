import { expect, test } from "vitest";
import { normalizeBaseUrl } from "./base-url";

test.each([
  ["https://api.deepseek.com", "https://api.deepseek.com/v1"],
  ["https://api.openai.com/v1/", "https://api.openai.com/v1"],
  ["HTTPS://API.OpenAI.com:443/v1", "https://api.openai.com/v1"],
  ["https://open.bigmodel.cn/api/paas/v4", "https://open.bigmodel.cn/api/paas/v4"],
  ["http://[::1]:8000/v1", "http://[::1]:8000/v1"],
])("%s is stored as %s, and again as itself", (typed, stored) => {
  expect(normalizeBaseUrl(typed)).toBe(stored);
  expect(normalizeBaseUrl(stored)).toBe(stored);
});

test.each([
  "api.openai.com/v1",
  "ftp://api.openai.com/v1",
  "https://user:secret@api.openai.com/v1",
  "https://api.openai.com/v1?key=secret",
  "https://api.openai.com/v1#x",
  "https://api.openai.com/v1/chat/completions",
  "https://api.anthropic.com/v1/messages/",
])("%s is none", (typed) => {
  expect(normalizeBaseUrl(typed)).toBeNull();
});
