import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { newPriceSchema, picoRatesOf } from "@/lib/contract/prices";
import { unguardedCsv } from "@/lib/domain/csv-line";
import { csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";
import { CSV_SOURCE } from "@/lib/domain/price-import/list-sources";
import type { PriceList, PriceQuote, RefusedQuote } from "@/lib/domain/price-import/quote";
import { type PriceUnit, picoPerM, UNIT_POWERS } from "@/lib/domain/price-import/token-price";
import { FEE_UNITS } from "@/lib/domain/pricing/call-units";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { describeCsvError } from "../import/describe-csv-error";
import { feeColumn, PRICE_CSV_COLUMNS, RATE_COLUMNS, REQUIRED_COLUMNS } from "./price-csv-columns";
import { RowError } from "./read-amount";

const recordsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);
type Row = Readonly<Record<string, string>>;

/**
 * The product's own price file as quotes. An empty field is not given, and each row says which unit its amounts are of.
 *
 * Throws UNPROCESSABLE for a file that is none: no CSV, without a column it needs, or with one it does not have.
 */
export function readPriceCsv(text: string): PriceList {
  const quotes: PriceQuote[] = [];
  const refused: RefusedQuote[] = [];
  for (const { record, line } of rowsOf(text)) {
    const row = `line ${line}`;
    try {
      quotes.push(quoteOf(record, row));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      const { field, message } = error;
      const provider = record.provider === undefined || record.provider === "" ? null : providerIdOf(record.provider);
      refused.push({ row, provider, model: record.model || null, field, message });
    }
  }
  return { quotes, refused, skipped: 0 };
}

function rowsOf(text: string): { record: Row; line: number }[] {
  const { columns, records } = recordsOf(text, csvDelimiter(text.slice(0, HEADER_MAX)));
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.includes(column));
  const strange = columns.filter((column) => !PRICE_CSV_COLUMNS.some((known) => known === column));
  const fields = Object.fromEntries([
    ...missing.map((column) => [column, ["This column is missing"]]),
    ...strange.map((column) => [column.slice(0, 60), ["Is no column of a price file"]]),
  ]);
  const names = Object.keys(fields);
  if (names.length > 0) {
    throw new AppError("UNPROCESSABLE", `The header of the file: ${names.slice(0, 5).join(", ")}`, { fields });
  }
  return records.map(({ record, info }) => {
    const values = Object.entries(record).map(([column, value]) => [column, unguardedCsv(value.trim())] as const);
    return { record: Object.fromEntries(values), line: info.lines };
  });
}

const HEADER_MAX = 10_000;

function recordsOf(text: string, delimiter: string) {
  let columns: string[] = [];
  const columnsOf = (header: string[]) => {
    columns = header.map((name) => name.trim());
    return columns;
  };
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      skip_empty_lines: true,
      columns: columnsOf,
    });
    return { columns, records: recordsSchema.parse(parsed) };
  } catch (cause) {
    const reason = cause instanceof CsvError ? `Line ${cause.lines}: ${describeCsvError(cause)}` : "Is no CSV";
    throw new AppError("UNPROCESSABLE", `text: ${reason}`, { fields: { text: [reason] }, cause });
  }
}

function quoteOf(record: Row, row: string): PriceQuote {
  const unit = unitOf(record.unit ?? "");
  const steps = jsonOf(record, "steps");
  if (unit !== "1M tokens" && steps !== undefined) throw new RowError("steps", "Need amounts of 1M tokens");
  if (!record.input) throw new RowError("input", "Is missing");
  const given = (name: string) => record[name] || undefined;
  const sent = {
    ...{ provider: record.provider, model: record.model, currency: given("currency") ?? "" },
    ...{ standing: given("standing"), service_tier: given("service_tier"), region: given("region") },
    rates: Object.fromEntries(RATE_COLUMNS.map((rate) => [rate, amountOf(record, rate, unit)])),
    fees: Object.fromEntries(FEE_UNITS.flatMap((fee) => (given(feeColumn(fee)) ? [[fee, given(feeColumn(fee))]] : []))),
    ...{ steps, calendar: jsonOf(record, "calendar") },
    context_above_tokens: wholeOf(record, "context_above_tokens"),
    output_above_tokens: wholeOf(record, "output_above_tokens"),
    ...{ valid_from: given("valid_from") ?? BEGINNING, valid_to: given("valid_to") },
    ...{ source: given("source") ?? CSV_SOURCE, source_note: given("source_note"), reason: CSV_SOURCE },
  };
  const parsed = newPriceSchema.safeParse(sent);
  if (!parsed.success) throw refusalOf(parsed.error);
  return toQuote(parsed.data, record, row);
}

// Before every other instant, so that what has no beginning of its own takes that of the import.
const BEGINNING = "1970-01-01T00:00:00Z";

function toQuote(price: z.output<typeof newPriceSchema>, record: Row, row: string): PriceQuote {
  const { provider, model, currency, standing, steps, rates } = price;
  return {
    ...{ row, provider, model, currency, standing, steps, feePico: price.fees },
    ...picoRatesOf(rates),
    serviceTier: price.service_tier ?? null,
    region: price.region ?? null,
    contextAboveTokens: price.context_above_tokens,
    outputAboveTokens: price.output_above_tokens,
    calendar: price.calendar ?? null,
    leavesOutFees: yesOrNo(record),
    validFrom: record.valid_from ? price.valid_from : null,
    validTo: price.valid_to ?? null,
    source: price.source,
    sourceNote: price.source_note ?? null,
    notImported: [],
  };
}

function unitOf(text: string): PriceUnit {
  const units = Object.keys(UNIT_POWERS) as PriceUnit[];
  const unit = units.find((known) => known.toLowerCase() === text.toLowerCase());
  if (unit !== undefined) return unit;
  throw new RowError(
    "unit",
    `${text === "" ? "Is missing" : `"${text.slice(0, 40)}" is unknown`}: must be ${units.join(", ")}`,
  );
}

/** An amount as one of a million tokens; the schema says what is wrong with one that is none. */
function amountOf(record: Row, column: string, unit: PriceUnit): string | undefined {
  const text = record[column];
  if (!text) return undefined;
  const pico = picoPerM(text, unit);
  return pico === null ? text : formatUsd(pico);
}

function wholeOf(record: Row, column: string): number | undefined {
  const text = record[column];
  if (!text) return undefined;
  if (!/^\d{1,10}$/.test(text)) throw new RowError(column, "Must be a whole number of tokens");
  return Number(text);
}

function jsonOf(record: Row, column: "calendar" | "steps"): unknown {
  const text = record[column];
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new RowError(column, "Must be JSON, as the exported file has it");
  }
}

function yesOrNo({ leaves_out_fees: text }: Row): boolean {
  if (!text || text === "no") return false;
  if (text === "yes") return true;
  throw new RowError("leaves_out_fees", "Must be yes or no");
}

/** The first thing wrong, by the name of its column. */
function refusalOf(error: z.ZodError): RowError {
  const [issue] = error.issues;
  const [head = "", ...path] = (issue?.path ?? []).map(String);
  const message = issue?.message ?? "Is no price";
  if (head === "rates") return new RowError(path[0] ?? "input", message);
  if (head === "fees") return new RowError(feeColumn(path[0] ?? ""), message);
  return new RowError(head, path.length === 0 ? message : `${path.join(".")}: ${message}`);
}
