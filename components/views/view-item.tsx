"use client";

import { Checkbox, TextInput } from "@mantine/core";
import { IconHome } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { describeViewOwner } from "@/components/shell/describe-view-owner";
import { useShell } from "@/components/shell/shell-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/client/api-error";
import { mayShareViews, VIEW_NAME_MAX, type View, type ViewChange } from "@/lib/contract/views";
import { t } from "@/lib/messages/translate";
import { describeRefusal } from "./describe-refusal";
import { describeView } from "./describe-view";
import { useShownAddress } from "./use-shown-address";
import classes from "./views.module.css";

type ViewItemProps = {
  view: View;
  change: (to: ViewChange) => Promise<unknown>;
  onStart: () => void;
  onDelete: () => void;
  onOpen: () => void;
};

/** One view with what its reader may do with it. */
export function ViewItem({ view, change, onStart, onDelete, onOpen }: ViewItemProps) {
  const { user } = useShell();
  const { addressOf, isMoving } = useShownAddress();
  const [isEdited, setEdited] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { name, address, is_shared, is_own, is_start } = view;
  const shown = addressOf(!isMoving);
  const startLabel = is_start ? t("Start with the overview") : t("Make it my start page");
  const canEdit = is_shared ? mayShareViews(user.role) : is_own;
  async function update() {
    setError(null);
    await change({ address: shown }).catch(setError);
  }
  return (
    <li className={classes.view}>
      <p className={classes.name}>
        <Link href={address} onClick={onOpen}>
          {name}
        </Link>
        {is_start && (
          <span className={classes.mark}>
            <IconHome size={14} aria-hidden /> {t("Your start page")}
          </span>
        )}
        <span className={classes.mark}>{describeViewOwner(view)}</span>
      </p>
      <p className={classes.what}>{describeView(address)}</p>
      {error instanceof Error && (
        <Notice tone="bad" role="alert">
          {describeRefusal(error)}
        </Notice>
      )}
      {isEdited ? (
        <EditForm view={view} change={change} onDone={() => setEdited(false)} />
      ) : (
        <div className={classes.actions}>
          <Button variant="default" aria-label={t("{action}: {name}", { action: startLabel, name })} onClick={onStart}>
            {startLabel}
          </Button>
          {canEdit && (
            <>
              <Button
                variant="default"
                aria-label={t("Rename or share: {name}", { name })}
                onClick={() => setEdited(true)}
              >
                {mayShareViews(user.role) ? t("Rename or share") : t("Rename")}
              </Button>
              <Button
                variant="default"
                aria-label={t("Update to this screen: {name}", { name })}
                title={t("Replace it by what is shown now: {shown}", { shown: describeView(shown) })}
                disabled={shown === address}
                onClick={() => void update()}
              >
                {t("Update to this screen")}
              </Button>
              <Button variant="default" aria-label={t("Delete: {name}", { name })} onClick={onDelete}>
                {t("Delete")}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

type EditFormProps = { view: View; change: ViewItemProps["change"]; onDone: () => void };

/** What was typed stays where it is refused; `view` is what the list has by then, so that a second try is made on that. */
function EditForm({ view, change, onDone }: EditFormProps) {
  const { user } = useShell();
  const [name, setName] = useState(view.name);
  const [isShared, setShared] = useState(view.is_shared);
  const [error, setError] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const refused =
    error instanceof ApiError && error.code !== "PRECONDITION_FAILED" ? error.fields.name?.[0] : undefined;
  async function submit() {
    setPending(true);
    try {
      await change({ name, is_shared: isShared });
      onDone();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }
  return (
    <form
      noValidate
      aria-label={t("Edit {name}", { name: view.name })}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        label={t("Name")}
        autoComplete="off"
        maxLength={VIEW_NAME_MAX}
        value={name}
        error={name.trim() === "" ? t("Required") : refused}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {mayShareViews(user.role) && (
        <Checkbox
          label={t("Share with the team")}
          disabled={view.is_shared && !view.is_own}
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      )}
      {error instanceof Error && refused === undefined && (
        <Notice tone="bad" role="alert">
          {describeRefusal(error)}
        </Notice>
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={isPending} disabled={name.trim() === ""}>
          {t("Save")}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t("Cancel")}
        </Button>
      </div>
    </form>
  );
}
