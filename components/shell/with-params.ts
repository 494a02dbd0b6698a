/** An address with parameters set: each takes the place of those of its name. */
export function withParams(href: string, params: Readonly<Record<string, string | readonly string[]>>): string {
  const [pathname = "", search = ""] = href.split("?");
  const all = new URLSearchParams(search);
  for (const [name, value] of Object.entries(params)) {
    all.delete(name);
    for (const one of typeof value === "string" ? [value] : value) all.append(name, one);
  }
  return all.size === 0 ? pathname : `${pathname}?${all}`;
}
