import fc from "fast-check";
import { expect, test } from "vitest";
import { isFailure, OUTCOMES } from "./outcome";
import { BILLING_RULES } from "./pricing/cost";
import { CHARGED_WASTE, countWaste, WASTE_KINDS, wasteKindOf } from "./waste";

test("every attempt but a request's answer is waste of one kind", () => {
  for (const outcome of OUTCOMES) {
    expect(wasteKindOf({ outcome, final: true }) === null).toBe(outcome === "ok");
    expect(wasteKindOf({ outcome, final: true }) === "failed").toBe(isFailure(outcome));
  }
});

test("what another attempt followed was retried, an answer that was thrown away too; who left or was turned away was not", () => {
  expect(OUTCOMES.map((outcome) => [outcome, wasteKindOf({ outcome, final: false })])).toEqual(
    OUTCOMES.map((outcome) => [outcome, outcome === "refused" || outcome === "cancelled" ? outcome : "retried"]),
  );
});

const EVERY = OUTCOMES.flatMap((outcome) => [true, false].map((final) => ({ outcome, final })));

test("only what a billing rule charges for is waste that costs anything", () => {
  const charged = EVERY.filter(({ outcome }) => BILLING_RULES[outcome] !== "nothing").map(wasteKindOf);
  expect(new Set(charged)).toEqual(new Set([null, ...CHARGED_WASTE]));
});

test("the kinds of any attempts follow from the counts that sums have", () => {
  const kind = fc.constantFrom(...EVERY);
  fc.assert(
    fc.property(fc.array(kind), (attempts) => {
      const count = (holds: (one: (typeof EVERY)[number]) => boolean) => attempts.filter(holds).length;
      const counted = countWaste({
        attempts: attempts.length,
        refused: count(({ outcome }) => outcome === "refused"),
        cancelled: count(({ outcome }) => outcome === "cancelled"),
        retried: count((one) => wasteKindOf(one) === "retried"),
        final_ok: count(({ outcome, final }) => final && outcome === "ok"),
        final_failed: count(({ outcome, final }) => final && isFailure(outcome)),
      });
      for (const name of WASTE_KINDS) expect(counted[name]).toBe(count((one) => wasteKindOf(one) === name));
    }),
  );
});
