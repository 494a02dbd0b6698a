import type { Counts } from "./counts";
import type { Meaning } from "./meaning";
import type { OtherReading, Tokens, Usage } from "./tokens";

type Whole = { input: number | null; output: number | null; other?: OtherReading };

/**
 * Splits counts into tokens whose parts lie within their wholes, by the strongest evidence there is: an uncached count, a
 * total that adds up, sizes that allow one reading only, and then what the source is known to mean.
 *
 * Sources: the numbers of real clients that `docs/integrations.md` lists.
 */
export function settleUsage(counts: Counts, meaning: Meaning): Usage {
  const whole = wholeByUncached(counts) ?? wholeByTotal(counts, meaning) ?? wholeByMeaning(counts, meaning);
  if (whole.input === null && whole.output === null) return { tokens: {} };
  const tokens: Tokens = {
    input_tokens: whole.input,
    cached_input_tokens: counts.cachedInput,
    cache_write_tokens: counts.cacheWrite,
    output_tokens: whole.output,
    reasoning_tokens: counts.reasoning,
    ...writtenFor1h(counts),
    ...besideText(counts),
  };
  return whole.other ? { tokens, ambiguous: whole.other } : { tokens };
}

/** What was written to last an hour, where it can be a part of all that was written. */
function writtenFor1h({ cacheWrite, cacheWrite1h }: Counts): Tokens {
  return cacheWrite1h && cacheWrite1h <= (cacheWrite ?? 0) ? { cache_write_1h_tokens: cacheWrite1h } : {};
}

/** What was used beside text: only what there was some of. */
function besideText({ audioInput, audioOutput, imageInput, searches }: Counts): Tokens {
  return {
    ...(audioInput ? { audio_input_tokens: audioInput } : {}),
    ...(audioOutput ? { audio_output_tokens: audioOutput } : {}),
    ...(imageInput ? { image_input_tokens: imageInput } : {}),
    ...(searches ? { units: { searches } } : {}),
  };
}

const cacheOf = ({ cachedInput, cacheWrite }: Counts) => (cachedInput ?? 0) + (cacheWrite ?? 0);

function wholeByUncached(counts: Counts): Whole | null {
  const { uncachedInput, input, output } = counts;
  if (uncachedInput === null) return null;
  const whole = uncachedInput + cacheOf(counts);
  return input === null || input === uncachedInput || input === whole ? { input: whole, output } : null;
}

/** The reading whose parts add up to the total, or null where none does or the total is only a sum of the two. */
function wholeByTotal(counts: Counts, meaning: Meaning): Whole | null {
  const { input, output, total } = counts;
  if (input === null || output === null || total === null) return null;
  const missing = total - input - output;
  if (missing === 0 && meaning.total === "sum" && cacheOf(counts) <= input) return null;
  const cache = cacheOf(counts);
  const reasoning = counts.reasoning ?? 0;
  const fitting = additionsOf(counts, meaning).find(
    ([toInput, toOutput]) =>
      toInput + toOutput === missing && input + toInput >= cache && output + toOutput >= reasoning,
  );
  if (fitting) return { input: input + fitting[0], output: output + fitting[1] };
  return meaning.countsToolInput ? wholeWithToolInput(counts, meaning, total) : null;
}

/** What may be missing in input and output, the likelier first: as the source means it, all or nothing, then parts. */
function additionsOf(counts: Counts, meaning: Meaning): [number, number][] {
  const { cachedInput, cacheWrite, reasoning } = counts;
  const toInput = sumsOf([
    cachedInput,
    cacheWrite,
    ...(meaning.mayLeaveOutModalities ? [counts.audioInput, counts.imageInput] : []),
  ]);
  const toOutput = sumsOf([reasoning, ...(meaning.mayLeaveOutModalities ? [counts.audioOutput] : [])]);
  const cache = cacheOf(counts);
  const likely: [number, number] = [
    meaning.cache === "beside" ? cache : 0,
    meaning.reasoning === "beside" ? (reasoning ?? 0) : 0,
  ];
  const wholes = [0, cache].flatMap((a) => [0, reasoning ?? 0].map((b): [number, number] => [a, b]));
  const parts = toInput.flatMap((a) => toOutput.map((b): [number, number] => [a, b]));
  // Some count what was reasoned twice (openinference-instrumentation-google-adk, its issue 3177).
  return [likely, ...wholes, ...parts, [0, -(reasoning ?? 0)]];
}

/** The sums of every choice of the counts that are there, the fewest first. */
function sumsOf(counts: readonly (number | null)[]): number[] {
  let choices = [{ sum: 0, size: 0 }];
  for (const count of counts) {
    if (count) choices = choices.concat(choices.map(({ sum, size }) => ({ sum: sum + count, size: size + 1 })));
  }
  return choices.sort((a, b) => a.size - b.size).map(({ sum }) => sum);
}

function wholeWithToolInput(counts: Counts, meaning: Meaning, total: number): Whole | null {
  const { input, output } = wholeByMeaning(counts, meaning);
  if (input === null || output === null || total <= input + output) return null;
  const byTools = { input: total - output, output };
  if (counts.reasoning !== null) return byTools;
  // Where no reasoning is reported either, the rest may be that: then it is a part of the output.
  const reasoned = { input, output: total - input };
  const [whole, other] = meaning.hidesReasoning ? [reasoned, byTools] : [byTools, reasoned];
  return { ...whole, other: { input_tokens: other.input, output_tokens: other.output } };
}

function wholeByMeaning(counts: Counts, meaning: Meaning): Whole {
  const { input, output } = counts;
  const cache = cacheOf(counts);
  const reasoning = counts.reasoning ?? 0;
  const isBeside = meaning.cache === "beside" || (input !== null && cache > input);
  const isReasonedBeside = meaning.reasoning === "beside" || (output !== null && reasoning > output);
  const whole = {
    input: input !== null && isBeside ? input + cache : input,
    output: output !== null && isReasonedBeside ? output + reasoning : output,
  };
  const isOpen = meaning.cache === "open" && !isBeside && input !== null && cache > 0;
  return isOpen ? { ...whole, other: { input_tokens: input + cache } } : whole;
}
