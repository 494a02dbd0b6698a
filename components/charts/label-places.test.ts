import { expect, test } from "vitest";
import { placeLabels } from "./label-places";

const ROOM = { left: 0, right: 600, bottom: 300 };

test("a label stands above its dot where there is room", () => {
  expect(placeLabels([{ x: 300, y: 150, label: "qwen3-8b" }], ROOM)).toEqual([
    { x: 300, y: 139, anchor: "middle", isFar: false },
  ]);
});

test("labels of near dots make room for each other, and for the dots", () => {
  const places = placeLabels(
    [
      { x: 300, y: 150, label: "qwen3-8b" },
      { x: 320, y: 152, label: "deepseek-v4-flash" },
      { x: 340, y: 149, label: "glm-5" },
    ],
    ROOM,
  );
  const sides = places.map((place) => [place?.anchor, (place?.y ?? 0) > 160 ? "below" : "above"]);
  expect(sides).toEqual([
    ["middle", "above"],
    ["middle", "below"],
    ["middle", "above"],
  ]);
});

test("in a crowd labels stand far off, and none on another", () => {
  const crowd = Array.from({ length: 6 }, (_, index) => ({ x: 40 + index, y: 290, label: "deepseek-v4-flash" }));
  const rows = placeLabels(crowd, ROOM).map((place) => place && Math.round(place.y));
  expect(new Set(rows).size).toBe(6);
  expect(placeLabels(crowd, { ...ROOM, right: 90 })).toEqual(crowd.map(() => null));
});

test("a dot at the edge has its label inside", () => {
  expect(placeLabels([{ x: 590, y: 12, label: "a-long-name" }], ROOM)[0]?.anchor).toBe("end");
});
