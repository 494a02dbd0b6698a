import fc from "fast-check";
import { expect, test } from "vitest";
import { isJudged, OUTCOMES } from "../outcome";
import { breakerFeed, type EndedAttempt, feedAttempts } from "./breaker-feed";

const ended = (id: string, endUs: number, overrides: Partial<EndedAttempt> = {}): EndedAttempt => ({
  id,
  tier: "standard",
  region: "global",
  model: "a",
  outcome: "ok",
  endUs,
  durationUs: 10,
  ttftUs: null,
  ...overrides,
});
const ends = (posts: EndedAttempt[][]) =>
  breakerFeed(posts).map((group) => [group.model, feedAttempts(group).map((attempt) => attempt.endUs)]);

test("a post joins in the order of its ends, posts in the order they came", () => {
  expect(ends([[ended("1", 30), ended("2", 10)], [ended("3", 20)]])).toEqual([["a", [10, 30, 20]]]);
});

test("attempts that end together join in the order of their ids", () => {
  const [group] = breakerFeed([[ended("b", 5, { durationUs: 2 }), ended("a", 5, { durationUs: 1 })]]);

  expect(group && feedAttempts(group).map((attempt) => attempt.durationUs)).toEqual([1, 2]);
});

test("each tier, region and model is a breaker of its own", () => {
  const post = [
    ended("1", 1),
    ended("2", 2, { tier: "other" }),
    ended("3", 3, { region: "eu" }),
    ended("4", 4, { model: "b" }),
  ];

  expect(breakerFeed([post])).toHaveLength(4);
});

test("client errors and cancellations are left out, and nothing else is lost", () => {
  const post = [
    ended("1", 1, { outcome: "client_error" }),
    ended("2", 2, { outcome: "cancelled" }),
    ended("3", 3, { outcome: "timeout", durationUs: 7 }),
    ended("4", 4, { ttftUs: 0 }),
  ];

  expect(breakerFeed([post]).flatMap(feedAttempts)).toEqual([
    { endUs: 3, failed: true, durationUs: 7, ttftUs: null },
    { endUs: 4, failed: false, durationUs: 10, ttftUs: 0 },
  ]);
});

const attempt = fc
  .record({
    id: fc.string({ maxLength: 2 }),
    tier: fc.constantFrom("a", "b"),
    region: fc.constantFrom("a", "b"),
    model: fc.constantFrom("a", "b"),
    outcome: fc.constantFrom(...OUTCOMES),
    endUs: fc.oneof(fc.nat(3), fc.nat(4e15)),
  })
  .map(({ id, endUs, ...overrides }) => ended(id, endUs, overrides));

test("every breaker gets its own of each post in the order of their ends, ties by id, and nothing of others", () => {
  fc.assert(
    fc.property(fc.array(fc.array(attempt, { maxLength: 20 }), { maxLength: 4 }), (posts) => {
      const feed = breakerFeed(posts);
      const inOrder = posts.flatMap((post) =>
        post
          .filter(({ outcome }) => isJudged(outcome))
          .toSorted((a, b) => a.endUs - b.endUs || (a.id < b.id ? -1 : Number(a.id > b.id))),
      );
      for (const { tier, region, model, ...group } of feed) {
        const own = inOrder.filter((one) => one.tier === tier && one.region === region && one.model === model);
        expect(feedAttempts({ tier, region, model, ...group }).map(({ endUs }) => endUs)).toEqual(
          own.map(({ endUs }) => endUs),
        );
      }
      expect(feed.flatMap(feedAttempts)).toHaveLength(inOrder.length);
    }),
    { numRuns: 500 },
  );
});
