import { catalogueModelOf } from "../catalogue/catalogue-model-of";
import { inEnglish } from "../in-english";
import { describeCalendar } from "../pricing/describe-calendar";
import type { Price } from "../pricing/price";
import type { ChargeSeries, ChargeSource } from "./charge";
import { type AmountMeter, METER_NAMES, TOKEN_DETAILS, type TokenMeter } from "./token-meters";

const PER_MILLION_TOKENS = "1000000 Tokens";
/** The unit of a charge of which only the amount is known. */
const CHARGES = "Charges";
/** The region of records that name none. */
const NO_REGION = "global";

/** Whose charges they are and what for, by name. */
export type ChargeOwner = {
  provider: string;
  issuer: string;
  /** Null of a bill for all models. */
  model: string | null;
  region: string | null;
  /** In the order in which they are written; null ones are not. */
  tags: Readonly<Record<string, string | null>>;
  principal: string | null;
  source: ChargeSource;
};

/** The series of charges for tokens at a price. */
export function tokenSeries(owner: ChargeOwner, meter: TokenMeter, price: Price): ChargeSeries {
  const name = METER_NAMES[meter];
  const id = skuId(owner, meter);
  return {
    ...commonOf(owner),
    category: "Usage",
    description: `${serviceOf(owner)}, ${name.toLowerCase()}, ${owner.provider}`,
    consumedUnit: "Tokens",
    priceId: price.id,
    sku: {
      id,
      meter: name,
      priceId: [id, ...conditionsOf(price).map(([, text]) => text)].join(":"),
      details: JSON.stringify({
        ...detailsOf(owner),
        ...TOKEN_DETAILS[meter],
        ...Object.fromEntries(conditionsOf(price).map(([key, , value]) => [key, value])),
      }),
      unit: PER_MILLION_TOKENS,
    },
  };
}

/** The series of charges of which only the amount is known: one charge of it is what is priced. */
export function amountSeries(
  owner: ChargeOwner,
  meter: AmountMeter,
  more: { consumedUnit: string; priceId?: string | null },
): ChargeSeries {
  const id = skuId(owner, meter);
  return {
    ...commonOf(owner),
    category: "Usage",
    description: `${serviceOf(owner)}, ${METER_NAMES[meter].toLowerCase()}, ${owner.provider}`,
    consumedUnit: more.consumedUnit,
    priceId: more.priceId ?? null,
    sku: { id, meter: METER_NAMES[meter], priceId: id, details: JSON.stringify(detailsOf(owner)), unit: CHARGES },
  };
}

/** The series of what has no quantity and no price: credits, and notes of usage whose cost is not known. */
export function otherSeries(owner: ChargeOwner, category: "Credit" | "Adjustment", what: string): ChargeSeries {
  return {
    ...commonOf(owner),
    category,
    description: `${serviceOf(owner)}, ${owner.provider}: ${what}`,
    consumedUnit: null,
    priceId: null,
    sku: null,
  };
}

/** The series of what is paid for reserved capacity, used or not: one charge of it is what is priced. */
export function capacitySeries(owner: ChargeOwner, capacity: { id: number; name: string; kind: string }): ChargeSeries {
  const id = [owner.provider, "capacity", capacity.id].join(":");
  return {
    ...commonOf(owner),
    category: "Purchase",
    description: `${serviceOf(owner)}, ${owner.provider}: reserved capacity ${capacity.name}`,
    consumedUnit: null,
    priceId: null,
    sku: {
      ...{ id, meter: "Reserved Capacity", priceId: id, unit: CHARGES },
      details: JSON.stringify({ ...detailsOf(owner), x_CapacityKind: capacity.kind }),
    },
  };
}

/** The series of what a closed month cost beyond what was charged, charged later; `what` is left out of all that a model cost. */
export function correctionSeries(
  owner: ChargeOwner,
  { month, category, what }: { month: string; category: ChargeSeries["category"]; what?: string },
): ChargeSeries {
  const since = `what came after ${month} was closed`;
  return {
    ...commonOf(owner),
    ...{ category, class: "Correction" },
    description: `${serviceOf(owner)}, ${owner.provider}: ${what === undefined ? since : `${what}, ${since}`}`,
    ...{ consumedUnit: null, priceId: null, sku: null },
  };
}

function commonOf(owner: ChargeOwner) {
  const { provider, issuer, model, region, principal, source } = owner;
  const given = Object.entries(owner.tags).filter(([, value]) => value !== null);
  return {
    ...{ provider, issuer, principal, source },
    publisher: makerOf(model) ?? provider,
    service: serviceOf(owner),
    region: region === NO_REGION ? null : region,
    tags: given.length === 0 ? null : JSON.stringify(Object.fromEntries(given)),
  };
}

function serviceOf({ model, provider }: ChargeOwner): string {
  return model ?? `All models of ${provider}`;
}

function makerOf(model: string | null): string | null {
  return (model === null ? null : catalogueModelOf(model)?.maker) ?? null;
}

function skuId({ provider, model }: ChargeOwner, meter: TokenMeter | AmountMeter): string {
  return [provider, model ?? "*", meter].join(":");
}

function detailsOf({ model }: ChargeOwner): Record<string, string> {
  const maker = makerOf(model);
  return { ...(model !== null && { x_ModelId: model }), ...(maker !== null && { x_ModelDeveloper: maker }) };
}

/** The conditions of a price: the key of the details, what the id says, and the value. No amount and no date is in them. */
function conditionsOf({ serviceTier, region, contextAboveTokens, outputAboveTokens, calendar }: Price) {
  const conditions: [string, string, string | number][] = [];
  if (serviceTier !== null) conditions.push(["x_ServiceTier", serviceTier, serviceTier]);
  if (region !== null) conditions.push(["x_ServedRegion", region, region]);
  if (contextAboveTokens > 0)
    conditions.push(["x_ContextAboveTokens", `above${contextAboveTokens}`, contextAboveTokens]);
  if (outputAboveTokens > 0)
    conditions.push(["x_OutputAboveTokens", `output-above${outputAboveTokens}`, outputAboveTokens]);
  if (calendar !== null) {
    const times = describeCalendar(calendar, inEnglish);
    conditions.push(["x_Calendar", times.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), times]);
  }
  return conditions;
}
