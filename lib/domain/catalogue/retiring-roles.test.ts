import { expect, test } from "vitest";
import { retiringRoles } from "./retiring-roles";

const premium = {
  tier: "premium",
  primary: "pro",
  fallbacks: ["flash"],
  regions: { eu: { primary: "large", fallbacks: ["pro"] } },
};
const row = (region: string, model: string, attempts: number, provider = "maker") => ({
  ...{ tier: "premium", region, model, provider, attempts },
});
const pro = { model: "pro", provider: "maker" };

test("each list that names the model loses its share of that list's attempts", () => {
  const traffic = [row("us", "pro", 75), row("us", "flash", 25), row("eu", "large", 90), row("eu", "pro", 10)];
  expect(retiringRoles(pro, [premium], traffic)).toEqual([
    { tier: "premium", role: "primary", region: null, left: 1, attempts: 75, share: 0.75 },
    { tier: "premium", role: "fallback", region: "eu", left: 1, attempts: 10, share: 0.1 },
  ]);
});

test("a list that has it from another provider loses nothing, one that did not need it is named", () => {
  expect(retiringRoles(pro, [premium], [row("us", "pro", 75, "reseller"), row("eu", "large", 5)])).toEqual([
    { tier: "premium", role: "fallback", region: "eu", left: 1, attempts: 0, share: 0 },
  ]);
});

test("without traffic the share is unknown, not nothing", () => {
  const alone = { tier: "alone", primary: "pro", fallbacks: [], regions: {} };
  expect(retiringRoles(pro, [alone], [])).toEqual([
    { tier: "alone", role: "primary", region: null, left: 0, attempts: 0, share: null },
  ]);
  expect(retiringRoles({ model: "other", provider: "maker" }, [alone], [])).toEqual([]);
});
