import { expect, test } from "vitest";
import { placeBelow } from "./place-below";

const button = { left: 300, right: 360, bottom: 40 };

test("keeps to the edge asked for where there is room", () => {
  expect(placeBelow(button, { width: 280, align: "start", viewport: 1440 })).toEqual({
    top: 44,
    left: 300,
    width: 280,
  });
  expect(placeBelow(button, { width: 280, align: "end", viewport: 1440 })).toEqual({ top: 44, left: 80, width: 280 });
});

test("never leaves the viewport, even one narrower than the panel", () => {
  expect(placeBelow(button, { width: 280, align: "start", viewport: 390 }).left).toBe(102);
  expect(placeBelow(button, { width: 500, align: "end", viewport: 360 })).toEqual({ top: 44, left: 8, width: 344 });
});
