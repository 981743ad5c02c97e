/** What the link does to sealed segments without knowing their format: thin them, give them another number. */
import type { Numbering, SegmentTools } from "@drawbar/proto/link/holder-options.ts";
import { decodeSegment, readSegmentHeader } from "@drawbar/proto/segment/decode-segment.ts";
import { encodeSegment } from "@drawbar/proto/segment/encode-segment.ts";
import { thinSegment } from "@drawbar/proto/segment/thin-segment.ts";

export const segmentTools: SegmentTools = {
  thin(bytes: Uint8Array, numbering: Numbering) {
    const thinned = thinSegment(bytes, numbering);
    return thinned === undefined ? undefined : { bytes: thinned, samples: readSegmentHeader(thinned).samples };
  },
  renumber(bytes: Uint8Array, { epoch, priority, seq }: Numbering): Uint8Array {
    const { header, columns } = decodeSegment(bytes);
    return encodeSegment({ ...header, epoch, priority, seq }, columns);
  },
};
