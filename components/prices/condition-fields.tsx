import { NativeSelect } from "@mantine/core";
import { CalendarFields, type HolidayLists } from "./calendar-fields";
import { FormField } from "./form-field";
import type { PriceForm } from "./price-form";
import classes from "./prices.module.css";

/** When a price is the one that counts. */
export function ConditionFields({ form, lists }: { form: PriceForm; lists: HolidayLists }) {
  const { draft, change } = form;
  const text = (
    name: "service_tier" | "region" | "context_above_tokens" | "output_above_tokens",
    label: string,
    hint: string,
  ) => (
    <FormField
      {...form}
      label={label}
      path={name}
      value={draft[name]}
      hint={hint}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <fieldset className={classes.group}>
      <legend>Applies</legend>
      <div className={classes.fields} data-wide>
        <NativeSelect
          label="Kind"
          description="A contract wins over every list."
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={draft.standing}
          data={[
            { value: "list", label: "List price" },
            { value: "contract", label: "Contract" },
          ]}
          onChange={(event) => change({ standing: event.currentTarget.value === "contract" ? "contract" : "list" })}
        />
        {text("service_tier", "Service tier served", "Such as batch; empty: any.")}
        {text("region", "Region served", "Or its beginning, such as eu-*; empty: any.")}
        {text("context_above_tokens", "Input over tokens", "Then for the whole attempt; empty: any size.")}
        {text("output_above_tokens", "Output over tokens", "Then for the whole attempt; empty: any size.")}
      </div>
      <CalendarFields form={form} lists={lists} />
    </fieldset>
  );
}
