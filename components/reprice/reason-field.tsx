import { useId } from "react";
import { t } from "@/lib/messages/translate";
import classes from "./reprice.module.css";

/** Why costs are changed: for whoever reads the ledger later. */
export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t("Reason, for the ledger")}</label>
      <input id={id} value={value} maxLength={1_000} onChange={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}
