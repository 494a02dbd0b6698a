import { hashPassword as hashFormerly } from "better-auth/crypto";
import { expect, test } from "vitest";
import { inHashLane } from "./hash-lane";
import { hashPassword, isFormerHash, verifyPassword } from "./password-hash";

test("a hash has the cost OWASP asks for, a salt of its own, and is of one password", async () => {
  const [one, two] = await Promise.all([hashPassword("three plain words"), hashPassword("three plain words")]);

  expect(one).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword({ hash: one, password: "three plain words" })).toBe(true);
  expect(await verifyPassword({ hash: one, password: "three plain word" })).toBe(false);
  expect(isFormerHash(one)).toBe(false);
});

test("a hash made before still verifies, and says that it is to be made anew", async () => {
  const hash = await hashFormerly("three plain words");

  expect(await verifyPassword({ hash, password: "three plain words" })).toBe(true);
  expect(await verifyPassword({ hash, password: "other words" })).toBe(false);
  expect(isFormerHash(hash)).toBe(true);
});

test("strangers hash one at a time and wait in a line that ends, which who is known never stands in", async () => {
  let [running, most] = [0, 0];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await held;
    running -= 1;
  };
  const flood = Array.from({ length: 40 }, () => inHashLane("stranger", work));
  const settled = Promise.allSettled(flood);

  expect(await inHashLane("known", async () => "in")).toBe("in");
  release();
  const refused = (await settled).filter(({ status }) => status === "rejected");
  expect([most, refused.length]).toEqual([1, 40 - 17]);
  expect(refused[0]).toMatchObject({ reason: { code: "RATE_LIMITED" } });
});
