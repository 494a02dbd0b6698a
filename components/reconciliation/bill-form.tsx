"use client";

import { type UseMutationResult, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { isWorthRetrying } from "@/lib/client/api-error";
import { type BillInput, previewBill } from "@/lib/client/bills";
import type { Reconciliation } from "@/lib/contract/reconciliations";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import { message, type Text, t } from "@/lib/messages/translate";
import { BillPreviewView } from "./bill-preview";
import { FileDrop } from "./file-drop";
import { MapFields } from "./map-fields";
import classes from "./reconciliation.module.css";

export type BillSourceOption = { value: string; label: Text };

const FOUND_OUT: BillSourceOption = { value: "", label: message("Find out") };

type BillFormProps = {
  sources: readonly BillSourceOption[];
  create: UseMutationResult<Reconciliation, Error, { file: File; input: BillInput }>;
};

/** Takes a bill: how it is read is shown first, and nothing is stored before that is confirmed. */
export function BillForm({ sources, create }: BillFormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState("");
  const [provider, setProvider] = useState("");
  const [zone, setZone] = useState("UTC");
  const [currency, setCurrency] = useState("USD");
  const [map, setMap] = useState<Readonly<Record<string, string>> | null>(null);
  const isReady = isTimeZone(zone) && /^[A-Za-z]{3}$/.test(currency);
  const input: BillInput = {
    ...(source !== "" && { source }),
    ...(provider.trim() !== "" && { provider: provider.trim() }),
    ...{ tz: zone, currency, ...(file && { file_name: file.name.slice(0, 255) }) },
    map: Object.entries(map ?? {}).map(([field, column]) => `${field}=${column}`),
  };
  const preview = useQuery({
    queryKey: ["bill-preview", file?.name, file?.size, file?.lastModified, input],
    enabled: file !== null && isReady,
    retry: isWorthRetrying,
    queryFn: () => (file ? previewBill(file, input) : Promise.reject(new Error("There is no file"))),
  });
  const { data } = preview;
  const isClean = data !== undefined && data.missing.length === 0 && data.problem_count === 0 && data.lines > 0;
  const chosen = (setter: (value: string) => void) => (value: string) => {
    setter(value);
    create.reset();
  };
  return (
    <Panel
      title={t("Compare a bill")}
      subtitle={t(
        "A CSV of any columns, FOCUS 1.0 to 1.4, or an export of costs or usage by OpenAI, Anthropic, OpenRouter or Cursor. No user name and no key is stored",
      )}
    >
      <form
        className={classes.form}
        aria-label={t("Compare a bill")}
        onSubmit={(event) => {
          event.preventDefault();
          if (file && isClean) create.mutate({ file, input });
        }}
      >
        <FileDrop
          file={file}
          onFile={(next) => {
            setFile(next);
            setMap(null);
            create.reset();
          }}
        />
        <div className={classes.fields}>
          <Select
            label={t("Kind of file")}
            options={[FOUND_OUT, ...sources]}
            value={source}
            onChange={chosen(setSource)}
          />
          <TextField
            label={t("Provider")}
            value={provider}
            onChange={chosen(setProvider)}
            placeholder={t("As the file names it")}
          />
          <TextField
            label={t("Billing time zone")}
            value={zone}
            onChange={chosen(setZone)}
            problem={isTimeZone(zone) ? null : t("Must be an IANA zone")}
          />
          <TextField label={t("Currency")} value={currency} onChange={chosen(setCurrency)} width={90} />
        </div>
        {data?.source === "columns" && data.columns.length > 0 && (
          <MapFields columns={data.columns} map={map ?? data.map} onChange={setMap} />
        )}
        <div aria-live="polite" className={classes.form}>
          {preview.error && <p className={classes.problem}>{preview.error.message}</p>}
          {file && preview.isFetching && <p className={classes.help}>{t("Reading the file …")}</p>}
          {data && <BillPreviewView preview={data} />}
          {create.error && <p className={classes.problem}>{create.error.message}</p>}
        </div>
        <div>
          <Button type="submit" disabled={!isClean} loading={create.isPending}>
            {t("Compare")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
