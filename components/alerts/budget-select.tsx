"use client";

import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ChangeEvent, ReactNode } from "react";
import { readOptions } from "@/lib/client/read-options";
import { t } from "@/lib/messages/translate";

type BudgetSelectProps = {
  label: ReactNode;
  error?: ReactNode;
  /** The number of a budget; empty for every one. */
  value: string;
  onChange: (event: ChangeEvent<HTMLSelectElement>) => void;
};

/** One of the budgets by name, or every one. One that was deleted stays chosen until another is. */
export function BudgetSelect({ value, ...field }: BudgetSelectProps) {
  const { data, error } = useQuery(readOptions("/api/v1/budgets", {}));
  const known = (data?.budgets ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const isGone = value !== "" && !known.some((one) => one.value === value);
  const gone = isGone
    ? [{ value, label: data ? t("budget {id}, which was deleted", { id: value }) : t("budget {id}", { id: value }) }]
    : [];
  return (
    <NativeSelect
      {...field}
      value={value}
      description={error ? t("Budgets could not be read.") : undefined}
      data={[{ value: "", label: t("every budget") }, ...known, ...gone]}
    />
  );
}
