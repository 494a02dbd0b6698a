import { expect, test } from "vitest";
import { Turns } from "./turns";

const never = new AbortController().signal;
const newTurns = (waitingMax = 1) => new Turns({ waitingMax, retryAfterSeconds: 7 });

function held() {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

test("one works, the next waits, and whoever comes after that is told when to come back", async () => {
  const turns = newTurns();
  const { until, release } = held();
  const order: string[] = [];
  const first = turns.run(async () => {
    await until;
    order.push("first");
  }, never);
  const second = turns.run(async () => order.push("second"), never);

  await expect(turns.run(async () => undefined, never)).rejects.toMatchObject({
    code: "UNAVAILABLE",
    retryAfterSeconds: 7,
  });
  expect(() => turns.assertRoom()).toThrow("running");
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
  expect(() => turns.assertRoom()).not.toThrow();
});

test("who leaves while waiting never works, and makes room for another", async () => {
  const turns = newTurns();
  const { until, release } = held();
  const first = turns.run(() => until, never);
  const leaving = new AbortController();
  let hasWorked = false;
  const second = turns.run(async () => {
    hasWorked = true;
  }, leaving.signal);
  leaving.abort(new Error("Left"));

  await expect(second).rejects.toThrow("Left");
  const third = turns.run(async () => "worked", never);
  release();
  await first;
  expect(await third).toBe("worked");
  expect(hasWorked).toBe(false);
});

test("a work that fails passes the turn on", async () => {
  const turns = newTurns();
  const first = turns.run(() => Promise.reject(new Error("Broken")), never);
  const second = turns.run(async () => "fine", never);

  await expect(first).rejects.toThrow("Broken");
  expect(await second).toBe("fine");
});
