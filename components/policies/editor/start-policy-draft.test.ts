import { expect, test } from "vitest";
import { type PublishedPolicy, publishedPolicySchema } from "@/lib/contract/policy";
import type { Proposal } from "@/lib/contract/proposals";
import { draftOf } from "../draft/policy-draft";
import { startPolicyDraft } from "./start-policy-draft";

const publication = { published_at: "2026-03-01T12:00:00Z", published_by: "ada@example.test", comment: null };
const version = (number: number, timeout_ms: number, max_attempts = 2): PublishedPolicy =>
  publishedPolicySchema.parse({
    tier: "standard",
    primary: "a",
    ...publication,
    version: number,
    timeout_ms,
    max_attempts,
  });
const proposal = (policy: PublishedPolicy): Proposal => ({
  ...{ id: 7, revision: 1, tier: "standard", state: "waiting", base_version: 1, published_version: null },
  ...{ policy: policy, comment: "shorter", reason: null, publish_at: null },
  ...{ proposed_at: publication.published_at, proposed_by: "bob@example.test", decided_at: null, decided_by: null },
});
const none = { loaded: null, loadedOn: null };

test("a form opens on the version active, and on version 0 where the tier does not exist", () => {
  const published = version(3, 8_000);
  expect(startPolicyDraft({ published, start: published, ...none })).toMatchObject({
    base: { version: 3, published },
    ...{ draft: draftOf(published), comment: "", source: null, clashes: [] },
  });
  expect(startPolicyDraft({ published: null, start: published, ...none }).base).toEqual({
    ...{ version: 0, published: null, draft: draftOf(published) },
  });
});

test("a loaded proposal brings its own changes along, and undoes nobody else's", () => {
  const published = version(2, 9_000);
  const loaded = proposal(version(1, 8_000, 5));

  const state = startPolicyDraft({ published, start: published, loaded, loadedOn: version(1, 8_000) });

  expect(state.draft).toMatchObject({ timeout_ms: "9000", max_attempts: "5" });
  expect(state).toMatchObject({ comment: "shorter", source: { id: 7 }, clashes: [] });
});

test("a proposal on an unknown version is loaded as it was written", () => {
  const published = version(2, 9_000);
  const loaded = proposal(version(1, 8_000, 5));

  expect(startPolicyDraft({ published, start: published, loaded, loadedOn: null }).draft.timeout_ms).toBe("8000");
});

test("a suggestion is typed into the form already, and the active version stays what it is compared with", () => {
  const published = version(3, 8_000);
  const suggested = { ...published, primary: "b", fallbacks: ["a"] };

  const state = startPolicyDraft({ published, start: published, ...none, suggested });

  expect([state.draft.primary, state.base.draft.primary, state.base.version]).toEqual(["b", "a", 3]);
});
