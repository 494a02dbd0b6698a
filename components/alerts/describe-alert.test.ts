import { expect, test } from "vitest";
import { ruleTermsSchema } from "@/lib/contract/alert-rules";
import { describeTerms } from "./describe-alert";

test("a burn rule says its windows as its dialog does", () => {
  const limitOf = (terms: object) => describeTerms(ruleTermsSchema.parse({ kind: "burn_rate", ...terms }));

  expect(limitOf({ target_percent: null })).toBe("Every availability target of SLA, over 1 h, 6 h and 3 d");
  expect(limitOf({ target_percent: 99.9, speeds: ["slow"] })).toBe("Availability target 99.9 %, over 3 d");
});
