/** The two names in an address: the provider is before the first slash, as a model's name may have more of them. */
export function pairOf(text: string | null): { provider: string; model: string } | null {
  const slash = text?.indexOf("/") ?? -1;
  if (text === null || slash <= 0 || slash === text.length - 1) return null;
  return { provider: text.slice(0, slash), model: text.slice(slash + 1) };
}
