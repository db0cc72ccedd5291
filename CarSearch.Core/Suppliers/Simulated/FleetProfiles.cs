using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>The ten suppliers of the fleet. All names are fictitious.</summary>
internal static class FleetProfiles
{
    private static readonly RatePlan Desk = new(1.00, PaymentTime.AtPickUp, FreeCancellation: true);
    private static readonly RatePlan Flexible = new(0.96, PaymentTime.Prepaid, FreeCancellation: true);
    private static readonly RatePlan Saver = new(0.89, PaymentTime.Prepaid, FreeCancellation: false);
    private static readonly RatePlan Deposit = new(0.94, PaymentTime.Split, FreeCancellation: true);
    private static readonly RatePlan LimitedDistance = new(0.85, PaymentTime.AtPickUp, FreeCancellation: true, LimitedMileage: true);

    public static IReadOnlyList<FleetProfile> All { get; } =
    [
        // Large international companies: in the terminal, expensive, fast, one-way rentals almost anywhere.
        new FleetProfile
        {
            Name = "Alderway", Rating = 8.9, PriceLevel = 1.16, WeekInDays = 5.6, Site = StationSite.Terminal, MinOffers = 16,
            MaxOffers = 34,
            Has = _ => true, Plans = [Desk, Saver, Flexible], MaxReturnDistance = ReturnDistance.Abroad,
            HasStationDetails = true,
            LatencyMedian = 2.2, LatencySigma = 0.45, TransientFaults = 0.010, PermanentFaults = 0.003,
        },
        new FleetProfile
        {
            Name = "Crownmere", Rating = 9.3, PriceLevel = 1.30, WeekInDays = 5.8, Site = StationSite.Terminal, MinOffers = 12,
            MaxOffers = 26,
            Has = car => car.Size >= CarSize.Intermediate, Plans = [Desk, Flexible], MaxReturnDistance = ReturnDistance.Abroad,
            MinDriverAge = 23, YoungDriverFee = 32,
            DepositFactor = 1.4, ExcessFactor = 0, NeedsGuarantee = true, HasStationDetails = true,
            LatencyMedian = 3.0, LatencySigma = 0.40, TransientFaults = 0.008, PermanentFaults = 0.002,
        },
        new FleetProfile
        {
            Name = "Transvio", Rating = 8.3, PriceLevel = 1.05, WeekInDays = 5.5, Site = StationSite.Terminal, MinOffers = 18,
            MaxOffers = 40,
            Has = car => car.Size != CarSize.Special, Plans = [Flexible, Desk, Saver], MaxReturnDistance = ReturnDistance.Abroad,
            MinDriverAge = 20,
            ExcessFactor = 0.9, HasStationDetails = true,
            LatencyMedian = 1.8, LatencySigma = 0.50, TransientFaults = 0.012, PermanentFaults = 0.004,
        },

        // Mid-market.
        new FleetProfile
        {
            Name = "Kestrelgo", Rating = 7.9, PriceLevel = 0.95, WeekInDays = 5.3, Site = StationSite.Mixed, MinOffers = 14, MaxOffers = 30,
            Has = car => car.Size <= CarSize.Premium, Plans = [Desk, Saver], DailyKilometers = 350,
            DepositFactor = 0.8, AfterHoursFee = 45, HasStationDetails = true,
            LatencyMedian = 4.0, LatencySigma = 0.55, TransientFaults = 0.020, PermanentFaults = 0.006,
        },
        new FleetProfile
        {
            Name = "Larkline", Rating = 7.4, PriceLevel = 0.88, WeekInDays = 5.2, Site = StationSite.Mixed, MinOffers = 12, MaxOffers = 28,
            Has = car => car.Size <= CarSize.FullSize && car.Type != CarType.Convertible, Plans = [Saver, Desk],
            YoungDriverFee = 20, OnRequest = 0.02, DailyKilometers = 250,
            DepositFactor = null, FuelPolicy = FuelPolicy.SameToSame, AfterHoursFee = 40,
            LatencyMedian = 5.5, LatencySigma = 0.60, TransientFaults = 0.030, PermanentFaults = 0.010,
        },

        // Budget: off-airport, small cars, returns to the same city only.
        new FleetProfile
        {
            Name = "Pennywheel", Rating = 6.6, PriceLevel = 0.74, WeekInDays = 5.1, Site = StationSite.Shuttle, MinOffers = 10,
            MaxOffers = 22,
            Has = car =>
                car.Size <= CarSize.FullSize && car.Type is CarType.Car or CarType.Crossover or CarType.Suv && car.Fuel == Fuel.Unspecified,
            Plans = [Saver, LimitedDistance], MaxReturnDistance = ReturnDistance.SameCity, YoungDriverFee = 18, OnRequest = 0.04,
            DailyKilometers = 200,
            DepositFactor = 3, ExcessFactor = 1.3, FuelPolicy = FuelPolicy.FullToEmpty, AfterHoursFee = 60,
            LatencyMedian = 7.0, LatencySigma = 0.60, TransientFaults = 0.050, PermanentFaults = 0.015,
        },

        // A broker of local companies: most offers, slowest, often on request.
        new FleetProfile
        {
            Name = "Rentmosaic", Rating = 7.1, PriceLevel = 0.84, WeekInDays = 5.4, Site = StationSite.Mixed, MinOffers = 20,
            MaxOffers = 72,
            Has = _ => true, Plans = [Deposit, Saver, LimitedDistance, Flexible], MaxReturnDistance = ReturnDistance.Abroad,
            MinDriverAge = 18, OnRequest = 0.12,
            Vendors = ["Old Mill Motors", "Tern & Daughters", "Quayside Hire", "Bluegate Cars", "Santoval"],
            DepositFactor = 1.6, ExcessFactor = null,
            LatencyMedian = 9.5, LatencySigma = 0.55, TransientFaults = 0.040, PermanentFaults = 0.012,
        },

        // Specialists.
        new FleetProfile
        {
            Name = "Haulbright", Rating = 8.1, PriceLevel = 0.97, WeekInDays = 5.4, Site = StationSite.Shuttle, MinOffers = 10,
            MaxOffers = 20,
            Has = car => car.Type is CarType.Van or CarType.Suv or CarType.Pickup or CarType.Wagon or CarType.Other,
            Plans = [Desk, LimitedDistance],
            MinDriverAge = 23, OnRequest = 0.05, DepositFactor = 1.2,
            LatencyMedian = 3.6, LatencySigma = 0.50, TransientFaults = 0.020, PermanentFaults = 0.006,
        },
        new FleetProfile
        {
            Name = "Amperoad", Rating = 8.7, PriceLevel = 1.02, WeekInDays = 5.5, Site = StationSite.Mixed, MinOffers = 10, MaxOffers = 18,
            Has = car => car.Fuel is Fuel.Electric or Fuel.PlugInHybrid, Plans = [Flexible, Desk],
            Countries = "US CA GB IE FR DE NL BE LU AT CH IT ES PT DK SE NO FI IS PL AU NZ JP KR SG AE CN",
            FuelPolicy = null, HasStationDetails = true,
            LatencyMedian = 2.6, LatencySigma = 0.45, TransientFaults = 0.015, PermanentFaults = 0.005,
        },

        // A local company.
        new FleetProfile
        {
            Name = "Fjordbil", Rating = 9.0, PriceLevel = 0.92, WeekInDays = 5.6, Site = StationSite.Shuttle, MinOffers = 12,
            MaxOffers = 22,
            Has = car => car.Size <= CarSize.Premium && car.Type is not (CarType.Convertible or CarType.Sports),
            Plans = [Desk, LimitedDistance, Flexible],
            Countries = "NO SE DK FI IS FO", MinDriverAge = 20, OnRequest = 0.08, DailyKilometers = 250,
            DepositFactor = null, AfterHoursFee = 50, HasStationDetails = true,
            LatencyMedian = 6.0, LatencySigma = 0.65, TransientFaults = 0.030, PermanentFaults = 0.010,
        },
    ];
}
