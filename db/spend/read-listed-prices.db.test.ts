import { expect, test } from "vitest";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { insertPrices } from "../prices/insert-prices";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { getSpend } from "./get-spend";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-03T00:00:00Z") };

test("rows by model have the list price that was stored for their window, and the catalogue's where none is", async () => {
  const quoted = CATALOGUE.find(({ price }) => price?.outputUsdPerMillion);
  const stored = {
    ...{ ...PLAIN_TERMS, model: "m", validTo: null, inputPicoPerM: PICO_PER_USD },
    ...{ source: "manual", sourceNote: null, createdBy: null, reason: null },
  };
  const at = (date: string) => Date.parse(date) * 1_000;
  await insertPrices(database.db, [
    {
      ...stored,
      provider: "acme",
      outputPicoPerM: 4n * PICO_PER_USD,
      validFrom: at("2026-01-01"),
      validTo: at("2026-03-02"),
    },
    { ...stored, provider: "acme", outputPicoPerM: 6n * PICO_PER_USD, validFrom: at("2026-03-02") },
    { ...stored, provider: "other", outputPicoPerM: 5n * PICO_PER_USD, validFrom: at("2026-01-01") },
  ]);
  const startedAtUs = at("2026-03-01T12:00:00Z");
  await givenAttempts(database.sql, [
    anAttempt({ startedAtUs, provider: "acme", model: "m" }),
    anAttempt({ startedAtUs, provider: "other", model: "m" }),
    anAttempt({ startedAtUs, provider: "acme", model: quoted?.id ?? "" }),
  ]);
  const ask = async (groupBy: SpendGroup[]) => {
    const question = { window, filters: NO_FILTERS, tz: "UTC", now: window.to, retention: EVERYTHING_RETAINED };
    const { rows } = await getSpend(database.db, { ...question, groupBy, interval: "none" });
    return rows.map(({ model, provider, list_usd_per_m_output: listed }) => [model, provider, listed]);
  };

  expect(await ask(["model"])).toEqual(
    expect.arrayContaining([
      ["m", undefined, "5"],
      [quoted?.id, undefined, quoted?.price?.outputUsdPerMillion],
    ]),
  );
  expect(await ask(["model", "provider"])).toEqual(
    expect.arrayContaining([
      ["m", "acme", "6"],
      ["m", "other", "5"],
    ]),
  );
  expect(await ask(["provider"])).toEqual([
    [undefined, "acme", undefined],
    [undefined, "other", undefined],
  ]);
});
