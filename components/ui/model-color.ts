/** The catalogue in the order its colours were given out; a name's place here is its colour, so never reorder. */
export const COLORED_MODELS = [
  "deepseek-v4-flash",
  "qwen3-32b",
  "deepseek-v4-pro",
  "deepseek-r1",
  "kimi-k2.5",
  "glm-5",
  "qwen3-8b",
  "glm-4-9b",
  "deepseek-v3.2",
  "deepseek-coder",
  "qwen3-coder-30b",
  "qwen3-vl-32b",
  "qwen3-omni-30b",
  "qwen3.5-397b",
  "qwen3.6-35b",
  "glm-4.6v",
  "gpt-4o",
  "claude-sonnet-4.6",
] as const;

export const MODEL_COLOR_COUNT = 18;

/** The colour of a model on every screen: by its place in the catalogue, else by a hash of its name. */
export function modelColor(model: string): string {
  return `var(--model-${modelSlot(model)})`;
}

/** Which of the palette's colours a model has; models outside the catalogue may share one. */
export function modelSlot(model: string): number {
  const place = (COLORED_MODELS as readonly string[]).indexOf(model);
  return place === -1 ? fnv1a(model) % MODEL_COLOR_COUNT : place;
}

/** Colours for the values of any other dimension, by their place in the list that is drawn. */
export function groupColor(index: number): string {
  return `var(--model-${index % MODEL_COLOR_COUNT})`;
}

/**
 * The colour of each name among those that are drawn together: by a hash of the name, so that it stays the same when others
 * come, go or change places; where two would share one, the later name in the alphabet takes the next that is free.
 */
export function groupColors(names: readonly string[]): Map<string, string> {
  const taken = new Set<number>();
  const colors = new Map<string, string>();
  for (const name of [...names].sort()) {
    let slot = fnv1a(name) % MODEL_COLOR_COUNT;
    while (taken.has(slot) && taken.size < MODEL_COLOR_COUNT) slot = (slot + 1) % MODEL_COLOR_COUNT;
    taken.add(slot);
    colors.set(name, groupColor(slot));
  }
  return colors;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
