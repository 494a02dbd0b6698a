"use client";

import { NativeSelect } from "@mantine/core";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { type NewUser, ROLES, type User, type UserChange } from "@/lib/contract/users";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./access.module.css";
import type { Action } from "./action-result";
import { ConfirmButton } from "./confirm-button";
import { NewUserForm } from "./new-user-form";
import { PasswordButton } from "./password-button";
import { Refusal } from "./refusal";
import { roleOptions } from "./role-options";
import { useAction } from "./use-action";

export type UsersActions = {
  createUser: Action<NewUser, User>;
  changeUser: Action<{ id: string; change: UserChange }, User>;
  deleteUser: Action<{ id: string }, null>;
  endUserSessions: Action<{ id: string }, null>;
};

type UsersPanelProps = { users: readonly User[]; ownId: string; actions: UsersActions };

/** Who may sign in, and as what. */
export function UsersPanel({ users, ownId, actions }: UsersPanelProps) {
  const { tz } = useReport();
  const change = useAction(actions.changeUser);
  const remove = useAction(actions.deleteUser);
  const signOut = useAction(actions.endUserSessions);
  const columns: DataColumn<User>[] = [
    {
      id: "user",
      header: t("User"),
      value: ({ name }) => name,
      cell: ({ id, name, email, disabled, unconfirmed }) => (
        <>
          {name} {id === ownId && <span className={classes.muted}>{t("you")}</span>}{" "}
          {disabled && <Pill tone="warn">{t("disabled")}</Pill>}{" "}
          {unconfirmed && <Pill tone="warn">{t("cannot approve yet")}</Pill>}
          <br />
          <span className={classes.muted}>{email}</span>
        </>
      ),
    },
    {
      id: "role",
      header: t("Role"),
      value: ({ role }) => role,
      cell: ({ id, email, role }) => (
        <NativeSelect
          size="xs"
          miw={105}
          aria-label={t("Role of {email}", { email })}
          data={roleOptions()}
          value={role}
          disabled={change.isPending}
          onChange={(event) => {
            const chosen = ROLES.find((known) => known === event.currentTarget.value);
            if (chosen) change.run({ id, change: { role: chosen } });
          }}
        />
      ),
    },
    {
      id: "seen",
      header: t("Last sign-in"),
      value: ({ last_sign_in_at }) => last_sign_in_at,
      cell: ({ last_sign_in_at, has_password, password_is_temporary }) => (
        <>
          {last_sign_in_at
            ? formatInstant(last_sign_in_at, tz, "minute")
            : has_password
              ? t("never|so far")
              : t("has no password yet")}
          {password_is_temporary && (
            <>
              <br />
              <span className={classes.muted}>{t("with a one-time password")}</span>
            </>
          )}
        </>
      ),
    },
    {
      id: "since",
      header: t("Since"),
      value: ({ created_at }) => created_at,
      cell: ({ created_at }) => formatInstant(created_at, tz, "day"),
    },
    {
      id: "actions",
      header: t("Actions"),
      sortable: false,
      value: () => null,
      cell: ({ id, email, disabled, unconfirmed }) => (
        <div className={classes.buttons}>
          {unconfirmed && (
            <ConfirmButton
              text={t("Confirm")}
              label={t("Confirm {email}", { email })}
              question={t(
                "This admin was added or changed while a second approver was required. Confirm only users you know: after that they can approve.",
              )}
              confirm={t("Confirm")}
              loading={change.isPending}
              onConfirm={() => change.run({ id, change: { confirmed: true } })}
            />
          )}
          <PasswordButton id={id} email={email} action={actions.changeUser} />
          <ConfirmButton
            text={t("Sign out")}
            label={t("Sign out {email}", { email })}
            question={t("They are signed out everywhere and can sign in again.")}
            confirm={t("Sign out")}
            loading={signOut.isPending}
            onConfirm={() => signOut.run({ id })}
          />
          <ConfirmButton
            text={disabled ? t("Enable") : t("Disable")}
            label={disabled ? t("Enable {email}", { email }) : t("Disable {email}", { email })}
            question={
              disabled
                ? t("They can sign in again.")
                : t("They are signed out everywhere and cannot sign in until enabled again.")
            }
            confirm={disabled ? t("Enable") : t("Disable")}
            loading={change.isPending}
            onConfirm={() => change.run({ id, change: { disabled: !disabled } })}
          />
          <ConfirmButton
            text={t("Remove")}
            label={t("Remove {email}", { email })}
            question={t("Signs them out everywhere and removes them. Their changes stay on record under their e-mail.")}
            confirm={t("Remove")}
            loading={remove.isPending}
            onConfirm={() => remove.run({ id })}
          />
        </div>
      ),
    },
  ];
  return (
    <Panel
      title={t("Users")}
      subtitle={t("A role applies from the next request on; the last admin cannot be removed or demoted")}
    >
      <Refusal refusal={change.refusal} />
      <Refusal refusal={remove.refusal} />
      <Refusal refusal={signOut.refusal} />
      <DataTable caption={t("All users")} columns={columns} rows={[...users]} rowKey={({ id }) => id} />
      <NewUserForm action={actions.createUser} />
    </Panel>
  );
}
