import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

const PRODUCT_WORDS = ["switchyard", "llm", "router", "admin"];
// Fewer guesses than this is hours for whoever has the hash, however slow it is.
const MIN_GUESSES_LOG10 = 8;
// Looking for patterns takes longer than linear time; what is strong in its first 64 characters is strong.
const MAX_LOOKED_AT = 64;

type Owner = { email: string; name: string };

/**
 * UNPROCESSABLE for a password out of the lists of breached ones, or made of the person's own name, e-mail or the product's.
 *
 * The lists are loaded with the first password that is chosen: most processes never need them.
 */
export async function refuseWeakPassword(password: string, owner: Owner, field = "password"): Promise<void> {
  estimator ??= load();
  const { check } = await estimator;
  const words = [owner.email, owner.name, ...`${owner.email} ${owner.name}`.split(/[^\p{L}\p{N}]+/u), ...PRODUCT_WORDS];
  const inputs = [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length > 2))];
  if (check(password.slice(0, MAX_LOOKED_AT), inputs) >= MIN_GUESSES_LOG10) return;
  const why = t(
    "Is among the first that are guessed: a known password, a name, or a pattern. Three unrelated words are better",
  );
  throw new AppError("UNPROCESSABLE", t("This password is too easy to guess"), { fields: { [field]: [why] } });
}

let estimator: ReturnType<typeof load> | undefined;

async function load() {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return { check: (password: string, inputs: string[]) => factory.check(password, inputs).guessesLog10 };
}
