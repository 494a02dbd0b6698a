import type { Params, ParamValue } from "./search-params";

/** Where a read is asked: its path with the parameters that stand in it, and the others as its query. */
export function readAddress(path: string, input: object): { pathname: string; query: Params } {
  // Whatever ReadInput lets through; of a path not known yet, TypeScript cannot see that.
  const query = { ...input } as Record<string, ParamValue>;
  const pathname = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = query[name];
    delete query[name];
    return encodeURIComponent(String(value));
  });
  return { pathname, query };
}
