import { Link } from "@tanstack/react-router";
import { formatAge } from "@drawbar/ui/format/ages.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { isRefusing, type ReceiverView } from "./receiver-queries.ts";

export function ReceiverTable({ receivers, shown }: { readonly receivers: readonly ReceiverView[]; readonly shown: string | undefined }) {
  const texts = useTexts();
  return (
    // Focusable, so that keys scroll what is too wide for a phone.
    <div className="scroll" tabIndex={0} role="region" aria-label={texts("receivers.table")}>
      <table className="t compact">
        <thead>
          <tr>
            <th scope="col">{texts("receivers.name")}</th>
            <th scope="col">{texts("hooks.state")}</th>
            <th scope="col" className="num">
              {texts("receivers.lastTaken")}
            </th>
            <th scope="col" className="num">
              {texts("receivers.lastRefused")}
            </th>
          </tr>
        </thead>
        <tbody>
          {receivers.map((receiver) => (
            <ReceiverRow key={receiver.receiverId} receiver={receiver} isShown={receiver.receiverId === shown} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReceiverRow({ receiver, isShown }: { readonly receiver: ReceiverView; readonly isShown: boolean }) {
  const texts = useTexts();
  const { receiverId, name, pausedAt, takenAt, refusedAt } = receiver;
  const ageOf = (at: string | undefined) => (nowMs: number) => (at === undefined ? texts("admin.never") : formatAge(Math.max(0, nowMs - Date.parse(at))));
  const taken = useBeat(ageOf(takenAt), "second");
  const refused = useBeat(ageOf(refusedAt), "second");
  const state = pausedAt !== undefined ? "paused" : isRefusing(receiver) ? "refusing" : takenAt === undefined ? "unheard" : "taking";
  return (
    <tr className={isShown ? "sel" : undefined}>
      <th scope="row">
        <Link to="/integrations/received" search={{ receiver: receiverId }} className="rowlink" {...(isShown ? { "aria-current": "true" as const } : {})}>
          {name}
        </Link>
      </th>
      <td>
        <span className="st">
          <Glyph {...glyphs[state]} />
          {texts(`receivers.is.${state}`)}
        </span>
      </td>
      <td className="num">{taken}</td>
      <td className="num">{refused}</td>
    </tr>
  );
}

const glyphs = {
  paused: { name: "asleep" },
  refusing: { name: "warn", level: "warn" },
  unheard: { name: "never" },
  taking: { name: "live" },
} as const;
