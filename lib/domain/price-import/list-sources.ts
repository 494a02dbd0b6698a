export const LITELLM_SOURCE = "litellm";
export const OPENROUTER_SOURCE = "openrouter";
export const GENAI_SOURCE = "genai-prices";
export const CSV_SOURCE = "csv";

/** Whether prices of this source were taken from a public list, so that a newer list may follow them without a question. */
export function isListSource(source: string): boolean {
  return source === LITELLM_SOURCE || source === OPENROUTER_SOURCE || source.startsWith(`${GENAI_SOURCE}@`);
}
