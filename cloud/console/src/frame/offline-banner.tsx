import { WifiSlashIcon } from "@phosphor-icons/react/dist/csr/WifiSlash";
import { useQueryClient } from "@tanstack/react-query";
import { formatDuration } from "@drawbar/ui/format/ages.ts";
import { formatClock } from "@drawbar/ui/format/times.ts";
import { useBeat, useLive } from "../live/live-context.tsx";
import { useTexts } from "../texts/texts.tsx";
import { useLostSince } from "./connection.ts";

/** Said once, above the page; what was known stays there. */
export function OfflineBanner() {
  const texts = useTexts();
  const client = useQueryClient();
  const { socket } = useLive();
  const lostSince = useLostSince();
  const age = useBeat(() => (lostSince === undefined ? "" : formatDuration(Math.max(1, Math.floor((Date.now() - lostSince) / 1_000)) * 1_000)), "second");
  return (
    // the live region is there from the start, or a screen reader would not speak what appears in it
    <div role="status">
      {lostSince !== undefined && (
        <div className="banner">
          <span className="warn">
            <WifiSlashIcon className="i" aria-hidden="true" />
          </span>
          {/* the age counts on without being spoken each second */}
          <p className="grow">{texts.rich("offline.for", { age: <span aria-hidden="true">{age}</span>, since: formatClock(lostSince) })}</p>
          <button
            type="button"
            className="btn"
            onClick={() => {
              socket.retryNow();
              void client.refetchQueries({ type: "active" });
            }}
          >
            {texts("offline.now")}
          </button>
        </div>
      )}
    </div>
  );
}

/** Beside the title of a page whose values stand still: cut off, or held. */
export function AsOf() {
  const texts = useTexts();
  const { pulse } = useLive();
  const lostSince = useLostSince();
  const heldSince = useBeat(() => pulse.heldAtMs);
  const since = heldSince ?? lostSince;
  return since === undefined ? null : <span className="asof">{texts("asOf", { time: formatClock(since) })}</span>;
}
