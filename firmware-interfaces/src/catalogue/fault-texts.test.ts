import { describe, expect, it } from "vitest";
import { controlUnitName, faultText, j1939NumbersOf } from "./fault-texts.ts";

describe("texts of faults", () => {
  it("say what a code means and by which standard", () => {
    expect(faultText("SPN 110 FMI 16")).toEqual({ text: "Engine coolant temperature: too high, moderately severe", source: "SAE J1939-71 and -73" });
    expect(faultText("SPN 520200 FMI 31")?.text).toBe("Parameter 520200: condition exists");
    expect(faultText("P0401")).toEqual({ text: "Exhaust gas recirculation: flow insufficient", source: "SAE J2012" });
    expect(faultText("P1234")).toBeUndefined();
    expect(faultText("SPN ? FMI 3 (0A0B0C)")).toBeUndefined();
    expect(j1939NumbersOf("SPN 110 FMI 16")).toEqual({ spn: 110, fmi: 16 });
    expect(j1939NumbersOf("P0401")).toBeUndefined();
  });

  it("name control units by the address that the standard gives them", () => {
    expect(["can0/DM1@00", "can1/DM1@0B", "can0/DM1@7A", "can0/OBD@7E8", "can0/OBD@7EB"].map(controlUnitName)).toEqual([
      "Engine",
      "Brakes",
      "Control unit 7A",
      "Engine",
      "Control unit 7EB",
    ]);
  });
});
