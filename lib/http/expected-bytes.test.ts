import { expect, test } from "vitest";
import { expectedBytes } from "./expected-bytes";

test.each([
  [{ "content-length": "500" }, 500],
  [{ "content-length": "50", "content-encoding": "gzip" }, 1_000],
  [{ "content-length": "500", "content-encoding": "gzip" }, 1_024],
  [{ "content-length": "99999" }, 1_024],
  [{}, 1_024],
])("a body sent with %o counts as %i bytes of at most 1,024", (headers, bytes) => {
  expect(expectedBytes(new Headers(headers as Record<string, string>), 1_024)).toBe(bytes);
});
