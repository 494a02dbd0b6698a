import { expect, test } from "vitest";
import { placeLabels } from "./label-places";

const ROOM = { width: 600, height: 300 };

test("a label stands above its dot where there is room", () => {
  expect(placeLabels([{ x: 300, y: 150, label: "qwen3-8b" }], ROOM)).toEqual([{ x: 300, y: 139, anchor: "middle" }]);
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
  const sides = places.map(({ y, anchor }) => [anchor, y > 160 ? "below" : "above"]);
  expect(sides).toEqual([
    ["middle", "above"],
    ["middle", "below"],
    ["middle", "above"],
  ]);
});

test("a dot at the edge has its label inside", () => {
  expect(placeLabels([{ x: 590, y: 12, label: "a-long-name" }], ROOM)[0]?.anchor).toBe("end");
});
