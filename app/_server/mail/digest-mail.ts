import type { DigestContent } from "@/lib/contract/digest-content";
import { displayPicoUsd } from "@/lib/domain/format";
import { changeText, type DigestSection, describeDigest, digestDates, moneyText } from "./describe-digest";
import { CHART_COLOURS, CHART_HEIGHT, CHART_WIDTH, digestChart, highestOf } from "./digest-chart";
import { escapeHtml, htmlPage } from "./html-page";
import type { MailContent } from "./mail-content";
import type { UnsubscribeUrls } from "./unsubscribe-urls";

const CHART_CID = "spend-by-day@switchyard";

type DigestMailInput = {
  content: DigestContent;
  publicUrl: string | undefined;
  /** Who subscribed the address that it is sent to; null where it was asked for once. */
  subscriber: "user" | "admin" | null;
  /** What ends the subscription without signing in, where there is one and the server knows its own address. */
  unsubscribe: UnsubscribeUrls | null;
};

const NAMES = { weekly: "Weekly digest", monthly: "Monthly digest" } as const;
const RULE = "All amounts in USD unless said otherwise. What has no known cost is in no sum.";

/** The mail of a digest: text, HTML, and its chart as a picture within. */
export function digestMail({ content, publicUrl, subscriber, unsubscribe }: DigestMailInput): MailContent {
  const { cadence, spend, tz } = content;
  const title = `${NAMES[cadence]}: ${digestDates(content)}`;
  const change = spend.previous?.records_from === null ? changeText(spend.cost_usd, spend.previous.cost_usd) : null;
  const cost = [moneyText(spend.cost_usd), ...(change === null ? [] : [`(${change})`])].join(" ");
  const parts: Parts = {
    ...{ title, lead: `Times and days in ${tz}.`, chart: chartText(content), why: whyText(cadence, subscriber) },
    ...{ sections: describeDigest(content), publicUrl, unsubscribeUrl: unsubscribe?.page ?? null },
  };
  return {
    subject: `${title}, ${cost}`,
    ...{ text: textOf(parts), html: htmlOf(parts) },
    attachments: [
      { filename: "spend-by-day.png", contentType: "image/png", content: digestChart(spend), cid: CHART_CID },
    ],
    ...(unsubscribe !== null && { unsubscribeUrl: unsubscribe.oneClick }),
  };
}

function whyText(cadence: DigestContent["cadence"], subscriber: DigestMailInput["subscriber"]): string {
  switch (subscriber) {
    case null:
      return "You asked for this one, and no more come of it.";
    case "user":
      return `You get this since you subscribed to the ${cadence} digest; it is ended on your account page.`;
    case "admin":
      return `You get this since an admin subscribed this address to the ${cadence} digest; an admin ends it, too.`;
  }
}

type Parts = {
  title: string;
  lead: string;
  chart: string;
  sections: DigestSection[];
  publicUrl: string | undefined;
  unsubscribeUrl: string | null;
  why: string;
};

/** What the picture shows, for whoever does not see it. */
function chartText({ spend: { days, previous_days } }: DigestContent): string {
  const highest = highestOf([...days, ...previous_days]);
  const top = days.find(({ cost_usd }) => cost_usd !== null && highestOf(days) === highestOf([{ date: "", cost_usd }]));
  if (highest === 0n || top === undefined) return "Spend per day: nothing is known to have cost anything.";
  const most = `the most, ${moneyText(top.cost_usd)}, on ${top.date}`;
  return `Spend per day, ${most}; the highest bar is ${displayPicoUsd(highest)}.`;
}

function textOf({ title, lead, chart, sections, publicUrl, unsubscribeUrl, why }: Parts): string {
  const part = ({ title: name, lines, note, path }: DigestSection) => {
    const width = Math.max(0, ...lines.map(([label]) => label.length));
    return [
      ...["", name.toUpperCase()],
      ...lines.map(([label, value]) => `${label.padEnd(width)}  ${value}`),
      ...(note === null ? [] : [note]),
      ...(publicUrl === undefined ? [] : [`${publicUrl}${path}`]),
    ];
  };
  return [
    ...[title, lead, "", chart, ...sections.flatMap(part), "", RULE, why],
    ...(unsubscribeUrl === null ? [] : [`Unsubscribe: ${unsubscribeUrl}`]),
    "",
  ].join("\n");
}

function htmlOf({ title, lead, chart, sections, publicUrl, unsubscribeUrl, why }: Parts): string {
  const paragraph = (text: string) => `<p class="muted">${escapeHtml(text)}</p>`;
  const link = (href: string, text: string) => `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`;
  const part = ({ title: name, lines, note, path }: DigestSection) => [
    `<h2>${escapeHtml(name)}</h2>`,
    lines.length === 0
      ? ""
      : `<table>${lines.map(([label, value]) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`).join("")}</table>`,
    note === null ? "" : paragraph(note),
    publicUrl === undefined ? "" : link(`${publicUrl}${path}`, `Open ${name}`),
  ];
  const square = (colour: string) =>
    `<span style="display:inline-block;width:10px;height:10px;background:${colour}"></span>`;
  const picture = `<img src="cid:${CHART_CID}" width="${CHART_WIDTH}" height="${CHART_HEIGHT}" alt="${escapeHtml(chart)}" style="max-width:100%;height:auto">`;
  const legend = `<p class="muted">${square(CHART_COLOURS.current)} this period ${square(CHART_COLOURS.previous)} the period before. ${escapeHtml(chart)}</p>`;
  return htmlPage(
    title,
    [
      ...[`<h1>${escapeHtml(title)}</h1>`, paragraph(lead), picture, legend],
      ...sections.flatMap(part),
      ...[paragraph(RULE), paragraph(why), unsubscribeUrl === null ? "" : link(unsubscribeUrl, "Unsubscribe")],
    ].join("\n"),
  );
}
