/** The mappings that Drawbar brings along, in the form of mapping files: what a fleet writes in its own looks the same. */

export const dbcMapping = `
# DBC files name their signals as they like. Files of one maker share names across models, so a row counts for every
# file; the unit must be the one of the VSS signal as well, which keeps a stranger out.
mapping: 1
signals:
  # opendbc: Toyota, Honda, Subaru
  - { dbc: WHEEL_SPEEDS/WHEEL_SPEED_FL, name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed }
  - { dbc: WHEEL_SPEEDS/WHEEL_SPEED_FR, name: Vehicle.Chassis.Axle.Row1.Wheel.Right.Speed }
  - { dbc: WHEEL_SPEEDS/WHEEL_SPEED_RL, name: Vehicle.Chassis.Axle.Row2.Wheel.Left.Speed }
  - { dbc: WHEEL_SPEEDS/WHEEL_SPEED_RR, name: Vehicle.Chassis.Axle.Row2.Wheel.Right.Speed }
  - { dbc: Wheel_Speeds/FL, name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed }
  - { dbc: Wheel_Speeds/FR, name: Vehicle.Chassis.Axle.Row1.Wheel.Right.Speed }
  - { dbc: Wheel_Speeds/RL, name: Vehicle.Chassis.Axle.Row2.Wheel.Left.Speed }
  - { dbc: Wheel_Speeds/RR, name: Vehicle.Chassis.Axle.Row2.Wheel.Right.Speed }
  - { dbc: SPEED/SPEED, name: Vehicle.Speed }
  - { dbc: ENGINE_RPM/RPM, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { dbc: PCM_CRUISE_2/SET_SPEED, name: Vehicle.ADAS.CruiseControl.SpeedSet }
  # opendbc: Volkswagen MQB
  - { dbc: ESP_19/ESP_VL_Radgeschw_02, name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed }
  - { dbc: ESP_19/ESP_VR_Radgeschw_02, name: Vehicle.Chassis.Axle.Row1.Wheel.Right.Speed }
  - { dbc: ESP_19/ESP_HL_Radgeschw_02, name: Vehicle.Chassis.Axle.Row2.Wheel.Left.Speed }
  - { dbc: ESP_19/ESP_HR_Radgeschw_02, name: Vehicle.Chassis.Axle.Row2.Wheel.Right.Speed }
  - { dbc: ESP_21/ESP_v_Signal, name: Vehicle.Speed }
  # Tesla Model 3
  - { dbc: ID257DIspeed/DI_vehicleSpeed, name: Vehicle.Speed }
  - { dbc: ID292BMS_SOC/SOCUI292, name: Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed }
  - { dbc: ID132HVBattAmpVolt/BattVoltage132, name: Vehicle.Powertrain.TractionBattery.CurrentVoltage }
  # the simulated car and van of this package
  - { dbc: WheelSpeeds/WheelSpeedFrontLeft, name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Speed }
  - { dbc: WheelSpeeds/WheelSpeedFrontRight, name: Vehicle.Chassis.Axle.Row1.Wheel.Right.Speed }
  - { dbc: WheelSpeeds/WheelSpeedRearLeft, name: Vehicle.Chassis.Axle.Row2.Wheel.Left.Speed }
  - { dbc: WheelSpeeds/WheelSpeedRearRight, name: Vehicle.Chassis.Axle.Row2.Wheel.Right.Speed }
  - { dbc: Motion/VehicleSpeed, name: Vehicle.Speed }
  - { dbc: Motion/LongitudinalAcceleration, name: Vehicle.Acceleration.Longitudinal }
  - { dbc: Motion/LateralAcceleration, name: Vehicle.Acceleration.Lateral }
  - { dbc: Motion/YawRate, name: Vehicle.AngularVelocity.Yaw }
  - { dbc: Steering/SteeringWheelAngle, name: Vehicle.Chassis.SteeringWheel.Angle }
  - { dbc: Engine/EngineSpeed, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { dbc: Engine/EngineTorque, name: Vehicle.Powertrain.CombustionEngine.Torque }
  - { dbc: Engine/ThrottlePosition, name: Vehicle.Powertrain.CombustionEngine.TPS }
  - { dbc: Pedals/AcceleratorPedalPosition, name: Vehicle.Chassis.Accelerator.PedalPosition }
  - { dbc: Pedals/BrakePedalPosition, name: Vehicle.Chassis.Brake.PedalPosition }
  - { dbc: Pedals/ParkingBrakeEngaged, name: Vehicle.Chassis.ParkingBrake.IsEngaged }
  - { dbc: Transmission/CurrentGear, name: Vehicle.Powertrain.Transmission.CurrentGear }
  - { dbc: Transmission/TransmissionOilTemperature, name: Vehicle.Powertrain.Transmission.Temperature }
  - { dbc: EngineCondition/CoolantTemperature, name: Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature }
  - { dbc: EngineCondition/OilTemperature, name: Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature }
  - { dbc: EngineCondition/OilPressure, name: Vehicle.Powertrain.CombustionEngine.EOP }
  - { dbc: EngineCondition/AirMassFlow, name: Vehicle.Powertrain.CombustionEngine.MAF }
  - { dbc: Fuel/FuelLevel, name: Vehicle.Powertrain.FuelSystem.RelativeLevel }
  - { dbc: Body/OutsideTemperature, name: Vehicle.Exterior.AirTemperature }
  - { dbc: Body/CabinTemperature, name: Vehicle.Cabin.HVAC.AmbientAirTemperature }
  - { dbc: Body/BatteryVoltage, name: Vehicle.LowVoltageBattery.CurrentVoltage }
  - { dbc: EngineCondition/ExhaustFluidLevel, name: Vehicle.Powertrain.CombustionEngine.DieselExhaustFluid.Level }
  - { dbc: Position/Latitude, name: Vehicle.CurrentLocation.Latitude }
  - { dbc: Position/Longitude, name: Vehicle.CurrentLocation.Longitude }
  - { dbc: Course/Heading, name: Vehicle.CurrentLocation.Heading }
  - { dbc: Odometer/TotalDistance, name: Vehicle.TraveledDistance }
  - { dbc: Odometer/EngineHours, name: Vehicle.Powertrain.CombustionEngine.EngineHours }
  - { dbc: TirePressures/TirePressureFrontLeft, name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure }
  - { dbc: TirePressures/TirePressureFrontRight, name: Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure }
  - { dbc: TirePressures/TirePressureRearLeft, name: Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure }
  - { dbc: TirePressures/TirePressureRearRight, name: Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure }
  - { dbc: TirePressures/TireTemperatureFrontLeft, name: Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Temperature }
  - { dbc: TirePressures/TireTemperatureFrontRight, name: Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Temperature }
  - { dbc: TirePressures/TireTemperatureRearLeft, name: Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Temperature }
  - { dbc: TirePressures/TireTemperatureRearRight, name: Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Temperature }
`;

export const standardMapping = `
# SAE J1939 parameters and OBD-II values that mean what a VSS signal means. Where the two differ in more than the unit
# (gauge and absolute pressure, a consumption the other way round) there is no row, and the signal keeps its source as name.
mapping: 1
signals:
  - { spn: 70, name: Vehicle.Chassis.ParkingBrake.IsEngaged }
  - { spn: 84, name: Vehicle.Speed }
  - { spn: 86, name: Vehicle.ADAS.CruiseControl.SpeedSet }
  - { spn: 91, name: Vehicle.Chassis.Accelerator.PedalPosition }
  - { spn: 96, name: Vehicle.Powertrain.FuelSystem.RelativeLevel }
  - { spn: 100, name: Vehicle.Powertrain.CombustionEngine.EOP }
  - { spn: 110, name: Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature }
  - { spn: 114, name: Vehicle.LowVoltageBattery.CurrentCurrent }
  - { spn: 165, name: Vehicle.CurrentLocation.Heading }
  - { spn: 168, name: Vehicle.LowVoltageBattery.CurrentVoltage }
  - { spn: 170, name: Vehicle.Cabin.HVAC.AmbientAirTemperature }
  - { spn: 171, name: Vehicle.Exterior.AirTemperature }
  - { spn: 175, name: Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature }
  - { spn: 177, name: Vehicle.Powertrain.Transmission.Temperature }
  - { spn: 184, name: Vehicle.Powertrain.FuelSystem.InstantantFuelEconomy }
  - { spn: 190, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { spn: 247, name: Vehicle.Powertrain.CombustionEngine.EngineHours }
  - { spn: 521, name: Vehicle.Chassis.Brake.PedalPosition }
  - { spn: 523, name: Vehicle.Powertrain.Transmission.CurrentGear }
  - { spn: 524, name: Vehicle.Powertrain.Transmission.SelectedGear }
  - { spn: 563, name: Vehicle.ADAS.ABS.IsEngaged }
  - { spn: 580, name: Vehicle.CurrentLocation.Altitude }
  - { spn: 584, name: Vehicle.CurrentLocation.Latitude }
  - { spn: 585, name: Vehicle.CurrentLocation.Longitude }
  - { spn: 595, name: Vehicle.ADAS.CruiseControl.IsActive }
  - { spn: 596, name: Vehicle.ADAS.CruiseControl.IsEnabled }
  - { spn: 917, name: Vehicle.TraveledDistance }
  - { spn: 918, name: Vehicle.TripMeterReading }
  - { spn: 1761, name: Vehicle.Powertrain.CombustionEngine.DieselExhaustFluid.Level }
  - { pid: 0x05, name: Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature }
  - { pid: 0x0B, name: Vehicle.Powertrain.CombustionEngine.MAP }
  - { pid: 0x0C, name: Vehicle.Powertrain.CombustionEngine.Speed }
  - { pid: 0x0D, name: Vehicle.Speed }
  - { pid: 0x10, name: Vehicle.Powertrain.CombustionEngine.MAF }
  - { pid: 0x11, name: Vehicle.Powertrain.CombustionEngine.TPS }
  - { pid: 0x2F, name: Vehicle.Powertrain.FuelSystem.RelativeLevel }
  - { pid: 0x42, name: Vehicle.LowVoltageBattery.CurrentVoltage }
  - { pid: 0x46, name: Vehicle.Exterior.AirTemperature }
  - { pid: 0x5C, name: Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature }
  - { pid: 0xA6, name: Vehicle.TraveledDistance }
`;
