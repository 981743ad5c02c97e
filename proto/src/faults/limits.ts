/** Bounds of a fault report. Whoever writes one leaves out what is beyond and says how much; whoever reads one refuses it. */
export const faultReportLimits = {
  /** As many as a transfer of J1939 names of one control unit. */
  faultsMax: 445,
  /** Frames in one report: faults that begin at the same moment have seen the same. */
  framesMax: 8,
  valuesMax: 32,
  /** Characters of a code, a name or a unit. */
  nameMax: 200,
  /** Characters of a report; as a text value it may have 65,535 bytes. */
  textMax: 65_535,
} as const;
