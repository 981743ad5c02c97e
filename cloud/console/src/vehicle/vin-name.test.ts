import { expect, it } from "vitest";
import { vinName } from "./vin-details.tsx";

it("names a vehicle as far as its VIN does", () => {
  const reading = { kind: "decoded", vin: "1FMCU0GA1PK000001", findings: [] } as const;
  expect(vinName({ ...reading, modelYear: 2023, make: "Ford", model: "Escape", series: "Active" })).toBe("2023 Ford Escape Active");
  expect(vinName({ ...reading, make: "MAN" })).toBe("MAN");
  expect(vinName(reading)).toBe("");
});
