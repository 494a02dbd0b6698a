import { expect, test } from "vitest";
import { listAuditEntries } from "@/db/audit/list-audit-entries";
import type { Db } from "@/db/client";
import { auditEntry } from "@/db/schema/audit";
import { monthClose } from "@/db/schema/month-close";
import { testDatabase, withRollback } from "@/db/testing";
import { AppError } from "@/lib/contract/error";
import { priceImportSchema } from "@/lib/contract/price-import";
import { newPriceSchema } from "@/lib/contract/prices";
import type { PriceQuote } from "@/lib/domain/price-import/quote";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { addPrice } from "./add-price";
import { diffPriceList } from "./diff-price-list";
import { importPriceList } from "./import-price-list";
import { insertPrices } from "./insert-prices";
import { listPrices } from "./list-prices";
import { loadPriceBook } from "./load-price-book";

const database = testDatabase();
const now = new Date("2026-11-20T00:00:00Z");
const LATER = new Date("2026-11-21T00:00:00Z");
const ACTOR = "finn@example.com";
const usd = (text: string) => parseUsd(text) ?? 0n;

const givenQuote = (model: string, fields: Partial<PriceQuote> = {}): PriceQuote => ({
  ...{ ...PLAIN_TERMS, provider: "house", model, row: model, source: "litellm", sourceNote: null },
  ...{ validFrom: null, validTo: null, notImported: [], inputPicoPerM: usd("1"), outputPicoPerM: usd("4") },
  ...fields,
});
const givenPrices = (db: Db, ...quotes: PriceQuote[]) =>
  insertPrices(
    db,
    quotes.map(({ row: _, notImported: __, ...terms }) => ({ ...terms, validFrom: 0, createdBy: null, reason: null })),
  );

function listOf(quotes: readonly PriceQuote[], fields: object = {}, at = now) {
  const input = priceImportSchema.parse({ format: "litellm", text: "{}", scope: "all", ...fields });
  return { input, readList: () => ({ quotes, refused: [], skipped: 0 }), now: at };
}
async function apply(db: Db, quotes: readonly PriceQuote[], fields: object = {}, at = now) {
  const { state } = (await diffPriceList(db, listOf(quotes, fields, at))).diff;
  const list = listOf(quotes, { ...fields, state }, at);
  return importPriceList(db, { ...list, actor: ACTOR, sha256: "a".repeat(64) });
}
async function refusalOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error instanceof AppError ? [error.code, ...Object.keys(error.fields ?? {})] : [];
}

test("an import ends what it follows, stores the rest beside it, and is audited once", () =>
  withRollback(database.db, async (db) => {
    const [old] = await givenPrices(db, givenQuote("tiny"), givenQuote("same"));
    const list = [givenQuote("tiny", { inputPicoPerM: usd("1.5") }), givenQuote("same"), givenQuote("fresh")];

    const { diff } = await apply(db, list, { file_name: "prices.json", reason: "autumn" });

    expect(diff).toMatchObject({
      applied: true,
      counts: { added: 1, changed: 1, unchanged: 1, stored: 2, closed: 1, refused: 0 },
    });
    expect(diff.rows[0]).toMatchObject({
      ...{ row: "tiny", kind: "changed", replaces: { id: old, source: "litellm" } },
      changes: [{ field: "rates.input", before: "1", after: "1.5" }],
    });
    const [closed, open] = await listPrices(db, { model: "tiny" });
    expect([closed?.validTo, open?.validFrom]).toEqual([now.getTime() * 1_000, now.getTime() * 1_000]);
    expect(open).toMatchObject({ createdBy: ACTOR, reason: "autumn", source: "litellm" });
    const audited = (await db.select().from(auditEntry)).filter(({ action }) => action === "price.import");
    expect(audited).toMatchObject([
      { actor: ACTOR, subject: "prices.json", after: { sha256: "a".repeat(64), counts: { stored: 2, closed: 1 } } },
    ]);
  }));

test("applied again, and from then on, the same list changes nothing and notes nothing", () =>
  withRollback(database.db, async (db) => {
    const list = [
      givenQuote("tiny"),
      givenQuote("peak", { serviceTier: "priority", feePico: { searches: usd("0.01") } }),
    ];
    await apply(db, list);
    const before = await listPrices(db);

    const { diff } = await apply(db, list, {}, LATER);

    expect(diff).toMatchObject({ applied: false, counts: { added: 0, changed: 0, unchanged: 2, stored: 0 } });
    expect(await listPrices(db)).toEqual(before);
  }));

test("what was charged before stays, to the instant; a contract counts after it too", () =>
  withRollback(database.db, async (db) => {
    await givenPrices(db, givenQuote("tiny"), givenQuote("agreed"), givenQuote("agreed", { standing: "contract" }));
    const nowUs = now.getTime() * 1_000;
    const asked = { serviceTier: null, region: null, inputTokens: 1, outputTokens: 1 };

    const raised = { inputPicoPerM: usd("2") };
    const { diff } = await apply(db, [givenQuote("tiny", raised), givenQuote("agreed", raised)]);

    const book = await loadPriceBook(db);
    expect(book.find("house", "tiny", nowUs - 1, asked)?.inputPicoPerM).toBe(usd("1"));
    expect(book.find("house", "tiny", nowUs, asked)?.inputPicoPerM).toBe(usd("2"));
    expect(book.find("house", "agreed", nowUs, asked)?.inputPicoPerM).toBe(usd("1"));
    expect(diff.rows.find(({ model }) => model === "agreed")?.contract).toMatchObject({ input: "1", differs: true });
  }));

test("nothing is stored while a row is refused or in question, and all else is where it is left out or confirmed", () =>
  withRollback(database.db, async (db) => {
    const list = [
      givenQuote("fine"),
      givenQuote("yuan", { currency: "CNY" }),
      givenQuote("slip", { inputPicoPerM: usd("800"), outputPicoPerM: usd("900") }),
      givenQuote("free", { inputPicoPerM: 0n, outputPicoPerM: 0n }),
    ];

    expect(await refusalOf(apply(db, list))).toEqual([
      "UNPROCESSABLE",
      ...["rows.yuan.currency", "rows.slip.rates.input", "rows.slip.rates.output"],
    ]);
    expect(await listPrices(db)).toEqual([]);

    const { diff } = await apply(db, list, { leave_out: ["yuan"], confirm: ["slip"] });
    expect(diff.counts).toMatchObject({ refused: 1, left_out: 1, placeholder: 1, questioned: 1, stored: 2 });
    expect((await listPrices(db)).map(({ model }) => model)).toEqual(["fine", "slip"]);
  }));

test("only models in traffic or with a price are imported unless all are wanted; what the list lacks stays and is named", () =>
  withRollback(database.db, async (db) => {
    await givenPrices(db, givenQuote("Tiny"), givenQuote("gone"));
    const list = [givenQuote("tiny", { inputPicoPerM: usd("2") }), givenQuote("stranger")];

    const { diff } = await apply(db, list, { scope: "seen" });

    expect(diff.counts).toMatchObject({ changed: 1, added: 0, out_of_scope: 1, missing: 1 });
    expect(diff.rows[0]?.model).toBe("Tiny");
    expect(diff.missing).toMatchObject([{ model: "gone", provider: "house" }]);
    expect((await listPrices(db, { model: "gone" })).map(({ validTo }) => validTo)).toEqual([null]);
    const others = await apply(db, list, { scope: "all", providers: ["elsewhere"] }, LATER);
    expect(others.diff.counts).toMatchObject({ added: 0, out_of_scope: 2 });
  }));

test("a price that is no longer listed ends only where it is named, with the import that was looked at", () =>
  withRollback(database.db, async (db) => {
    const [, gone, other] = await givenPrices(db, givenQuote("tiny"), givenQuote("gone"), givenQuote("other"));
    const own = { provider: "house", model: "own", source: "by phone", reason: "agreed" };
    const input = newPriceSchema.parse({ ...own, valid_from: "2026-11-01T00:00:00Z", rates: { input: 2, output: 4 } });
    const { price } = await addPrice(db, { input, actor: ACTOR, now });
    const list = [givenQuote("tiny")];

    const { missing } = (await diffPriceList(db, listOf(list))).diff;
    expect(missing.map(({ model, stays_because }) => [model, stays_because === null])).toEqual(
      expect.arrayContaining([
        ["gone", true],
        ["other", true],
        ["own", false],
      ]),
    );
    // What the list has, what a user has set, and what there is not, a public list ends none of.
    for (const id of [price.id, 999_999]) {
      expect(await refusalOf(apply(db, list, { end_missing: [gone, id] }))).toEqual(["UNPROCESSABLE", "end_missing"]);
    }
    const { diff } = await apply(db, list, { end_missing: [gone, gone] });
    expect(diff).toMatchObject({ applied: true, counts: { stored: 0, closed: 0, ended: 1 } });
    const endOf = async (model: string) => (await listPrices(db, { model })).map(({ validTo }) => validTo);
    expect([await endOf("gone"), await endOf("other"), await endOf("own")]).toEqual([
      [now.getTime() * 1_000],
      [null],
      [null],
    ]);
    const [entry] = await listAuditEntries(db, { limit: 1 });
    expect(entry).toMatchObject({ action: "price.import", after: { ended: [gone] } });
    // It has ended already: the same again is refused, and a list of one's own may end what one has set.
    expect(await refusalOf(apply(db, list, { end_missing: [gone] }, LATER))).toEqual(["UNPROCESSABLE", "end_missing"]);
    const csv = await apply(db, list, { format: "csv", end_missing: [price.id, other] }, LATER);
    expect(csv.diff.counts.ended).toBe(2);
  }));

test("a user's own price is replaced only where that is confirmed", () =>
  withRollback(database.db, async (db) => {
    const own = { provider: "house", model: "tiny", source: "by phone", reason: "agreed" };
    const input = newPriceSchema.parse({ ...own, valid_from: "2026-11-01T00:00:00Z", rates: { input: 2, output: 4 } });
    await addPrice(db, { input, actor: ACTOR, now });

    expect(await refusalOf(apply(db, [givenQuote("tiny")]))).toEqual(["UNPROCESSABLE", "rows.tiny.rates"]);
    expect((await apply(db, [givenQuote("tiny")], { confirm: ["tiny"] })).diff.counts.stored).toBe(1);
  }));

test("no import begins within a closed month", () =>
  withRollback(database.db, async (db) => {
    await db.insert(monthClose).values({
      ...{
        month: "2026-10",
        zone: "UTC",
        closedAt: now,
        closedBy: ACTOR,
        statement: "{}",
        signature: "s",
        keyId: "k",
        publicKey: "p",
      },
      ...{ startsAt: new Date("2026-10-01T00:00:00Z"), endsAt: new Date("2026-11-01T00:00:00Z") },
    });
    const early = { valid_from: "2026-10-31T23:59:59Z" };
    expect(await refusalOf(apply(db, [givenQuote("tiny")], early))).toEqual(["UNPROCESSABLE", "valid_from"]);
    expect((await apply(db, [givenQuote("tiny")], { valid_from: "2026-11-01T00:00:00Z" })).diff.counts.stored).toBe(1);
  }));

test("of two who import at once one is first, and the other sees what is different now", async () => {
  const model = "contested";
  const { db } = database;
  const lists = ["1", "2", "3"].map((input) => [givenQuote(model, { inputPicoPerM: usd(input) })]);
  const states = await Promise.all(lists.map(async (list) => (await diffPriceList(db, listOf(list))).diff.state));

  const answers = await Promise.all(
    lists.map((list, place) =>
      importPriceList(db, { ...listOf(list, { state: states[place] }), actor: ACTOR, sha256: String(place) }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual(["stale", "stale", "stored"]);
  const stored = await listPrices(db, { model });
  expect(stored).toHaveLength(1);
  for (const { diff } of answers.filter(({ status }) => status === "stale")) {
    expect(diff.rows[0]).toMatchObject({ replaces: { id: Number(stored[0]?.id) } });
  }
});
