const KEY = /^(?:[A-Z][A-Za-z0-9]*|x_\w+)$/;

/** What is wrong with a serialised object of keys and plain values, or null; `nested` ones may hold anything. */
export function jsonProblem(text: string, { nested = false }: { nested?: boolean } = {}): string | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "must be a JSON object";
  if (nested) return null;
  if (Object.values(value).some((each) => typeof each === "object" && each !== null)) {
    return "must hold plain values, no objects and no lists";
  }
  return countKeys(text) === Object.keys(value).length ? null : "must not name a key twice";
}

/** What is wrong with the keys of an object whose keys the specification names, or null. */
export function keyProblem(text: string): string | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null) return null;
  const bad = Object.keys(value).find((key) => !KEY.test(key));
  return bad === undefined ? null : `must have keys of the specification, or beginning with x_: ${bad}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keys as they are written, of an object without others in it: of two that are the same the parser keeps one. */
function countKeys(text: string): number {
  let count = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isText && character === "\\") at++;
    else if (character === '"') isText = !isText;
    else if (!isText && character === ":") count++;
  }
  return count;
}
