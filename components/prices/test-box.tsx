"use client";

import { Textarea } from "@mantine/core";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ApiError } from "@/lib/client/api-error";
import { errorText } from "@/lib/client/error-text";
import { send } from "@/lib/client/send";
import type { PriceTestReply } from "@/lib/contract/price-test";
import { t } from "@/lib/messages/translate";
import { FormField } from "./form-field";
import { messagesOf } from "./price-draft";
import classes from "./prices.module.css";
import { draftOfShared, namesIn, sentOf, sharedText, type TestDraft } from "./test-draft";
import { TestResult } from "./test-result";

const SAMPLE = `{
  "prompt_tokens": 12000,
  "prompt_tokens_details": { "cached_tokens": 8000 },
  "completion_tokens": 900
}`;
const nothing = () => {};

/** What a usage costs, line by line, with the rule behind each; the address holds what was tried. */
export function TestBox({ tz }: { tz: string }) {
  const [shared, setShared] = useQueryState("test", parseAsString.withOptions({ history: "replace" }));
  const [draft, setDraft] = useState<TestDraft>(() => draftOfShared(shared));
  const [reply, setReply] = useState<PriceTestReply | null>(null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [isPending, setPending] = useState(false);
  const change = (edit: Partial<TestDraft>) => setDraft({ ...draft, ...edit });

  async function run() {
    const asked = sentOf(draft, tz);
    setReply(null);
    if ("problem" in asked) return setProblems({ usage: asked.problem });
    setPending(true);
    try {
      const answer = await send("post", "/api/v1/prices/test", {}, asked.sent);
      setProblems({});
      setReply(answer);
      void setShared(sharedText(draft, answer.usage));
    } catch (error) {
      const fields = error instanceof ApiError ? messagesOf(error.fields) : {};
      const text = errorText(error);
      setProblems(Object.keys(fields).length > 0 ? fields : { form: text });
    } finally {
      setPending(false);
    }
  }
  const runShared = useEffectEvent(() => {
    if (shared !== null && draft.model !== "") void run();
  });
  useEffect(() => runShared(), []);

  const field = (name: Exclude<keyof TestDraft, "usage">, label: string, hint?: string) => (
    <FormField
      label={label}
      path={name}
      value={draft[name]}
      problem={(path) => problems[path]}
      visit={nothing}
      onChange={(value) => change({ [name]: value })}
      {...(hint !== undefined && { hint })}
      {...(name === "at" && { type: "datetime-local" as const })}
      {...(name === "model" && { list: "test-models" })}
    />
  );
  const others = Object.entries(problems).filter(([path]) => !["model", "provider", "at", "region"].includes(path));
  return (
    <Panel
      title={t("Try a price")}
      subtitle={t(
        "What a usage costs, line by line, and by which rule. Nothing is stored; the address holds names and counts alone, so it can be shared",
      )}
    >
      <div className={classes.columns}>
        <form
          noValidate
          aria-label={t("Try a price")}
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <Textarea
            label={t("Usage")}
            description={t(
              "A usage object of OpenAI, Anthropic, Gemini and others, a whole answer, or a record of ours.",
            )}
            inputWrapperOrder={["label", "input", "description", "error"]}
            className={classes.mono}
            placeholder={SAMPLE}
            autosize
            minRows={6}
            maxRows={16}
            spellCheck={false}
            value={draft.usage}
            onChange={({ currentTarget: { value } }) => change({ usage: value, ...namesIn(value, draft) })}
          />
          <div className={classes.fields}>
            {field("provider", t("Provider"), t("Empty: as a record without one."))}
            {field("model", t("Model"))}
            {field("service_tier", t("Tier served"), t("Such as batch."))}
            {field("region", t("Region"))}
            {field("at", t("At ({tz})", { tz }), t("Empty: now."))}
          </div>
          <div className={classes.buttons}>
            <Button type="submit" loading={isPending}>
              {t("Try it")}
            </Button>
            <Button variant="subtle" onClick={() => change({ usage: SAMPLE })}>
              {t("Use a sample")}
            </Button>
          </div>
          <div aria-live="polite">
            {others.length > 0 && (
              <ul className={classes.problems}>
                {others.map(([path, message]) => (
                  <li key={path}>
                    {path === "form" ? message : `${path.replace("provider_usage", "usage")}: ${message}`}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </form>
        <TestResult reply={reply} tz={tz} />
      </div>
    </Panel>
  );
}
