import { expect, test } from "vitest";
import { tierPolicySchema } from "@/lib/contract/policy";
import { draftOf, type PolicyDraft } from "./policy-draft";
import { rebaseDraft } from "./rebase-draft";

const base = draftOf(tierPolicySchema.parse({ tier: "standard", primary: "a", fallbacks: ["b"] }));
const rebase = (mine: Partial<PolicyDraft>, theirs: Partial<PolicyDraft>) =>
  rebaseDraft(base, { ...base, ...mine }, { ...base, ...theirs });

test("what only one side changed is kept, from either side", () => {
  const { draft, clashes } = rebase({ timeout_ms: "8000" }, { cooldown_seconds: "90" });

  expect(draft).toEqual({ ...base, timeout_ms: "8000", cooldown_seconds: "90" });
  expect(clashes).toEqual([]);
});

test("where both changed the same field mine stays and the clash is told", () => {
  const { draft, clashes } = rebase({ timeout_ms: "8000", primary: "c" }, { timeout_ms: "9000", primary: "c" });

  expect(draft).toMatchObject({ timeout_ms: "8000", primary: "c" });
  expect(clashes).toEqual(["timeout_ms"]);
});

test("a half-typed value survives", () => {
  expect(rebase({ latency_max_ms: "12e" }, { latency_max_ms: "900" }).draft.latency_max_ms).toBe("12e");
});

test("regions are merged one by one, added and removed ones too", () => {
  const eu = { region: "eu", primary: "b", fallbacks: [] };
  const us = { region: "us", primary: "b", fallbacks: [] };

  expect(rebase({ regions: [eu] }, { regions: [us] }).draft.regions).toEqual([us, eu]);
  const both = { ...base, regions: [eu, us] };
  const removed = rebaseDraft(both, { ...both, regions: [us] }, { ...both, regions: [eu, { ...us, primary: "c" }] });
  expect(removed).toMatchObject({ draft: { regions: [{ region: "us", primary: "c" }] }, clashes: [] });
});
