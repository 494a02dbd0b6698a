"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send, sendEdit } from "@/lib/client/send";
import type { PreviewedRuleInput } from "@/lib/contract/alert-preview";
import type { AlertRule, NewRule, NewRuleInput } from "@/lib/contract/alert-rules";
import type { NewSilenceInput } from "@/lib/contract/alerts";
import type { Channel, ChannelChange, NewChannelInput } from "@/lib/contract/channels";

const RULES = "/api/v1/alert-rules";
const CHANNELS = "/api/v1/channels";
const PATHS = ["/api/v1/alerts", RULES, CHANNELS];
const REFRESH_MS = 10_000;

/** Alerts, rules and channels, and what can be done with them. */
export function useAlerts() {
  const queries = useQueryClient();
  const alerts = useQuery(readOptions("/api/v1/alerts", {}, { refetchInterval: REFRESH_MS }));
  const rules = useQuery(readOptions(RULES, {}, { refetchInterval: REFRESH_MS }));
  const channels = useQuery(readOptions(CHANNELS, {}, { refetchInterval: REFRESH_MS }));
  const isOfBudget = rules.data?.rules.some(({ terms }) => terms.kind === "budget" && terms.budget_id !== null);
  const budgets = useQuery({ ...readOptions("/api/v1/budgets", {}), enabled: isOfBudget === true });
  // Whatever the answer, what is shown may be old now.
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => PATHS.includes(String(queryKey[1])) });

  const saveRule = useMutation({
    mutationFn: ({ rule, base }: { rule: NewRule; base: AlertRule | null }) => {
      const input: NewRuleInput = rule;
      if (base === null) return send("post", RULES, {}, input);
      const { is_enabled: _, ...change } = input;
      return sendEdit(base.version, "patch", `${RULES}/{id}`, { id: base.id }, change);
    },
    onSettled,
  });
  const switchRule = useMutation({
    mutationFn: ({ id, version, is_enabled }: AlertRule) =>
      sendEdit(version, "patch", `${RULES}/{id}`, { id }, { is_enabled: !is_enabled }),
    onSettled,
  });
  const removeRule = useMutation({
    mutationFn: ({ id, version }: AlertRule) => sendEdit(version, "delete", `${RULES}/{id}`, { id }),
    onSettled,
  });
  const preview = useMutation({
    mutationFn: (rule: PreviewedRuleInput) => send("post", `${RULES}/preview`, {}, rule),
  });
  const addChannel = useMutation({
    mutationFn: (input: NewChannelInput) => send("post", CHANNELS, {}, input),
    onSettled,
  });
  const switchChannel = useMutation({
    mutationFn: ({ id, version, is_enabled }: Channel) =>
      sendEdit(version, "patch", `${CHANNELS}/{id}`, { id }, { is_enabled: !is_enabled }),
    onSettled,
  });
  const changeChannel = useMutation({
    mutationFn: ({ base, change }: { base: Channel; change: ChannelChange }) =>
      sendEdit(base.version, "patch", `${CHANNELS}/{id}`, { id: base.id }, change),
    onSettled,
  });
  const removeChannel = useMutation({
    mutationFn: ({ id, version }: Channel) => sendEdit(version, "delete", `${CHANNELS}/{id}`, { id }),
    onSettled,
  });
  const testChannel = useMutation({
    mutationFn: ({ id }: Channel) => send("post", `${CHANNELS}/{id}/test`, { id }),
    onSettled,
  });
  const silence = useMutation({
    mutationFn: (input: NewSilenceInput) => send("post", "/api/v1/silences", {}, input),
    onSettled,
  });
  const endSilence = useMutation({
    mutationFn: (id: number) => send("delete", "/api/v1/silences/{id}", { id }),
    onSettled,
  });
  const problem = [switchRule, removeRule, switchChannel, removeChannel, testChannel, endSilence].find(
    ({ error }) => error !== null,
  )?.error;
  return {
    ...{ alerts, rules, channels, budgets, saveRule, switchRule, removeRule, preview, problem },
    ...{ addChannel, changeChannel, switchChannel, removeChannel, testChannel, silence, endSilence },
  };
}
