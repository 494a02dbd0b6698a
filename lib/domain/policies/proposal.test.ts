import fc from "fast-check";
import { expect, test } from "vitest";
import { afterAction, OPEN_PROPOSAL_STATES, PROPOSAL_ACTIONS, PROPOSAL_STATES, type ProposalState } from "./proposal";

test("a draft goes to a second person where the tier asks for one, else straight on", () => {
  const draft = { state: "draft", proposedBy: "ada", actor: "ada" } as const;

  expect(afterAction("submit", { ...draft, needsApproval: true })).toEqual({ state: "waiting" });
  expect(afterAction("submit", { ...draft, needsApproval: false })).toEqual({ state: "approved" });
});

test("whatever is done, nobody approves what they proposed, and what ended stays ended", () => {
  const action = fc.record({
    action: fc.constantFrom(...PROPOSAL_ACTIONS),
    actor: fc.constantFrom("ada", "bob", "eve"),
    needsApproval: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      let state: ProposalState = "draft";
      let wasAsked = false;
      for (const { action, actor, needsApproval } of actions) {
        const next = afterAction(action, { state, proposedBy: "ada", actor, needsApproval });
        if ("refusal" in next) continue;
        expect(OPEN_PROPOSAL_STATES).toContain(state);
        if (action === "submit") wasAsked = needsApproval;
        if (next.state === "approved" && wasAsked) expect(actor).not.toBe("ada");
        state = next.state;
      }
      expect(PROPOSAL_STATES).toContain(state);
    }),
  );
});

test.each(["published", "rejected", "withdrawn", "failed"] as const)("nothing moves what is %s", (state) => {
  for (const action of PROPOSAL_ACTIONS) {
    expect(afterAction(action, { state, proposedBy: "ada", actor: "bob", needsApproval: true })).toHaveProperty(
      "refusal",
    );
  }
});
