import { t } from "@/lib/messages/translate";

type Bounds = { min: number; max: number; isOptional?: boolean; isWhole?: boolean };

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** What is wrong with a typed number, in words, or null. */
export function checkNumber({
  min,
  max,
  isOptional = false,
  isWhole = false,
}: Bounds): (text: string) => string | null {
  const range = { min: min.toLocaleString("en-US"), max: max.toLocaleString("en-US") };
  return (text) => {
    if (text === "") return isOptional ? null : t("A number from {min} to {max}", range);
    if (isWhole && !/^-?\d+$/.test(text)) return t("A whole number from {min} to {max}", range);
    const number = Number(text);
    return DECIMAL.test(text) && number >= min && number <= max ? null : t("A number from {min} to {max}", range);
  };
}
