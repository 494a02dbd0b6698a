import { AppError } from "@/lib/contract/error";

export type NumberBounds = { min: number; max: number; whole: boolean };

/** The number that an option of a command line is given; undefined where it is not. Throws INVALID with what it may be. */
export function readNumber(name: string, given: string | undefined, bounds: NumberBounds): number | undefined {
  if (given === undefined) return undefined;
  const { min, max, whole } = bounds;
  const value = given.trim() === "" ? Number.NaN : Number(given);
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new AppError(
    "INVALID",
    `--${name} must be a ${whole ? "whole " : ""}number from ${min} to ${max}, not ${given}`,
  );
}
