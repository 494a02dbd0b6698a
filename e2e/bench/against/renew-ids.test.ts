import { expect, test } from "vitest";
import { findIds, renewIds } from "./renew-ids";

test("a copy of a post differs in the ids of all its records, and in nothing else", () => {
  const post = Buffer.from('[{"id":"aaaaaaaa-1","model":"id"},{"id":"bbbbbbbb-2","model":"m"}]');

  const copy = renewIds(post, findIds(post), 255);

  expect(copy.toString()).toBe('[{"id":"000000ff-1","model":"id"},{"id":"000000ff-2","model":"m"}]');
  expect(post.toString()).toContain("aaaaaaaa");
});
