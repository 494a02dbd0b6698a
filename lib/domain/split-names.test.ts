import { expect, test } from "vitest";
import { splitNames } from "./split-names";

test("names are trimmed, and nothing between two commas is none", () => {
  expect(splitNames(" gpt-5 , glm-5,, ")).toEqual(["gpt-5", "glm-5"]);
  expect(splitNames("")).toEqual([]);
});
