import { expect, test } from "vitest";
import { groupColors, MODEL_COLOR_COUNT } from "./model-color";

const NAMES = ["chat", "search", "docs", "voice", "tutor", "desk"];

test("names that are drawn together differ as long as there are colours", () => {
  const many = Array.from({ length: MODEL_COLOR_COUNT }, (_, index) => `app-${index}`);
  expect(new Set(groupColors(many).values()).size).toBe(MODEL_COLOR_COUNT);
  expect(groupColors([...many, "one more"]).size).toBe(MODEL_COLOR_COUNT + 1);
});

test("a name keeps its colour whatever place it has", () => {
  expect(groupColors(NAMES.toReversed())).toEqual(groupColors(NAMES));
});
