import type { ApprovalState } from "@/lib/contract/proposals";
import type { ApprovalSwitchProps } from "./approval-switch";

type Hooks = {
  list: { data: ApprovalState | undefined };
  decide: { reset: () => void };
  ask: { isPending: boolean; mutate: (needsApproval: boolean) => void };
};

/** What the switch shows and does, of a tier or of the alias table. */
export function approvalSetting({ list, decide, ask }: Hooks, canEdit: boolean): ApprovalSwitchProps {
  return {
    state: list.data,
    canEdit,
    isBusy: ask.isPending,
    onSwitch: (needsApproval) => {
      // What was refused under the old rule says nothing of the new one.
      decide.reset();
      ask.mutate(needsApproval);
    },
  };
}
