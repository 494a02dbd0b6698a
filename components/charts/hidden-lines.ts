/** Which of the lines that there are now are hidden; none where all would be, since one at least is drawn. */
export function hiddenAmong(hidden: readonly string[], keys: readonly string[]): readonly string[] {
  const among = keys.filter((key) => hidden.includes(key));
  return among.length < keys.length ? among : [];
}

/** What is hidden after a line was hidden or shown; the last that is drawn stays. */
export function toggleLine(hidden: readonly string[], key: string, keys: readonly string[]): readonly string[] {
  if (hidden.includes(key)) return hidden.filter((other) => other !== key);
  const isLast = keys.every((other) => other === key || hidden.includes(other));
  return isLast ? hidden : [...hidden, key];
}

/** What is hidden where one line alone is to be drawn; all are drawn again where it is alone already. */
export function onlyLine(hidden: readonly string[], key: string, keys: readonly string[]): readonly string[] {
  const others = keys.filter((other) => other !== key);
  const isAlone = !hidden.includes(key) && others.every((other) => hidden.includes(other));
  return isAlone ? [] : others;
}
