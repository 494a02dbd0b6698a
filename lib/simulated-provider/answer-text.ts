import { fnv1a32 } from "@/lib/breaker/fnv1a";
import { seededRandom } from "@/lib/domain/seeded-random";

const WORDS =
  "about after all along also answer back because before between both bring calm change clear close come cost count course day deep each early end even every fall far few find first follow give good grow half hand hold hour keep kind know large last late learn less light line long look make many mark measure more most move near need new next night number once open order other over part place plain point quick rate read rest right river round same see short show side slow small some stand start still take then there time turn under until use wait walk warm water way well while whole wide wind word work year".split(
    " ",
  );
/** How a seal begins; the sum over all text before it follows. */
const SEAL = " §";

/**
 * The tokens of an answer, the same for the same seed: words, and at its end a seal over all of them.
 *
 * By the seal whoever reads the text can see that it is whole: not cut, not repeated, not put together of two.
 */
export function answerPieces(seed: number, tokens: number): string[] {
  const random = seededRandom(seed);
  const words = Array.from({ length: Math.max(1, tokens - 1) }, (_, i) => {
    const word = WORDS[Math.floor(random() * WORDS.length)] ?? "";
    return i === 0 ? word : ` ${word}`;
  });
  return [...words, sealOf(words.join(""))];
}

/** Whether a text is an answer from its first word to its seal. */
export function isWholeAnswer(text: string): boolean {
  const at = text.lastIndexOf(SEAL);
  return at > 0 && text.slice(at) === sealOf(text.slice(0, at));
}

const sealOf = (text: string) => `${SEAL}${fnv1a32(text).toString(16).padStart(8, "0")}`;
