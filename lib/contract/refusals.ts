import { t } from "@/lib/messages/translate";

/** What schemas refuse in the same words; said once something is refused, in the language of whoever reads it. */
export type Refusal = { error: () => string };

export const A_NUMBER: Refusal = { error: () => t("Must be a number") };
export const A_WHOLE_NUMBER: Refusal = { error: () => t("Must be a whole number") };
export const MORE_THAN_0: Refusal = { error: () => t("Must be more than 0") };
export const AN_AMOUNT: Refusal = { error: () => t("Must be an amount such as 500 or 1250.50") };
export const A_DATE: Refusal = { error: () => t("Must be a date such as 2026-03-01") };
export const A_ZONE: Refusal = { error: () => t("Must be an IANA zone such as Asia/Shanghai") };
export const AN_ADDRESS: Refusal = { error: () => t("Must be an e-mail address") };
export const STORABLE: Refusal = { error: () => t("Must not contain NUL or broken surrogates") };
export const SOME_CHANGE: Refusal = { error: () => t("Name at least one field to change") };

export const atLeast = (min: number): Refusal => ({ error: () => t("Must be at least {min}", { min }) });

/** A large limit comes as the text that it is read as. */
export const atMost = (max: number | string): Refusal => ({ error: () => t("Must be at most {max}", { max }) });

export const charactersAtMost = (max: number | string): Refusal => ({
  error: () => t("Must have at most {max} characters", { max }),
});

export const oneOf = (names: readonly string[]): Refusal => ({
  error: () => t("Must be one of {names}", { names: names.join(", ") }),
});
