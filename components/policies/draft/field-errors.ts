/** Dotted path of a field → what is wrong there, in the form's words and units. */
export type FieldErrors = Record<string, string[]>;
