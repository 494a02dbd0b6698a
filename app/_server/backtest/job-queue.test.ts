import { expect, test } from "vitest";
import { JobQueue } from "./job-queue";

const never = new AbortController().signal;
const newQueue = (waitingMax = 1) => new JobQueue({ waitingMax, retryAfterSeconds: 7 });

function held() {
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

test("one works, the next waits, and whoever comes after that is told when to come back", async () => {
  const queue = newQueue();
  const { until, release } = held();
  const order: string[] = [];
  const first = queue.run(async () => {
    await until;
    order.push("first");
  }, never);
  const second = queue.run(async () => order.push("second"), never);

  await expect(queue.run(async () => undefined, never)).rejects.toMatchObject({
    code: "UNAVAILABLE",
    retryAfterSeconds: 7,
  });
  expect(() => queue.assertAdmitted()).toThrow("running");
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
  expect(() => queue.assertAdmitted()).not.toThrow();
});

test("who leaves while waiting never works, and makes room for another", async () => {
  const queue = newQueue();
  const { until, release } = held();
  const first = queue.run(() => until, never);
  const leaving = new AbortController();
  let hasWorked = false;
  const second = queue.run(async () => {
    hasWorked = true;
  }, leaving.signal);
  leaving.abort(new Error("Left"));

  await expect(second).rejects.toThrow("Left");
  const third = queue.run(async () => "worked", never);
  release();
  await first;
  expect(await third).toBe("worked");
  expect(hasWorked).toBe(false);
});

test("a work that fails passes the turn on", async () => {
  const queue = newQueue();
  const first = queue.run(() => Promise.reject(new Error("Broken")), never);
  const second = queue.run(async () => "fine", never);

  await expect(first).rejects.toThrow("Broken");
  expect(await second).toBe("fine");
});
