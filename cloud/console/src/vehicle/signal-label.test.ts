import { describe, expect, it } from "vitest";
import { signalLabel } from "./signal-label.ts";

describe("signalLabel", () => {
  it.each([
    ["Vehicle.Speed", "Vehicle speed"],
    ["Vehicle.Powertrain.CombustionEngine.Speed", "Combustion engine speed"],
    ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", "Combustion engine coolant temperature"],
    ["Vehicle.Powertrain.CombustionEngine.ECT", "Combustion engine ECT"],
    ["Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed", "Axle row 1 wheel left speed"],
    ["Vehicle.LowVoltageBattery.CurrentVoltage", "Low voltage battery current voltage"],
    ["Vehicle.Exterior.AirTemperature", "Air temperature"],
    ["can0/WHEEL_SPEEDS/WHEEL_SPEED_FL", "WHEEL_SPEED_FL"],
    ["Coolant temperature", "Coolant temperature"],
    ["Vehicle.Body", "Vehicle body"],
  ])("calls %s %j", (name, label) => expect(signalLabel(name)).toBe(label));
});
