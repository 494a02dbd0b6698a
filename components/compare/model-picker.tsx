"use client";

import { MultiSelect } from "@mantine/core";
import { useShell } from "@/components/shell/shell-context";
import { useReport } from "@/components/shell/use-report";
import { ModelDot, ModelName } from "@/components/ui/model-name";
import { MAX_PICKS, MIN_PICKS } from "./pick-models";

/** Which two to eight models stand beside each other. */
export function ModelPicker({ picked }: { picked: string[] }) {
  const { dimensions } = useShell();
  const { query, change } = useReport();
  const isDefault = query.model.length < MIN_PICKS;
  return (
    <MultiSelect
      label={`Models to compare (${MIN_PICKS} to ${MAX_PICKS})`}
      description={isDefault ? "The busiest of the window, until you choose" : undefined}
      data={[...new Set([...dimensions.model, ...picked])]}
      value={picked}
      maxValues={MAX_PICKS}
      searchable
      hidePickedOptions
      maw={900}
      mb="md"
      onChange={(model) => change({ model })}
      renderOption={({ option }) => <ModelName model={option.value} />}
      leftSection={picked[0] ? <ModelDot model={picked[0]} /> : undefined}
      nothingFoundMessage="No such model in the traffic"
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
