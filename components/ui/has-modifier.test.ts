import { expect, test } from "vitest";
import { hasModifier } from "./has-modifier";

test("a key is the browser's with Alt, Ctrl or Meta, and ours alone", () => {
  const none = { altKey: false, ctrlKey: false, metaKey: false };
  expect(hasModifier(none)).toBe(false);
  for (const key of ["altKey", "ctrlKey", "metaKey"]) expect(hasModifier({ ...none, [key]: true })).toBe(true);
});
