import { isAbortedTransaction } from "../database-error";

/**
 * What statements of a transaction that were asked one behind the other answered. Where one fails the server refuses all behind it,
 * whose errors may be heard earlier: thrown is the first that is of its own.
 */
export async function allAsked<const Asked extends readonly unknown[]>(
  asked: Asked,
): Promise<{ -readonly [Place in keyof Asked]: Awaited<Asked[Place]> }> {
  const failed = (await Promise.allSettled(asked)).filter(({ status }) => status === "rejected");
  const reasons = failed.map((one) => ("reason" in one ? one.reason : undefined));
  if (reasons.length > 0) throw reasons.find((reason) => !isAbortedTransaction(reason)) ?? reasons[0];
  return Promise.all(asked);
}
