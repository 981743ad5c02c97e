/**
 * DBC signals that mean what a VSS signal means, by message and signal name. Files of one maker share names across
 * models, so a row counts for every file; the unit must agree too (signal-mapper.ts), which keeps a stranger out.
 */
const wheelSpeed = (row: 1 | 2, side: "Left" | "Right"): string => `Vehicle.Chassis.Axle.Row${row}.Wheel.${side}.Speed`;

/** Keys are `message/signal`. */
export const dbcNames: Readonly<Record<string, string>> = {
  // opendbc: Toyota, Honda, Subaru
  "WHEEL_SPEEDS/WHEEL_SPEED_FL": wheelSpeed(1, "Left"),
  "WHEEL_SPEEDS/WHEEL_SPEED_FR": wheelSpeed(1, "Right"),
  "WHEEL_SPEEDS/WHEEL_SPEED_RL": wheelSpeed(2, "Left"),
  "WHEEL_SPEEDS/WHEEL_SPEED_RR": wheelSpeed(2, "Right"),
  "Wheel_Speeds/FL": wheelSpeed(1, "Left"),
  "Wheel_Speeds/FR": wheelSpeed(1, "Right"),
  "Wheel_Speeds/RL": wheelSpeed(2, "Left"),
  "Wheel_Speeds/RR": wheelSpeed(2, "Right"),
  "SPEED/SPEED": "Vehicle.Speed",
  "ENGINE_RPM/RPM": "Vehicle.Powertrain.CombustionEngine.Speed",
  "PCM_CRUISE_2/SET_SPEED": "Vehicle.ADAS.CruiseControl.SpeedSet",
  // opendbc: Volkswagen MQB
  "ESP_19/ESP_VL_Radgeschw_02": wheelSpeed(1, "Left"),
  "ESP_19/ESP_VR_Radgeschw_02": wheelSpeed(1, "Right"),
  "ESP_19/ESP_HL_Radgeschw_02": wheelSpeed(2, "Left"),
  "ESP_19/ESP_HR_Radgeschw_02": wheelSpeed(2, "Right"),
  "ESP_21/ESP_v_Signal": "Vehicle.Speed",
  // Tesla Model 3
  "ID257DIspeed/DI_vehicleSpeed": "Vehicle.Speed",
  "ID292BMS_SOC/SOCUI292": "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
  "ID132HVBattAmpVolt/BattVoltage132": "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
  // the simulated car and van of this package
  "WheelSpeeds/WheelSpeedFrontLeft": wheelSpeed(1, "Left"),
  "WheelSpeeds/WheelSpeedFrontRight": wheelSpeed(1, "Right"),
  "WheelSpeeds/WheelSpeedRearLeft": wheelSpeed(2, "Left"),
  "WheelSpeeds/WheelSpeedRearRight": wheelSpeed(2, "Right"),
  "Motion/VehicleSpeed": "Vehicle.Speed",
  "Motion/LongitudinalAcceleration": "Vehicle.Acceleration.Longitudinal",
  "Motion/LateralAcceleration": "Vehicle.Acceleration.Lateral",
  "Motion/YawRate": "Vehicle.AngularVelocity.Yaw",
  "Steering/SteeringWheelAngle": "Vehicle.Chassis.SteeringWheel.Angle",
  "Engine/EngineSpeed": "Vehicle.Powertrain.CombustionEngine.Speed",
  "Engine/EngineTorque": "Vehicle.Powertrain.CombustionEngine.Torque",
  "Engine/ThrottlePosition": "Vehicle.Powertrain.CombustionEngine.TPS",
  "Pedals/AcceleratorPedalPosition": "Vehicle.Chassis.Accelerator.PedalPosition",
  "Pedals/BrakePedalPosition": "Vehicle.Chassis.Brake.PedalPosition",
  "Pedals/ParkingBrakeEngaged": "Vehicle.Chassis.ParkingBrake.IsEngaged",
  "Transmission/CurrentGear": "Vehicle.Powertrain.Transmission.CurrentGear",
  "Transmission/TransmissionOilTemperature": "Vehicle.Powertrain.Transmission.Temperature",
  "EngineCondition/CoolantTemperature": "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "EngineCondition/OilTemperature": "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature",
  "EngineCondition/OilPressure": "Vehicle.Powertrain.CombustionEngine.EOP",
  "EngineCondition/AirMassFlow": "Vehicle.Powertrain.CombustionEngine.MAF",
  "Fuel/FuelLevel": "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  "Body/OutsideTemperature": "Vehicle.Exterior.AirTemperature",
  "Body/CabinTemperature": "Vehicle.Cabin.HVAC.AmbientAirTemperature",
  "Body/BatteryVoltage": "Vehicle.LowVoltageBattery.CurrentVoltage",
  "EngineCondition/ExhaustFluidLevel": "Vehicle.Powertrain.CombustionEngine.DieselExhaustFluid.Level",
  "Odometer/TotalDistance": "Vehicle.TraveledDistance",
  "Odometer/EngineHours": "Vehicle.Powertrain.CombustionEngine.EngineHours",
  "TirePressures/TirePressureFrontLeft": "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure",
  "TirePressures/TirePressureFrontRight": "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure",
  "TirePressures/TirePressureRearLeft": "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure",
  "TirePressures/TirePressureRearRight": "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure",
  "TirePressures/TireTemperatureFrontLeft": "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Temperature",
  "TirePressures/TireTemperatureFrontRight": "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Temperature",
  "TirePressures/TireTemperatureRearLeft": "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Temperature",
  "TirePressures/TireTemperatureRearRight": "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Temperature",
};
