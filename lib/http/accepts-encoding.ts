import { headerList } from "./header-list";

/** Whether an Accept-Encoding header names this coding and does not refuse it with q=0. A wildcard names none. */
export function acceptsEncoding(header: string | readonly string[] | null | undefined, coding: string): boolean {
  return headerList(header).some((element) => {
    const [name, ...parameters] = element.split(";").map((part) => part.trim().toLowerCase());
    if (name !== coding) return false;
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    return weight === undefined || Number(weight.slice(2)) > 0;
  });
}
