"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { isMonth } from "@/lib/domain/months/month-span";
import { t } from "@/lib/messages/translate";
import classes from "./sla.module.css";

type ReportFormProps = {
  asked: { month: string; tz: string; provider?: string };
  providers: readonly string[];
};

/** Which month, and whose. */
export function ReportForm({ asked, providers }: ReportFormProps) {
  const router = useRouter();
  const [month, setMonth] = useState(asked.month);
  const [provider, setProvider] = useState(asked.provider ?? "");
  const others = asked.provider === undefined || providers.includes(asked.provider) ? [] : [asked.provider];

  function show(event: FormEvent) {
    event.preventDefault();
    if (!isMonth(month)) return;
    router.push(`/sla/report?${new URLSearchParams({ month, tz: asked.tz, ...(provider !== "" && { provider }) })}`);
  }

  return (
    <form aria-label={t("Month and provider")} className={classes.reportForm} onSubmit={show}>
      <TextInput
        label={t("Month")}
        value={month}
        error={isMonth(month) ? undefined : t("Such as 2026-03")}
        onChange={({ currentTarget }) => setMonth(currentTarget.value)}
      />
      <NativeSelect
        label={t("Provider")}
        value={provider}
        data={[
          { value: "", label: t("All providers") },
          ...[...providers, ...others].map((value) => ({ value, label: value })),
        ]}
        onChange={({ currentTarget }) => setProvider(currentTarget.value)}
      />
      <Button type="submit">{t("Show")}</Button>
    </form>
  );
}
