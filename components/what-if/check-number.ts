type Bounds = { min: number; max: number; isOptional?: boolean; isWhole?: boolean };

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** What is wrong with a typed number, in words, or null. */
export function checkNumber({
  min,
  max,
  isOptional = false,
  isWhole = false,
}: Bounds): (text: string) => string | null {
  const range = `from ${min.toLocaleString("en-US")} to ${max.toLocaleString("en-US")}`;
  return (text) => {
    if (text === "") return isOptional ? null : `A number ${range}`;
    if (!DECIMAL.test(text) || (isWhole && text.includes("."))) return `A ${isWhole ? "whole " : ""}number ${range}`;
    const number = Number(text);
    return number < min || number > max ? `A number ${range}` : null;
  };
}
