import { t } from "@/lib/messages/translate";

/** What is odd about a model's name in a policy, or null. Odd is allowed: a model may be new. */
export function modelWarning(
  typed: string,
  known: readonly string[],
  aliases: Readonly<Record<string, string>>,
): string | null {
  const name = typed.trim();
  if (name === "" || known.includes(name)) return null;
  const aliased = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  if (aliased !== undefined)
    return t("This is an alias of {model}; its health is recorded under that name, so use it here", { model: aliased });
  const close = known.find((model) => model.toLowerCase() === name.toLowerCase());
  if (close) return t("Not known as spelled; the catalogue has {model}", { model: close });
  return t("Neither in the catalogue nor seen in traffic: check the spelling");
}
