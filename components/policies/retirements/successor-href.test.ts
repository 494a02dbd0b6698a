import { expect, test } from "vitest";
import { successorHref } from "./successor-href";

const ending = { model: "old/1", replaced_by: "new & better" };

test("the address of a draft names who goes, who comes and where", () => {
  expect(successorHref(ending, { tier: "a/b", region: "eu-1" })).toBe(
    "/policies/a%2Fb?replace=old%2F1&successor=new+%26+better&region=eu-1",
  );
  expect(successorHref(ending, { tier: "premium", region: null })).toBe(
    "/policies/premium?replace=old%2F1&successor=new+%26+better",
  );
});

test("without a known successor there is no draft", () => {
  expect(successorHref({ ...ending, replaced_by: null }, { tier: "premium", region: null })).toBeNull();
});
