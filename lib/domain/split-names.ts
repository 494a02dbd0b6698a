/** The names of a text that separates them by commas: trimmed, the empty ones left out. */
export function splitNames(text: string): string[] {
  return text.split(",").flatMap((name) => name.trim() || []);
}
