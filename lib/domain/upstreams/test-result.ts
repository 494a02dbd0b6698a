import { t } from "@/lib/messages/translate";

/**
 * What a test of an upstream found. `unproven`: address and key are right, but a short call was answered otherwise than with an
 * answer, as by a model that does not chat.
 */
export const TEST_RESULTS = [
  "ok",
  "unproven",
  "key_missing",
  "key_refused",
  "model_unknown",
  "rate_limited",
  "failing",
  "unexpected",
  "no_answer",
  "unreachable",
  "not_allowed",
] as const;
type TestResult = (typeof TEST_RESULTS)[number];

/** A test's result with what it is about: names of models, a status, or what the network said. */
export type TestFinding = { result: TestResult; detail: string | null };

/** A finding in a sentence that says what to do. */
export function describeFinding({ result, detail }: TestFinding): string {
  const what = detail ?? "";
  switch (result) {
    case "ok":
      return t("It answered: address, key and models are right");
    case "unproven":
      return t("Address and key are right; a short call was answered with {what}", { what });
    case "key_missing":
      return t("Its key is missing: nothing was called");
    case "key_refused":
      return t("The key was refused ({what})", { what });
    case "model_unknown":
      return t("It does not know {what}: correct the name that it is asked for", { what });
    case "rate_limited":
      return t("The key is over its rate limit or its credit ({what}); address and key are right", { what });
    case "failing":
      return t("The upstream fails: it answered with {what}", { what });
    case "unexpected":
      return t("It answered with {what}, which is no answer of this kind: check base URL and kind", { what });
    case "no_answer":
      return t("It did not answer within 10 seconds");
    case "unreachable":
      return t("The address cannot be reached ({what})", { what });
    case "not_allowed":
      return t("The address is not allowed: {what}", { what });
  }
}
