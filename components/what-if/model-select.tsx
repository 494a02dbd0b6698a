"use client";

import { Select } from "@/components/ui/select";
import type { PricedModel } from "@/lib/domain/what-if/changes";
import { t } from "@/lib/messages/translate";
import { modelText } from "./scenario";

type ModelSelectProps = {
  label: string;
  models: readonly PricedModel[];
  value: PricedModel;
  onChange: (model: PricedModel) => void;
};

/** A model at a provider, of those that have a price. */
export function ModelSelect({ label, models, value, onChange }: ModelSelectProps) {
  const known = new Map([value, ...models].map((model) => [modelText(model), model]));
  return (
    <Select
      label={label}
      width={250}
      options={[...known].map(([text, { model, provider }]) => ({
        value: text,
        label: t("{model} at {provider}", { model, provider }),
      }))}
      value={modelText(value)}
      onChange={(text) => {
        const model = known.get(text);
        if (model) onChange(model);
      }}
    />
  );
}
