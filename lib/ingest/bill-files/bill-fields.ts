import { type BillField, isBillField } from "@/lib/contract/bill-fields";

/** The column of each field that has one. */
export type BillMap = { readonly [field in BillField]?: string };

export const TOKEN_FIELDS = [
  "input_tokens",
  "uncached_input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
] as const satisfies readonly BillField[];

/** Names that such columns have, without spelling; the likelier first. */
const NAMES: Readonly<Record<BillField, readonly string[]>> = {
  day: [
    "day",
    "date",
    "usagedate",
    "usagedateutc",
    "hour",
    "timestamp",
    "starttime",
    "startdate",
    "periodstart",
    "billingdate",
    "time",
    "month",
    "billingmonth",
    "period",
  ],
  model: ["model", "modelname", "modelid", "modelversion", "deployment", "deploymentname"],
  bucket: ["tokentype", "bucket", "meter", "metername", "lineitem", "usagetype", "kind", "item", "description"],
  quantity: ["quantity", "tokens", "totaltokens", "usagequantity", "usageamount", "units", "count"],
  unit: ["unit", "unitofmeasure", "quantityunit", "usageunit"],
  amount: [
    "amount",
    "cost",
    "costusd",
    "amountusd",
    "usd",
    "charge",
    "billedcost",
    "netamount",
    "totalcost",
    "price",
    "amountvalue",
  ],
  list_amount: ["listamount", "listcost", "listprice", "listpriceusd", "grossamount", "amountbeforediscount"],
  currency: ["currency", "billingcurrency", "currencycode", "amountcurrency"],
  category: ["category", "chargecategory", "chargetype", "costtype"],
  provider: ["provider", "providername", "vendor", "serviceprovidername"],
  tier: ["servicetier", "tier"],
  project: ["project", "projectid", "projectname", "workspace", "workspaceid", "subaccount", "apikey", "key"],
  input_tokens: ["inputtokens", "prompttokens", "input"],
  uncached_input_tokens: ["uncachedinputtokens", "inputtokensnocache"],
  cached_input_tokens: [
    "cachedinputtokens",
    "cachedtokens",
    "cachereadtokens",
    "inputcachedtokens",
    "cachereadinputtokens",
  ],
  cache_write_tokens: ["cachewritetokens", "cachecreationtokens", "cachecreationinputtokens"],
  output_tokens: ["outputtokens", "completiontokens", "output"],
};

/** Which column each field likely is; a column is taken once. */
export function guessBillMap(columns: readonly string[]): BillMap {
  const byName = new Map(columns.map((column) => [plain(column), column]));
  const taken = new Set<string>();
  const map: Partial<Record<BillField, string>> = {};
  for (const [field, names] of Object.entries(NAMES)) {
    const found = names.map((name) => byName.get(name)).find((column) => column !== undefined && !taken.has(column));
    if (found === undefined || !isBillField(field)) continue;
    taken.add(found);
    map[field] = found;
  }
  return map;
}

/** What a mapping still lacks, as sentences; nothing where rows can be read. */
export function missingOf(map: BillMap): string[] {
  const hasTokens = TOKEN_FIELDS.some((field) => map[field] !== undefined);
  return [
    ...(map.day === undefined ? ["a column with the day, hour or month"] : []),
    ...(map.amount === undefined && map.quantity === undefined && !hasTokens
      ? ["a column with the amount, a quantity or tokens"]
      : []),
  ];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, "");
}
