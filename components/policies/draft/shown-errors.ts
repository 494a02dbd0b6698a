import type { FieldErrors } from "./field-errors";

export type FieldMarks = {
  /** The path of the field that is being typed in. */
  typing: string | null;
  /** Those that were typed in or left before. */
  left: ReadonlySet<string>;
};

/**
 * The errors to mark while a form is filled in: not of a field somebody is typing in, nor of a model nobody has come to yet.
 *
 * A number may become wrong by another's change, so those are marked wherever somebody is.
 */
export function shownErrors(found: FieldErrors, { typing, left }: FieldMarks): FieldErrors {
  return Object.fromEntries(
    Object.entries(found).filter(([path]) => path !== typing && (left.has(path) || !isOfModels(path))),
  );
}

function isOfModels(path: string): boolean {
  return /^(regions\..*|primary|fallbacks(\.\d+)?)$/.test(path);
}
