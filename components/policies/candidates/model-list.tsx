import { describeCapabilities } from "./describe-capabilities";

/** The names a model's field offers; any other may be typed. */
export function ModelList({ id, models }: { id: string; models: readonly string[] }) {
  return (
    <datalist id={id}>
      {models.map((model) => (
        <option key={model} value={model} label={describeCapabilities(model) ?? undefined} />
      ))}
    </datalist>
  );
}
