/** What a model can be sent besides text; "text" is always among them. */
export type Modality = "text" | "vision" | "audio" | "video";

/** List prices in USD per million tokens, as decimal text; null means "costs what plain input costs". */
export type CataloguePrice = {
  inputUsdPerMillion: string;
  cachedInputUsdPerMillion: string | null;
  cacheWriteUsdPerMillion: string | null;
  outputUsdPerMillion: string;
  /** Where the figures come from, kept beside them in the price table. */
  sourceNote: string;
};

export type CatalogueModel = {
  id: string;
  name: string;
  /** Who the model is priced at when a record names no provider. */
  provider: string;
  modalities: readonly Modality[];
  contextTokens: number;
  /** Null where nobody quoted one: its attempts are counted as unpriced. */
  price: CataloguePrice | null;
};

/** The day from which the catalogue's prices hold: before any record that can be stored. */
export const CATALOGUE_VALID_FROM = "2020-01-01T00:00:00Z";

const QUOTED = "Output as quoted by the unified endpoint";
const TEXT = ["text"] as const;
const VISION = ["text", "vision"] as const;

function price(
  input: string,
  cached: string | null,
  output: string,
  sourceNote: string,
  write: string | null = null,
): CataloguePrice {
  return {
    inputUsdPerMillion: input,
    cachedInputUsdPerMillion: cached,
    cacheWriteUsdPerMillion: write,
    outputUsdPerMillion: output,
    sourceNote,
  };
}

function model(
  id: string,
  name: string,
  provider: string,
  modalities: readonly Modality[],
  contextTokens: number,
  listPrice: CataloguePrice | null,
): CatalogueModel {
  return { id, name, provider, modalities, contextTokens, price: listPrice };
}

/** The models the product knows from the start: those it routes to, and two baselines for what-if. */
export const CATALOGUE: readonly CatalogueModel[] = [
  model(
    "deepseek-v4-flash",
    "DeepSeek V4 Flash",
    "deepseek",
    TEXT,
    1_000_000,
    price("0.14", "0.0028", "0.25", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-v3.2",
    "DeepSeek V3.2",
    "deepseek",
    TEXT,
    128_000,
    price("0.28", "0.028", "0.38", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-v4-pro",
    "DeepSeek V4 Pro",
    "deepseek",
    TEXT,
    1_000_000,
    price("0.435", "0.003625", "0.78", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-r1",
    "DeepSeek R1",
    "deepseek",
    TEXT,
    64_000,
    price("0.55", "0.14", "2.50", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-coder",
    "DeepSeek Coder",
    "deepseek",
    TEXT,
    128_000,
    price("0.14", "0.014", "0.25", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "qwen3-8b",
    "Qwen3-8B",
    "alibaba",
    TEXT,
    131_072,
    price("0.035", null, "0.01", `${QUOTED}; input from OpenRouter's and Novita's lists; no cached price listed`),
  ),
  model(
    "qwen3-32b",
    "Qwen3-32B",
    "alibaba",
    TEXT,
    131_072,
    price("0.10", null, "0.28", `${QUOTED}; input from DeepInfra's list (0.10/0.28); no cached price listed`),
  ),
  model(
    "qwen3-coder-30b",
    "Qwen3-Coder-30B",
    "alibaba",
    TEXT,
    262_144,
    price("0.07", null, "0.35", `${QUOTED}; input from OpenRouter's and Novita's lists; no cached price listed`),
  ),
  model(
    "qwen3-vl-32b",
    "Qwen3-VL-32B",
    "alibaba",
    VISION,
    131_072,
    price("0.104", null, "0.52", `${QUOTED}; input from OpenRouter's list; no cached price listed`),
  ),
  model(
    "qwen3-omni-30b",
    "Qwen3-Omni-30B",
    "alibaba",
    ["text", "vision", "audio", "video"],
    65_536,
    price("0.25", null, "0.52", `${QUOTED}; text input from Novita's list; no cached price listed`),
  ),
  model(
    "qwen3.5-397b",
    "Qwen3.5-397B",
    "alibaba",
    TEXT,
    262_144,
    price("0.39", null, "2.34", `${QUOTED}; input from OpenRouter's list (0.39/2.34); no cached price listed`),
  ),
  model(
    "qwen3.6-35b",
    "Qwen3.6-35B",
    "alibaba",
    TEXT,
    262_144,
    price("0.14", null, "1.00", `${QUOTED}; input from OpenRouter's list (0.14/1.00); no cached price listed`),
  ),
  model(
    "kimi-k2.5",
    "Kimi K2.5",
    "moonshotai",
    TEXT,
    128_000,
    price("0.60", "0.10", "3.00", `${QUOTED}; input and cached from Moonshot's list`),
  ),
  model(
    "glm-4-9b",
    "GLM-4-9B",
    "zai",
    TEXT,
    128_000,
    price("0.01", null, "0.01", `${QUOTED}; no list price found, input assumed to cost what output costs`),
  ),
  model(
    "glm-5",
    "GLM-5",
    "zai",
    TEXT,
    200_000,
    price("0.60", "0.12", "1.92", `${QUOTED}; input and cached from OpenRouter's list (0.60/1.92)`),
  ),
  model("glm-4.6v", "GLM-4.6V", "zai", VISION, 131_072, null),
  model(
    "gpt-4o",
    "GPT-4o",
    "openai",
    VISION,
    128_000,
    price("2.50", "1.25", "10.00", "OpenAI's public list; a baseline for what-if"),
  ),
  model(
    "claude-sonnet-4.6",
    "Claude Sonnet 4.6",
    "anthropic",
    VISION,
    1_000_000,
    price(
      "3.00",
      "0.30",
      "15.00",
      "Anthropic's public list, flat since 2026-03-13; 5-minute cache writes; a baseline for what-if",
      "3.75",
    ),
  ),
];

const byId = new Map(CATALOGUE.map((entry) => [entry.id, entry]));

/** The catalogue's entry of a model id, or null; spelling counts, since aliases are resolved before. */
export function findCatalogueModel(id: string): CatalogueModel | null {
  return byId.get(id) ?? null;
}

/** Who a record that names no provider is attributed to, or null for models outside the catalogue. */
export function catalogueProvider(modelId: string): string | null {
  return byId.get(modelId)?.provider ?? null;
}
