type Keys = { altKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** Whether a key is held that makes another a shortcut of the browser: it is not ours then. */
export function hasModifier({ altKey, ctrlKey, metaKey }: Keys): boolean {
  return altKey || ctrlKey || metaKey;
}
