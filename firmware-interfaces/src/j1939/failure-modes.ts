/** What a failure mode identifier says, in words of our own (SAE J1939-73, appendix A). */
const failureModes: readonly string[] = [
  "too high, most severe",
  "too low, most severe",
  "erratic, intermittent or incorrect",
  "voltage too high or shorted to supply",
  "voltage too low or shorted to ground",
  "current too low or circuit open",
  "current too high or circuit grounded",
  "mechanical part does not respond",
  "frequency, pulse width or period abnormal",
  "update rate abnormal",
  "changes too fast",
  "root cause not known",
  "device or part is bad",
  "out of calibration",
  "special instructions",
  "too high, least severe",
  "too high, moderately severe",
  "too low, least severe",
  "too low, moderately severe",
  "network data in error",
  "drifted high",
  "drifted low",
];
const conditionExists = 31;

export function failureModeText(fmi: number): string {
  return failureModes[fmi] ?? (fmi === conditionExists ? "condition exists" : `reserved failure mode ${fmi}`);
}
