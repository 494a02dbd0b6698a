import { expect, test } from "vitest";
import { acceptsEncoding } from "./accepts-encoding";

test.each([
  ["br", true],
  ["gzip, deflate, br, zstd", true],
  ["gzip;q=1.0, BR; q=0.001", true],
  ["br;level=4;q=1", true],
  ["br;q=0", false],
  ["br;q=0.000", false],
  ["br;q=many", false],
  ["gzip, brotli", false],
  ["xbr,brx", false],
  ["*", false],
  ["", false],
  [undefined, false],
])("Accept-Encoding %j takes Brotli: %s", (header, takes) => {
  expect(acceptsEncoding(header, "br")).toBe(takes);
});
