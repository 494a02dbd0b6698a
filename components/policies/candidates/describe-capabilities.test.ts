import { expect, test } from "vitest";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { describeCapabilities, fallbackWarning } from "./describe-capabilities";

const vision = CATALOGUE.find(({ modalities }) => modalities.includes("vision"));
const text = CATALOGUE.find(({ modalities }) => modalities.length === 1);

test("a text-only model that stands in for one that sees is warned of, the other way round is not", () => {
  expect(fallbackWarning(text?.id ?? "", vision?.id ?? "")).toContain("Takes no vision");
  expect(fallbackWarning(vision?.id ?? "", text?.id ?? "")?.includes("vision") ?? false).toBe(false);
});

test("nothing is said of a model that is not known, nor of one against itself", () => {
  expect(fallbackWarning("my-own-model", vision?.id ?? "")).toBeNull();
  expect(fallbackWarning(vision?.id ?? "", vision?.id ?? "")).toBeNull();
  expect(describeCapabilities("my-own-model")).toBeNull();
  expect(describeCapabilities(vision?.id ?? "")).toContain("vision");
});
