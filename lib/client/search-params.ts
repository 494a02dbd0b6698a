export type ParamValue = string | number | boolean | readonly string[] | null | undefined;
export type Params = Readonly<Record<string, ParamValue>>;

/** Parameters as a query, in one order whatever the order given, so that equal questions have equal keys. */
export function searchParams(params: Params): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of Object.keys(params).sort()) {
    const value = params[name];
    if (value === null || value === undefined) continue;
    if (typeof value === "object") for (const one of value.toSorted()) search.append(name, one);
    else search.append(name, String(value));
  }
  return search;
}
