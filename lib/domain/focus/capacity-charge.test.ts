import { expect, test } from "vitest";
import { type ChargedCapacity, capacityCharges } from "./capacity-charge";
import { ofPico } from "./focus-decimal";

const capacity: ChargedCapacity = {
  ...{ id: 7, name: "PTU", provider: "azure", models: ["gpt-4o"], region: null },
  ...{ kind: "ptu_hour" as const, currency: "CNY" },
};
const march = { fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 2, 2) };

test("what is paid is a purchase, and what was served a credit; nothing of nothing", () => {
  const [paid, served] = capacityCharges(capacity, { ...march, paidPico: 90n, tokenPico: 8n });
  expect(paid).toMatchObject({ billed: ofPico(90n), unitPrice: ofPico(90n), series: { category: "Purchase" } });
  expect(paid?.series).toMatchObject({ service: "gpt-4o", sku: { id: "azure:capacity:7" } });
  expect(served).toMatchObject({ billed: ofPico(-8n), unitPrice: null, series: { category: "Credit", sku: null } });
  expect(capacityCharges(capacity, { ...march, paidPico: 0n, tokenPico: 0n })).toEqual([]);
});

test("without a rate of its currency it is a note of nothing, and its use stays billed by the token", () => {
  const [note, ...more] = capacityCharges(capacity, { ...march, paidPico: null, tokenPico: 8n });
  expect(more).toEqual([]);
  expect(note).toMatchObject({ billed: 0n, pricedShare: 0n, series: { category: "Adjustment", sku: null } });
  expect(note?.series.description).toContain("CNY, for which there is no rate");
});

test("a month of a zone is within the UTC month that has its middle", () => {
  const shanghai = { fromMs: Date.UTC(2026, 1, 28, 16), toMs: Date.UTC(2026, 2, 31, 16) };
  const [paid] = capacityCharges(capacity, { ...shanghai, paidPico: 1n, tokenPico: 0n });
  expect(paid).toMatchObject({ fromMs: Date.UTC(2026, 2, 1), toMs: shanghai.toMs });
});
