/**
 * The elements of a header that is a comma-separated list, in its order, without the empty ones.
 *
 * A comma within double quotes separates nothing. Reads each character once, however long and odd the header is.
 */
export function headerList(value: string | readonly string[] | null | undefined): string[] {
  const text = typeof value === "string" ? value : (value ?? []).join(",");
  const elements: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === undefined || (sign === "," && !isQuoted)) {
      const element = text.slice(start, at).trim();
      if (element !== "") elements.push(element);
      start = at + 1;
    }
  }
  return elements;
}
