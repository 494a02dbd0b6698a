import { expect, test } from "vitest";
import { CATALOGUE, catalogueProvider, findCatalogueModel } from "./catalogue";

test("quotes the output price of every routed model", () => {
  const quoted = Object.fromEntries(CATALOGUE.map((entry) => [entry.id, entry.price?.outputUsdPerMillion ?? null]));

  expect(quoted).toMatchObject({
    "deepseek-v4-flash": "0.25",
    "deepseek-v3.2": "0.38",
    "deepseek-v4-pro": "0.78",
    "deepseek-r1": "2.50",
    "deepseek-coder": "0.25",
    "qwen3-8b": "0.01",
    "qwen3-32b": "0.28",
    "qwen3-coder-30b": "0.35",
    "qwen3-vl-32b": "0.52",
    "qwen3-omni-30b": "0.52",
    "qwen3.5-397b": "2.34",
    "qwen3.6-35b": "1.00",
    "kimi-k2.5": "3.00",
    "glm-4-9b": "0.01",
    "glm-5": "1.92",
    "glm-4.6v": null,
  });
});

test("every price says where it comes from and is exact to a millionth of a dollar per million tokens", () => {
  for (const { price } of CATALOGUE) {
    if (!price) continue;
    expect(price.sourceNote).not.toBe("");
    const { inputUsdPerMillion, cachedInputUsdPerMillion, cacheWriteUsdPerMillion, outputUsdPerMillion } = price;
    for (const text of [inputUsdPerMillion, cachedInputUsdPerMillion, cacheWriteUsdPerMillion, outputUsdPerMillion]) {
      if (text !== null) expect(text).toMatch(/^\d+\.\d{1,6}$/);
    }
    expect(Number(cachedInputUsdPerMillion ?? 0)).toBeLessThanOrEqual(Number(inputUsdPerMillion));
  }
});

test("ids are unique, and a model outside the catalogue has no provider", () => {
  expect(new Set(CATALOGUE.map((entry) => entry.id)).size).toBe(CATALOGUE.length);
  expect(catalogueProvider("glm-4.6v")).toBe("zai");
  expect(catalogueProvider("someone-elses-model")).toBeNull();
  expect(findCatalogueModel("kimi-k2.5")?.contextTokens).toBe(128_000);
});
