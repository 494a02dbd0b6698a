import fc from "fast-check";
import { expect, test } from "vitest";
import { SCREEN_PATHS, screenAddress } from "./screen-address";

test.each([
  "/",
  "/?window=7d&tz=Asia%2FShanghai",
  "/spend?model=gone&model=b",
  "/models/qwen3-32b?window=1h",
  "/policies/premium",
  "/sla/report?month=2026-03",
])("%s is a screen", (address) => expect(screenAddress(address)).toBe(address));

test.each([
  "",
  "spend",
  "https://evil.example/spend",
  "//evil.example/spend",
  "/\\evil.example",
  "/spend/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
  "/api/v1/keys",
  "/sign-in",
  "/start",
  "/spending",
  "/models",
  "/account",
])("%s is none", (address) => expect(screenAddress(address)).toBeNull());

test("what is taken for a screen stays on this site, wherever it is resolved", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "%2e",
    "%5c",
    "@",
    ":",
    "?",
    "#",
    "\t",
    "\n",
    "evil.example",
  );
  const paths = fc.constantFrom(...SCREEN_PATHS, "/models/", "http:", "");
  fc.assert(
    fc.property(paths, fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 8 }), (path, rest) => {
      const address = screenAddress(path + rest.join(""));
      if (address === null) return;
      const url = new URL(address, "https://switchyard.example/somewhere");
      expect(url.origin).toBe("https://switchyard.example");
      expect(screenAddress(address)).toBe(address);
    }),
    { numRuns: 2_000 },
  );
});
