import { NativeSelect } from "@mantine/core";
import { t } from "@/lib/messages/translate";
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
      <legend>{t("Applies")}</legend>
      <div className={classes.fields} data-wide>
        <NativeSelect
          label={t("Kind")}
          description={t("A contract wins over every list.")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={draft.standing}
          data={[
            { value: "list", label: t("List price") },
            { value: "contract", label: t("Contract") },
          ]}
          onChange={(event) => change({ standing: event.currentTarget.value === "contract" ? "contract" : "list" })}
        />
        {text("service_tier", t("Service tier served"), t("Such as batch; empty: any."))}
        {text("region", t("Region served"), t("Or its beginning, such as eu-*; empty: any."))}
        {text("context_above_tokens", t("Input over tokens"), t("Then for the whole attempt; empty: any size."))}
        {text("output_above_tokens", t("Output over tokens"), t("Then for the whole attempt; empty: any size."))}
      </div>
      <CalendarFields form={form} lists={lists} />
    </fieldset>
  );
}
