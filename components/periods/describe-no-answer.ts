import { isNotRetained } from "@/lib/client/is-not-retained";

/** Why there is no answer for the period before: it is gone for good, or asking again may help. */
export function describeNoAnswer(error: Error): string {
  return `The period before ${isNotRetained(error) ? "is not retained" : "could not be loaded"}`;
}
