"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { send } from "@/lib/client/send";
import type { ImportRun } from "@/lib/contract/imports";
import { t } from "@/lib/messages/translate";
import classes from "./ingest.module.css";

/** Takes an interrupted import that stored nothing off the list. */
export function ForgetImport({ run }: { run: ImportRun }) {
  const router = useRouter();
  const forget = useMutation({
    mutationFn: () => send("delete", "/api/v1/imports/{id}", { id: run.id }),
    onSettled: () => router.refresh(),
  });
  return (
    <>
      <Button
        variant="subtle"
        aria-label={t("Forget the import of {name}", { name: run.file_name })}
        loading={forget.isPending}
        onClick={() => forget.mutate()}
      >
        {t("Forget")}
      </Button>
      {forget.error && <span className={classes.problem}>{forget.error.message}</span>}
    </>
  );
}
