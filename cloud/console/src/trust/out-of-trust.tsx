import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { formatMomentWithin } from "@drawbar/ui/format/times.ts";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { useBeat } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";

/** That a device is out of trust: since when, by whom and why. */
export function OutOfTrust({ revoked: { at, by, reason } }: { readonly revoked: Schemas["Revocation"] }) {
  const texts = useTexts();
  const nowMs = useBeat((now) => Math.floor(now / 60_000) * 60_000, "second");
  const when = formatMomentWithin(Date.parse(at), nowMs);
  return (
    <div>
      <span className="st">
        <Glyph name="warn" level="warn" />
        {texts("trust.isOut", { when })}
      </span>
      <p className="sub">{by === undefined ? reason : texts("trust.byFor", { by, reason })}</p>
    </div>
  );
}
