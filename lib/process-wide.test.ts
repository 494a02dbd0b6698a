import { expect, test } from "vitest";
import { processWide } from "./process-wide";

test("two modules that name the same value have the same, made once", () => {
  const made: number[] = [];
  const make = () => made.push(1);

  const first = processWide<number>("test-counter").getOrMake(make);
  const second = processWide<number>("test-counter").getOrMake(make);

  expect([first, second, made.length]).toEqual([1, 1, 1]);
});

test("what was set elsewhere is found, and gone once it is taken away", () => {
  processWide<string>("test-text").set("here");
  expect(processWide<string>("test-text").get()).toBe("here");

  processWide<string>("test-text").set(undefined);
  expect(processWide<string>("test-text").get()).toBeUndefined();
});
