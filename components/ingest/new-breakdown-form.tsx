"use client";

import { Checkbox, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FILTER_LABELS } from "@/components/shell/report-params";
import { Button } from "@/components/ui/button";
import { send } from "@/lib/client/send";
import { BREAKDOWN_DIMENSIONS, type BreakdownDimension } from "@/lib/domain/breakdown";
import { t } from "@/lib/messages/translate";
import { breakdownName } from "./breakdown-name";
import classes from "./ingest.module.css";

/** Adds a breakdown by labels that are asked for together. */
export function NewBreakdownForm() {
  const router = useRouter();
  const [chosen, setChosen] = useState<BreakdownDimension[]>([]);
  const create = useMutation({
    mutationFn: () => send("post", "/api/v1/breakdowns", {}, { dimensions: chosen }),
    onSuccess: () => setChosen([]),
    onSettled: () => router.refresh(),
  });
  return (
    <form
      aria-label={t("Add a breakdown")}
      className={classes.below}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Checkbox.Group
        label={t("Add a breakdown by")}
        description={t("It begins with the attempts that are still there, counted in the background.")}
        value={chosen}
        onChange={(names) => setChosen(BREAKDOWN_DIMENSIONS.filter((name) => names.includes(name)))}
      >
        <Group gap="md" mt={6}>
          {BREAKDOWN_DIMENSIONS.map((name) => (
            <Checkbox key={name} size="xs" value={name} label={t(FILTER_LABELS[name].one)} />
          ))}
        </Group>
      </Checkbox.Group>
      <div>
        <Button type="submit" loading={create.isPending} disabled={chosen.length === 0}>
          {chosen.length === 0 ? t("Add a breakdown") : t("Add {name}", { name: breakdownName(chosen) })}
        </Button>
      </div>
      {create.error && <p className={classes.problem}>{create.error.message}</p>}
      {create.data && <p role="status">{t("{name} is added.", { name: breakdownName(create.data.dimensions) })}</p>}
    </form>
  );
}
