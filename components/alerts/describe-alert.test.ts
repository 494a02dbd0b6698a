import { expect, test } from "vitest";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import { describeTerms } from "./describe-alert";

test("a rule of one budget has its name, where it is known", () => {
  const names = new Map([[3, "Team search"]]);
  const of = (budget_id: number | null) =>
    describeTerms(ruleTermsSchema.parse({ kind: "budget", budget_id }), (id) => names.get(id) ?? null);

  expect([of(3), of(4), of(null)]).toEqual(["Budget Team search", "Budget 4", "Any budget"]);
});

test("a burn rule says its windows as its dialog does", () => {
  const termsText = (terms: object) =>
    describeTerms(ruleTermsSchema.parse({ kind: "burn_rate", ...terms }), () => null);

  expect(termsText({ target_percent: null })).toBe("Every availability target of SLA, over 1 h, 6 h and 3 d");
  expect(termsText({ target_percent: 99.9, speeds: ["slow"] })).toBe("Availability target 99.9 %, over 3 d");
});
