"use client";

import { IconBookmarkPlus, IconHome, IconSettings } from "@tabler/icons-react";
import Link from "next/link";
import { describeViewOwner } from "@/components/shell/describe-view-owner";
import popoverClasses from "@/components/ui/popover.module.css";
import { FailedBox } from "@/components/ui/state-box";
import type { View } from "@/lib/contract/views";
import { t } from "@/lib/messages/translate";
import { describeView } from "./describe-view";
import { useViewList } from "./use-views";
import classes from "./views.module.css";

type ViewsPanelProps = { onOpen: () => void; onAsk: (asked: "save" | "manage") => void };

/** What the menu of views offers. */
export function ViewsPanel({ onOpen, onAsk }: ViewsPanelProps) {
  const { data, error, refetch } = useViewList();
  const all = data?.views;
  return (
    <>
      <button type="button" className={popoverClasses.item} onClick={() => onAsk("save")}>
        <IconBookmarkPlus size={16} aria-hidden /> {t("Save this screen …")}
      </button>
      <hr />
      {all === undefined && error && <FailedBox error={error} onRetry={() => refetch()} height={80} />}
      {all === undefined && !error && <p className={popoverClasses.note}>{t("Loading …")}</p>}
      {all?.length === 0 && (
        <p className={popoverClasses.note}>
          {t("No views yet. Save a screen with its range and filters under a name.")}
        </p>
      )}
      {all && all.length > 0 && (
        <>
          <ViewLinks title={t("Yours")} views={all.filter(({ is_own }) => is_own)} onOpen={onOpen} />
          <ViewLinks title={t("Shared with the team")} views={all.filter(({ is_own }) => !is_own)} onOpen={onOpen} />
          <hr />
          <button type="button" className={popoverClasses.item} onClick={() => onAsk("manage")}>
            <IconSettings size={16} aria-hidden /> {t("Manage views …")}
          </button>
        </>
      )}
    </>
  );
}

function ViewLinks({ title, views, onOpen }: { title: string; views: View[]; onOpen: () => void }) {
  if (views.length === 0) return null;
  return (
    <>
      <p className={popoverClasses.note}>{title}</p>
      <ul className={classes.links}>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              href={view.address}
              className={popoverClasses.item}
              title={describeView(view.address)}
              onClick={onOpen}
            >
              <span className={classes.linkName}>
                {view.name}
                <span className={classes.owner}>{describeViewOwner(view)}</span>
              </span>
              {view.is_start && <IconHome size={14} role="img" aria-label={t("Your start page")} />}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
