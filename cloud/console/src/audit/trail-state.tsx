import { useQuery } from "@tanstack/react-query";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { formatClock } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useTexts } from "../texts/texts.tsx";
import { auditStateQuery } from "./audit-queries.ts";

/** Whether the trail is what was written, walked by the cloud a moment ago. */
export function TrailState() {
  const texts = useTexts();
  const { data: state, error } = useQuery(auditStateQuery);
  if (state === undefined) return <p role="status">{texts(error === null ? "audit.walking" : "audit.notWalked")}</p>;
  if (!state.isWhole) {
    return (
      <p role="alert">
        <Glyph name="stop" level="stop" /> {texts.rich("audit.broken", { breach: state.breach ?? "" })}
      </p>
    );
  }
  const count = (digits: string): string => formatNumber(Number(digits), 0, texts.locale);
  return (
    <p role="status">
      {texts.rich(state.entries === "0" ? "audit.wholeEmpty" : "audit.whole", {
        entries: count(state.entries),
        part: state.checkedFrom === "1" ? "all" : "newest",
        from: count(state.checkedFrom),
        signed: state.signedUpTo === "0" ? "none" : state.isSignatureChecked ? "proven" : "unproven",
        upTo: count(state.signedUpTo),
        checked: formatClock(Date.parse(state.checkedAt)),
      })}
    </p>
  );
}
