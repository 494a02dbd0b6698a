import { expect, test } from "vitest";
import { tierPolicySchema } from "@/lib/contract/policy";
import type { FallbackReply, RehearsalReply } from "@/lib/contract/rehearsal";
import { describeLoad, describeRehearsal, rehearsalWarnings, toneOfLoad } from "./prepare-rehearsal";

const at = (value: number, time = "2026-11-24T10:00:00.000Z") => ({ value, at: time });
const LOAD: FallbackReply = {
  model: "gemma-3-27b",
  asked: 20_000,
  moved: 18_000,
  refused: 5_400,
  refused_share: 0.27,
  tokens_known_share: 1,
  limits: { requests_per_minute: 300, tokens_per_minute: null, max_concurrency: null },
  peak: { requests: at(412), tokens: at(400_000), concurrency: at(9.6) },
  highest: { requests: at(131), tokens: at(120_000), concurrency: at(3.2) },
  requests_ratio: 412 / 131,
  passed: { limit: "requests_per_minute", after_seconds: 40 },
  next: [{ model: "spare", requests: 5_000 }],
  failed: 400,
  minutes: [],
  warning: "limit",
};
const policy = tierPolicySchema.parse({ tier: "standard", primary: "a", fallbacks: ["gemma-3-27b"] });
const reply = (load: Partial<FallbackReply> = {}): RehearsalReply => ({
  tier: "standard",
  primary: "a",
  from: "2026-11-24T00:00:00.000Z",
  to: "2026-11-25T00:00:00.000Z",
  hour: {
    from: "2026-11-24T10:00:00.000Z",
    to: "2026-11-24T11:00:00.000Z",
    requests: 18_000,
    answered: 17_600,
    failed: 400,
    left_as_recorded: 0,
  },
  fallbacks: [{ ...LOAD, ...load }],
});

test("a load is told against the most there was, then against the limit, then what becomes of the rest", () => {
  const [most, atOnce, limit, ...rest] = describeLoad(LOAD, "UTC");
  expect(most).toMatch(/^gemma-3-27b would get 412 requests a minute, 3\.1 times the most it ever had \(131, .*24/);
  expect(atOnce).toBe("That is 400,000 tokens a minute and 9.6 requests at once, against 120,000 and 3.2.");
  expect(limit).toBe("Its limit of 300 requests a minute is passed after 40 s: 27 % would be refused (429).");
  expect(rest).toEqual(["5,000 of those refused go on to spare.", "400 have nobody left and fail."]);
});

test("what is not known is said to be unknown, never zero", () => {
  const none = { requests_per_minute: null, tokens_per_minute: null, max_concurrency: null };
  const unproven = { ...LOAD, highest: null, requests_ratio: null, passed: null, limits: none, next: [], failed: 0 };
  expect(describeLoad({ ...unproven, tokens_known_share: 0.5 }, "UTC")).toEqual([
    "gemma-3-27b would get 412 requests a minute; it had none in this window.",
    "That is 400,000 tokens a minute and 9.6 requests at once. Tokens are known of 50 % of them.",
    "No limits are declared for it.",
  ]);
  expect(describeLoad({ ...LOAD, passed: null }, "UTC")[2]).toBe("It stays within its declared limits.");
  expect(describeRehearsal({ ...reply(), hour: null }, "UTC")).toBe(
    "This tier asked a nothing in this window; choose another one.",
  );
});

test("only a load held against a declared limit is good, and the figure says what it assumes", () => {
  const none = { requests_per_minute: null, tokens_per_minute: null, max_concurrency: null };
  expect(toneOfLoad(LOAD)).toBe("warn");
  expect(toneOfLoad({ ...LOAD, warning: null, passed: null })).toBe("good");
  expect(toneOfLoad({ ...LOAD, warning: null, passed: null, limits: none })).toBeUndefined();
  expect(describeRehearsal(reply(), "UTC")).toMatch(
    /400 of 18,000 requests fail .* This assumes that fallbacks answer all that they take, and other tiers on a, .* are not moved\.$/,
  );
});

test("a publish is warned of what the last rehearsal of this very draft found, of another's never", () => {
  const warned = (load: Partial<FallbackReply>) => rehearsalWarnings({ policy, reply: reply(load) }, policy);
  expect(warned({})).toEqual([
    "Should the primary fail, gemma-3-27b is asked for more than its limit: 27 % would be refused.",
  ]);
  expect(warned({ warning: "doubled" })[0]).toMatch(/gets 3\.1 times the most requests a minute it ever had/);
  expect(warned({ warning: "unproven" })[0]).toMatch(/gets 412 requests a minute, and it had none/);
  expect(warned({ warning: null })).toEqual([]);
  expect(rehearsalWarnings({ policy, reply: reply() }, { ...policy, max_attempts: 3 })).toEqual([]);
  expect(rehearsalWarnings(null, policy)).toEqual([]);
});
