import type { ErrorFields } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/** For each field that an edit would have different: what it is now. */
export function editDifferences(stored: object, wanted: object): ErrorFields {
  const text = (value: unknown) => JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(stored).flatMap(([name, value]) => {
      const other = Object.entries(wanted).find(([same]) => same === name)?.[1];
      if (text(other) === text(value)) return [];
      return [[name, [t("Is {value} now", { value: typeof value === "string" ? value : (text(value) ?? "unknown") })]]];
    }),
  );
}
