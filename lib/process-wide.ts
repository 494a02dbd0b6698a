/** A value the whole process has once. */
export type ProcessWide<Value> = {
  get: () => Value | undefined;
  set: (value: Value | undefined) => void;
  /** The value, made now where there is none. */
  getOrMake: (make: () => Value) => Value;
};

/** On globalThis: Next instantiates a module once per bundle, and the server in front of it holds it once more. */
export function processWide<Value>(name: string): ProcessWide<Value> {
  const values: { [key: symbol]: Value | undefined } = globalThis;
  const key = Symbol.for(`switchyard.${name}`);
  const set = (value: Value | undefined) => {
    values[key] = value;
  };
  const getOrMake = (make: () => Value) => {
    const value = values[key] ?? make();
    set(value);
    return value;
  };
  return { get: () => values[key], set, getOrMake };
}
