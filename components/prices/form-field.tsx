import { TextInput } from "@mantine/core";
import type { PriceForm } from "./price-form";

type FormFieldProps = Pick<PriceForm, "problem" | "visit"> & {
  label: string;
  path: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  list?: string;
  type?: "text" | "time" | "datetime-local" | "date";
  placeholder?: string;
  disabled?: boolean;
};

/** A line of the form, with what is wrong with it beneath. */
export function FormField(props: FormFieldProps) {
  const { label, path, value, onChange, problem, visit, hint, list, type = "text", placeholder, disabled } = props;
  return (
    <TextInput
      label={label}
      description={hint}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={value}
      error={problem(path)}
      autoComplete="off"
      {...{ list, type, placeholder, disabled }}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => visit(path)}
    />
  );
}
