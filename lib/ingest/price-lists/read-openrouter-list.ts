import { OPENROUTER_SOURCE } from "@/lib/domain/price-import/list-sources";
import type { PriceList, PriceQuote, RefusedQuote } from "@/lib/domain/price-import/quote";
import { modelAtProvider } from "@/lib/domain/pricing/model-at-provider";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { variantsOf } from "./openrouter-overrides";
import { feesOf, isLeftOut, ratesOf } from "./openrouter-pricing";
import { checkName, RowError, rowName } from "./read-amount";
import { isObject, type JsonObject, notThisList, readJson } from "./read-json";

type Entry = { row: string; provider: string | null; model: string | null; note: string; value: JsonObject };

/**
 * OpenRouter's answers as quotes in USD: `/models`, whose prices are what OpenRouter asks, and `/models/{id}/endpoints`, whose
 * prices are each provider's own.
 *
 * Prices are decimal texts of one token. They hold the discount already. A price of "-1" is a router's, which has none.
 */
export function readOpenrouterList(text: string): PriceList {
  const entries = entriesOf(readJson(text));
  const quotes: PriceQuote[] = [];
  const refused: RefusedQuote[] = [];
  let skipped = 0;
  for (const entry of entries) {
    try {
      const priced = quotesOf(entry);
      if (priced.length === 0) skipped += 1;
      quotes.push(...priced);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      const { row, provider, model } = entry;
      refused.push({ row: rowName(row), provider, model, field: error.field, message: error.message });
    }
  }
  return { quotes, refused, skipped };
}

function entriesOf(file: unknown): Entry[] {
  const data = isObject(file) ? file.data : undefined;
  if (Array.isArray(data)) return data.map((value, place) => modelEntry(value, place));
  if (isObject(data) && Array.isArray(data.endpoints)) {
    const id = textOf(data.id);
    return data.endpoints.map((value: unknown, place) => endpointEntry(id, value, place));
  }
  throw notThisList("Must be what OpenRouter answers to /models or /models/{id}/endpoints: data, or data.endpoints");
}

function modelEntry(value: unknown, place: number): Entry {
  const model = isObject(value) ? textOf(value.id) : null;
  return {
    row: model ?? `data.${place}`,
    ...{ provider: OPENROUTER_SOURCE, model, note: model ?? "" },
    value: isObject(value) ? value : {},
  };
}

function endpointEntry(id: string | null, sent: unknown, place: number): Entry {
  const value = isObject(sent) ? sent : {};
  const named = textOf(value.provider_name);
  const tag = textOf(value.tag) ?? named ?? `endpoints.${place}`;
  const provider = named === null ? null : providerIdOf(named);
  return {
    row: `${id ?? "?"} at ${tag}`,
    ...{ provider, model: id === null || provider === null ? null : modelAtProvider(provider, id) },
    note: `${id} at ${tag}`,
    value,
  };
}

function quotesOf({ row, provider, model, note, value }: Entry): PriceQuote[] {
  if (model === null) throw new RowError("id", "Must name the model");
  if (provider === null) throw new RowError("provider_name", "Must name the provider");
  checkName(model, "id");
  checkName(provider, "provider_name");
  checkName(note, "tag");
  const { pricing } = value;
  if (pricing === undefined || pricing === null) return [];
  if (!isObject(pricing)) throw new RowError("pricing", "Must be an object");
  refuseRouter(pricing);
  const notImported = Object.entries(pricing).flatMap(([field, amount]) =>
    isLeftOut(field) && Number(amount) !== 0 ? [`pricing.${field}`] : [],
  );
  return variantsOf(pricing).map(({ name, path, fields, contextAboveTokens, calendar }) => ({
    ...{ ...PLAIN_TERMS, ...ratesOf(fields, path), feePico: feesOf(fields, path) },
    ...{ provider, model, contextAboveTokens, calendar, notImported, leavesOutFees: notImported.length > 0 },
    ...{ source: OPENROUTER_SOURCE, sourceNote: note, validFrom: null, validTo: null },
    row: name === null ? row : `${row} (${name})`,
  }));
}

function refuseRouter({ prompt }: JsonObject): void {
  if (Number(prompt) === -1) {
    throw new RowError("pricing.prompt", "Is -1: a router has no price of its own, that of whom it asks counts");
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
