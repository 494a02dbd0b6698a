import { expect, test } from "vitest";
import { CATALOGUE, findCatalogueModel, MAKERS } from "./catalogue";
import { catalogueModelOf } from "./catalogue-model-of";

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

test("the prices are those of the one unified endpoint, and only the baselines are their makers'", () => {
  const elsewhere = CATALOGUE.filter(({ provider }) => provider !== "global-apis");

  expect(elsewhere.map(({ id, provider }) => [id, provider])).toEqual([
    ["gpt-4o", "openai"],
    ["claude-sonnet-4.6", "anthropic"],
  ]);
  for (const { maker, provider } of elsewhere) expect(MAKERS[maker]).toContain(provider);
  expect(findCatalogueModel("glm-5")).toMatchObject({ maker: "Zhipu", provider: "global-apis" });
});

test("a name means a model of the catalogue also with its maker before it, or the day of a build behind it", () => {
  expect(catalogueModelOf("deepseek/deepseek-v4-flash")?.id).toBe("deepseek-v4-flash");
  expect(catalogueModelOf("gpt-4o-2024-08-06")?.id).toBe("gpt-4o");
  expect(catalogueModelOf("Anthropic/claude-sonnet-4.6-20260301")?.id).toBe("claude-sonnet-4.6");
  for (const name of ["openai/deepseek-v4-flash", "gpt-4o-mini", "gpt-4o-2024", "/gpt-4o", "", "constructor"]) {
    expect([name, catalogueModelOf(name)]).toEqual([name, null]);
  }
});

test("ids are unique, and a model outside the catalogue is none of it", () => {
  expect(new Set(CATALOGUE.map((entry) => entry.id)).size).toBe(CATALOGUE.length);
  expect(findCatalogueModel("someone-elses-model")).toBeNull();
  expect(findCatalogueModel("kimi-k2.5")?.contextTokens).toBe(128_000);
});
