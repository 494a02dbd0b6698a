/** What is odd about a model's name in a policy, or null. Odd is allowed: a model may be new. */
export function modelWarning(
  typed: string,
  known: readonly string[],
  aliases: Readonly<Record<string, string>>,
): string | null {
  const name = typed.trim();
  if (name === "" || known.includes(name)) return null;
  if (Object.hasOwn(aliases, name))
    return `This is an alias of ${aliases[name]}; its health is recorded under that name, so use it here`;
  const close = known.find((model) => model.toLowerCase() === name.toLowerCase());
  if (close) return `Not known as spelled; the catalogue has ${close}`;
  return "Neither in the catalogue nor seen in traffic: check the spelling";
}
