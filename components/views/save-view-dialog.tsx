"use client";

import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FormFoot } from "@/components/ui/form-foot";
import { Segmented } from "@/components/ui/segmented";
import { ApiError } from "@/lib/client/api-error";
import { mayShareViews, VIEW_NAME_MAX } from "@/lib/contract/views";
import { message, t } from "@/lib/messages/translate";
import { describeView } from "./describe-view";
import { useShownAddress } from "./use-shown-address";
import { useViewWrites } from "./use-views";
import classes from "./views.module.css";

const RANGES = [
  { value: "moving", label: message("Moves with the clock") },
  { value: "fixed", label: message("Stays as it is now") },
] as const;

/** Asks under which name, and for whom, what is shown is saved. */
export function SaveViewDialog({ onClose }: { onClose: () => void }) {
  const { user } = useShell();
  const { addressOf, isMoving } = useShownAddress();
  const { save } = useViewWrites();
  const [name, setName] = useState("");
  const [isFixed, setFixed] = useState(false);
  const [isShared, setShared] = useState(false);
  const [isVisited, setVisited] = useState(false);
  const address = addressOf(isFixed);
  const refused = save.error instanceof ApiError ? save.error.fields.name?.[0] : undefined;
  const missing = isVisited && name.trim() === "" ? t("Required") : undefined;

  function submit() {
    setVisited(true);
    if (name.trim() === "") return;
    save.mutate({ name, address, is_shared: isShared }, { onSuccess: onClose });
  }

  return (
    <AskDialog title={t("Save this screen as a view")} isDirty={name !== ""} onClose={onClose}>
      <form
        noValidate
        aria-label={t("Save this screen as a view")}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={classes.what}>{describeView(address)}</p>
        <TextInput
          label={t("Name")}
          autoComplete="off"
          maxLength={VIEW_NAME_MAX}
          value={name}
          error={missing ?? refused}
          onChange={(event) => {
            setName(event.currentTarget.value);
            save.reset();
          }}
        />
        {isMoving && (
          <Segmented
            label={t("Time range")}
            options={RANGES}
            value={isFixed ? "fixed" : "moving"}
            onChange={(value) => setFixed(value === "fixed")}
          />
        )}
        {mayShareViews(user.role) ? (
          <Checkbox
            label={t("Share with the team")}
            description={t("Everybody sees it; finance and admins can change it.")}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        ) : (
          <p className={classes.what}>{t("Only you will see it. Finance and admins can share views.")}</p>
        )}
        <FormFoot
          error={refused === undefined ? save.error : null}
          submitLabel={t("Save view")}
          isPending={save.isPending}
          onClose={onClose}
        />
      </form>
    </AskDialog>
  );
}
