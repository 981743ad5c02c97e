import { Link } from "@tanstack/react-router";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useBeat } from "../live/live-context.tsx";
import type { TextId } from "../texts/en.ts";
import { useTexts } from "../texts/texts.tsx";
import type { AuditEntry } from "./audit-queries.ts";
import { changeWords } from "./change-words.ts";

/** Newest first. Each name in it shows only what bears it. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const texts = useTexts();
  const heads = ["audit.when", "audit.who", "audit.action", "audit.subject", "audit.change", "audit.from"] as const;
  return (
    <div className="scroll">
      <table className="t compact plain" aria-label={texts("audit.entries")}>
        <thead>
          <tr>
            {heads.map((id) => (
              <th key={id} scope="col">
                {texts(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.position} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts();
  const { actor, action, subject, outcome, recordedAt } = entry;
  const atMs = Date.parse(recordedAt);
  const kindOfActor = actorKinds[actor.kind];
  const moment = useBeat((nowMs) => formatMoment(atMs, nowMs, { seconds: true }), "second");
  return (
    <tr>
      <td>
        <time dateTime={recordedAt}>{moment}</time>
        <span className="two">{texts("audit.number", { position: entry.position })}</span>
      </td>
      <td>
        <Narrowed by={{ actorId: actor.id }}>{actor.name ?? actor.id ?? texts(actor.kind === "command" ? "audit.command" : "audit.nobody")}</Narrowed>
        {kindOfActor !== undefined && <span className="two">{texts(kindOfActor)}</span>}
      </td>
      <td>
        <Narrowed by={{ action }}>{action}</Narrowed>
        {outcome === "refused" && (
          <span className="two">
            <Glyph name="warn" level="warn" /> {texts("audit.wasRefused")}
          </span>
        )}
      </td>
      <td>
        {subject.kind}
        {subject.id !== undefined && (
          <span className="two code">
            <Narrowed by={{ subjectId: subject.id }}>{subject.id}</Narrowed>
          </span>
        )}
      </td>
      <td>{changeWords(entry.details).join(", ")}</td>
      <td>
        {entry.address}
        {entry.requestId !== undefined && <span className="two code">{entry.requestId}</span>}
      </td>
    </tr>
  );
}

function Narrowed({
  by,
  children,
}: {
  readonly by: { readonly actorId?: string | undefined; readonly action?: string; readonly subjectId?: string };
  readonly children: string;
}) {
  if (Object.values(by).every((value) => value === undefined)) return children;
  return (
    <Link className="inrow" to="/audit" search={(previous) => ({ ...previous, ...by })}>
      {children}
    </Link>
  );
}

const actorKinds: Readonly<Record<string, TextId>> = {
  account: "audit.person",
  token: "audit.token",
  device: "audit.device",
  command: "audit.here",
};
