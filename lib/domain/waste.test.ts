import { expect, test } from "vitest";
import { isFailure, OUTCOMES } from "./outcome";
import { wasteKindOf } from "./waste";

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
