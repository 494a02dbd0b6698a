"use client";

import { NativeSelect } from "@mantine/core";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { type NewPerson, type Person, type PersonChange, ROLES } from "@/lib/contract/people";
import { formatInstant } from "@/lib/domain/format";
import classes from "./access.module.css";
import type { Action } from "./action-result";
import { ConfirmButton } from "./confirm-button";
import { NewPersonForm } from "./new-person-form";
import { PasswordButton } from "./password-button";
import { Refusal } from "./refusal";
import { ROLE_OPTIONS } from "./role-options";
import { useAction } from "./use-action";

export type PeopleActions = {
  createPerson: Action<NewPerson, Person>;
  changePerson: Action<{ id: string; change: PersonChange }, Person>;
  deletePerson: Action<{ id: string }, null>;
  endPersonSessions: Action<{ id: string }, null>;
};

type PeoplePanelProps = { people: readonly Person[]; ownId: string; actions: PeopleActions };

/** Who may sign in, and as what. */
export function PeoplePanel({ people, ownId, actions }: PeoplePanelProps) {
  const { tz } = useReport();
  const change = useAction(actions.changePerson);
  const remove = useAction(actions.deletePerson);
  const signOut = useAction(actions.endPersonSessions);
  const columns: DataColumn<Person>[] = [
    {
      id: "person",
      header: "Person",
      value: ({ name }) => name,
      cell: ({ id, name, email, disabled, unconfirmed }) => (
        <>
          {name} {id === ownId && <span className={classes.muted}>you</span>}{" "}
          {disabled && <Pill tone="warn">disabled</Pill>} {unconfirmed && <Pill tone="warn">approves nothing yet</Pill>}
          <br />
          <span className={classes.muted}>{email}</span>
        </>
      ),
    },
    {
      id: "role",
      header: "Role",
      value: ({ role }) => role,
      cell: ({ id, email, role }) => (
        <NativeSelect
          size="xs"
          miw={105}
          aria-label={`Role of ${email}`}
          data={ROLE_OPTIONS}
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
      header: "Last sign-in",
      value: ({ last_sign_in_at }) => last_sign_in_at,
      cell: ({ last_sign_in_at, has_password, password_is_temporary }) => (
        <>
          {last_sign_in_at
            ? formatInstant(last_sign_in_at, tz, "minute")
            : has_password
              ? "never"
              : "has no password yet"}
          {password_is_temporary && (
            <>
              <br />
              <span className={classes.muted}>with a one-time password</span>
            </>
          )}
        </>
      ),
    },
    {
      id: "since",
      header: "Since",
      value: ({ created_at }) => created_at,
      cell: ({ created_at }) => formatInstant(created_at, tz, "day"),
    },
    {
      id: "actions",
      header: "Actions",
      sortable: false,
      value: () => null,
      cell: ({ id, email, disabled, unconfirmed }) => (
        <div className={classes.buttons}>
          {unconfirmed && (
            <ConfirmButton
              text="Confirm"
              label={`Confirm ${email}`}
              question="Somebody added or changed this admin while a second person was asked for. Confirm only whom you know: from then on they can approve."
              confirm="Confirm"
              loading={change.isPending}
              onConfirm={() => change.run({ id, change: { confirmed: true } })}
            />
          )}
          <PasswordButton id={id} email={email} action={actions.changePerson} />
          <ConfirmButton
            text="Sign out"
            label={`Sign out ${email}`}
            question="They are signed out everywhere and can sign in again."
            confirm="Sign out"
            loading={signOut.isPending}
            onConfirm={() => signOut.run({ id })}
          />
          <ConfirmButton
            text={disabled ? "Enable" : "Disable"}
            label={`${disabled ? "Enable" : "Disable"} ${email}`}
            question={
              disabled
                ? "They can sign in again."
                : "They are signed out everywhere and cannot sign in until enabled again."
            }
            confirm={disabled ? "Enable" : "Disable"}
            loading={change.isPending}
            onConfirm={() => change.run({ id, change: { disabled: !disabled } })}
          />
          <ConfirmButton
            text="Remove"
            label={`Remove ${email}`}
            question="They are signed out everywhere and removed. What they changed stays on record under their e-mail."
            confirm="Remove"
            loading={remove.isPending}
            onConfirm={() => remove.run({ id })}
          />
        </div>
      ),
    },
  ];
  return (
    <Panel
      title="People"
      says="A role holds from the next request on; the last admin can neither be removed nor made less"
    >
      <Refusal refusal={change.refusal} />
      <Refusal refusal={remove.refusal} />
      <Refusal refusal={signOut.refusal} />
      <DataTable caption="Everybody" columns={columns} rows={[...people]} rowKey={({ id }) => id} />
      <NewPersonForm action={actions.createPerson} />
    </Panel>
  );
}
