/**
 * What statements of a transaction that were asked one behind the other answered. Where some failed, the first of them says why: the
 * others fail for it, and may be heard earlier.
 */
export async function allAsked<const Asked extends readonly unknown[]>(
  asked: Asked,
): Promise<{ -readonly [Place in keyof Asked]: Awaited<Asked[Place]> }> {
  await Promise.allSettled(asked);
  for (const one of asked) await one;
  return Promise.all(asked);
}
