using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>The models by region, the most common first. Of several models of one class, each supplier has one.</summary>
internal static class VehicleModels
{
    public static IReadOnlyList<VehicleModel> GetAll(Region region) => region switch
    {
        Region.NorthAmerica => NorthAmerica,
        Region.Europe => Europe,
        _ => Elsewhere,
    };

    // United States, Canada and their neighbours: automatic, large.
    private static IReadOnlyList<VehicleModel> NorthAmerica { get; } =
    [
        // ACRISS, model, seats, doors, bags
        new("ECAR", "Nissan Versa", 5, 4, 2),
        new("ICAR", "Toyota Corolla", 5, 4, 3),
        new("CCAR", "Nissan Sentra", 5, 4, 2),
        new("FCAR", "Nissan Altima", 5, 4, 3),
        new("IFAR", "Toyota RAV4", 5, 5, 3),
        new("SFAR", "Kia Sorento", 7, 5, 3),
        new("SCAR", "Volkswagen Jetta", 5, 4, 3),
        new("CFAR", "Jeep Compass", 5, 5, 2),
        new("CGAR", "Nissan Kicks", 5, 5, 2),
        new("FFAR", "Ford Explorer", 7, 5, 4),
        new("ECAR", "Mitsubishi Mirage G4", 5, 4, 2),
        new("ICAR", "Hyundai Elantra", 5, 4, 3),
        new("IFAR", "Nissan Rogue", 5, 5, 3),
        new("CCAR", "Kia Forte", 5, 4, 2),
        new("FCAR", "Chevrolet Malibu", 5, 4, 3),
        new("SVAR", "Chrysler Pacifica", 7, 5, 4),
        new("CDAR", "Mazda 3 Hatchback", 5, 5, 2),
        new("MDAR", "Mitsubishi Mirage", 5, 5, 1),
        new("PFAR", "GMC Yukon", 8, 5, 4),
        new("SGAC", "Tesla Model Y Long Range", 5, 5, 3),
        new("SCAC", "Tesla Model 3 Long Range", 5, 4, 3),
        new("FCAH", "Toyota Camry Hybrid", 5, 4, 3),
        new("STAR", "Ford Mustang Convertible", 4, 2, 2),
        new("SFAR", "Hyundai Santa Fe", 7, 5, 3),
        new("PCAR", "Genesis G70", 5, 4, 2),
        new("LCAR", "Cadillac CT5", 5, 4, 3),
        new("SJBR", "Jeep Wrangler Unlimited 4x4", 5, 5, 2),
        new("ICAH", "Toyota Corolla Hybrid", 5, 4, 3),
        new("IGDR", "Subaru Crosstrek AWD", 5, 5, 2),
        new("SFBR", "Jeep Grand Cherokee 4x4", 5, 5, 4),
        new("FFAR", "Chevrolet Traverse", 8, 5, 4),
        new("PQBR", "Ford F-150 SuperCrew 4x4", 5, 4, 4),
        new("SWDR", "Subaru Outback AWD", 5, 5, 4),
        new("IGAC", "Chevrolet Equinox EV", 5, 5, 3),
        new("CDAE", "Nissan Leaf", 5, 5, 2),
        new("SVAR", "Kia Carnival", 8, 5, 4),
        new("OFAR", "Chevrolet Suburban", 8, 5, 5),
        new("FVAH", "Toyota Sienna Hybrid", 8, 5, 4),
        new("IFAH", "Toyota RAV4 Hybrid", 5, 5, 3),
        new("SQAR", "Nissan Frontier Crew Cab", 5, 4, 3),
        new("IDAH", "Toyota Prius", 5, 5, 3),
        new("SFDC", "Kia EV9 AWD", 7, 5, 3),
        new("CGAE", "Hyundai Kona Electric Standard Range", 5, 5, 2),
        new("FGDC", "Hyundai Ioniq 5 AWD", 5, 5, 3),
        new("IFDI", "Mitsubishi Outlander PHEV", 7, 5, 3),
        new("PVAR", "Ford Transit 12-Passenger", 12, 4, 6),
        new("LFDR", "Lincoln Navigator 4x4", 7, 5, 4),
        new("PFDR", "BMW X5 xDrive40i", 5, 5, 4),
        new("EBAE", "Fiat 500e", 4, 3, 1),
        new("IDAI", "Toyota Prius Plug-in Hybrid", 5, 5, 2),
        new("SFBI", "Jeep Grand Cherokee 4xe", 5, 5, 3),
        new("PQDC", "Ford F-150 Lightning Extended Range", 5, 4, 4),
        new("PDDC", "Polestar 2 AWD", 5, 5, 3),
        new("SSAR", "Ford Mustang EcoBoost Coupe", 4, 2, 2),
        new("FPAR", "Chevrolet Silverado 1500 Regular Cab", 3, 2, 2),
        new("LCAR", "BMW 530i", 5, 4, 3),
        new("LTAR", "BMW 430i Convertible", 4, 2, 2),
        new("FKAR", "Ford Transit Cargo Van", 2, 5, 0),
        new("LFAR", "Cadillac Escalade", 7, 5, 4),
        new("XSAR", "Chevrolet Corvette Stingray", 2, 2, 1),
    ];

    // Europe: small, mostly manual, estates and diesels, electric cars.
    private static IReadOnlyList<VehicleModel> Europe { get; } =
    [
        // ACRISS, model, seats, doors, bags
        new("EDMR", "Opel Corsa", 5, 5, 2),
        new("CDMR", "Volkswagen Golf", 5, 5, 2),
        new("MDMR", "Hyundai i10", 5, 5, 1),
        new("IDMR", "Skoda Octavia", 5, 5, 4),
        new("EDMR", "Fiat Panda", 5, 5, 1),
        new("CGMR", "Renault Captur", 5, 5, 2),
        new("IFMR", "Nissan Qashqai", 5, 5, 3),
        new("EDAR", "Volkswagen Polo Automatic", 5, 5, 2),
        new("CDAR", "Volkswagen Golf Automatic", 5, 5, 2),
        new("IWMR", "Skoda Octavia Combi", 5, 5, 4),
        new("MBMR", "Fiat 500", 4, 3, 1),
        new("EDMR", "Renault Clio", 5, 5, 2),
        new("CDMR", "Opel Astra", 5, 5, 2),
        new("CFMR", "Peugeot 2008", 5, 5, 2),
        new("EDAH", "Toyota Yaris Hybrid", 5, 5, 2),
        new("SVMD", "Ford Tourneo Custom", 9, 5, 4),
        new("IDAR", "Skoda Octavia Automatic", 5, 5, 4),
        new("CWMR", "Seat Leon Sportstourer", 5, 5, 3),
        new("IFAR", "Hyundai Tucson Automatic", 5, 5, 3),
        new("MDAR", "Toyota Aygo X Automatic", 4, 5, 1),
        new("CDAH", "Toyota Corolla Hybrid", 5, 5, 2),
        new("SWAD", "Volkswagen Passat Variant Diesel", 5, 5, 4),
        new("CDMR", "Seat Leon", 5, 5, 2),
        new("IFMR", "Kia Sportage", 5, 5, 3),
        new("EGMR", "Toyota Aygo X", 4, 5, 1),
        new("CGMR", "Ford Puma", 5, 5, 2),
        new("PDAR", "BMW 320i", 5, 4, 3),
        new("SFBR", "Volkswagen Tiguan 4Motion", 5, 5, 3),
        new("CDAC", "Volkswagen ID.3 Pro S", 5, 5, 2),
        new("EDAE", "Peugeot e-208", 5, 5, 2),
        new("SDAC", "Tesla Model 3 Long Range", 5, 4, 3),
        new("FDAR", "Volkswagen Arteon", 5, 5, 4),
        new("FFAR", "Skoda Kodiaq Automatic", 7, 5, 3),
        new("IVMR", "Dacia Jogger", 7, 5, 2),
        new("FVMD", "Volkswagen Caravelle", 9, 5, 4),
        new("SDAD", "Skoda Superb Diesel", 5, 5, 4),
        new("SGAC", "Tesla Model Y Long Range", 5, 5, 3),
        new("IFAC", "Skoda Enyaq 85", 5, 5, 3),
        new("CMMR", "Citroen Berlingo", 5, 5, 3),
        new("LDAR", "Mercedes-Benz E 200", 5, 4, 3),
        new("IWAR", "Skoda Octavia Combi Automatic", 5, 5, 4),
        new("CTMR", "Volkswagen T-Roc Cabriolet", 4, 2, 2),
        new("MTMR", "Fiat 500C", 4, 3, 1),
        new("PDAD", "Mercedes-Benz C 220 d", 5, 4, 3),
        new("IFAI", "Ford Kuga Plug-in Hybrid", 5, 5, 3),
        new("MBAE", "Fiat 500e", 4, 3, 1),
        new("CDAE", "MG4 Standard Range", 5, 5, 2),
        new("PWAD", "BMW 320d Touring", 5, 5, 4),
        new("PFDR", "BMW X3 xDrive20", 5, 5, 3),
        new("SDAH", "Toyota Camry Hybrid", 5, 4, 3),
        new("IFAH", "Nissan Qashqai e-Power", 5, 5, 3),
        new("SVAD", "Volkswagen Touran Diesel", 7, 5, 3),
        new("CDAI", "Volkswagen Golf eHybrid", 5, 5, 2),
        new("PDAC", "BMW i4 eDrive40", 5, 5, 3),
        new("SWAI", "Volkswagen Passat Variant eHybrid", 5, 5, 4),
        new("LVAD", "Mercedes-Benz V-Class", 8, 5, 6),
        new("FVAC", "Volkswagen ID. Buzz Long Wheelbase", 7, 5, 4),
        new("INMR", "Mazda MX-5", 2, 2, 1),
        new("PDAI", "BMW 330e", 5, 4, 2),
        new("LDAR", "BMW 520i", 5, 4, 3),
        new("SQBD", "Ford Ranger Double Cab", 5, 4, 2),
        new("LFDD", "BMW X5 xDrive30d", 5, 5, 4),
        new("STAR", "Ford Mustang Convertible", 4, 2, 2),
        new("SQND", "Toyota Hilux Double Cab", 5, 4, 2),
        new("IKMD", "Renault Trafic Van", 3, 5, 0),
        new("LTAR", "BMW 420i Convertible", 4, 2, 2),
        new("SHMD", "Volkswagen California", 4, 5, 2),
        new("LSAR", "Porsche 911 Carrera", 4, 2, 1),
    ];

    // The rest of the world: automatic and manual, Japanese and Korean makes, 4x4s.
    private static IReadOnlyList<VehicleModel> Elsewhere { get; } =
    [
        // ACRISS, model, seats, doors, bags
        new("ECAR", "Toyota Vios", 5, 4, 2),
        new("EDMR", "Suzuki Swift", 5, 5, 2),
        new("ICAR", "Toyota Corolla", 5, 4, 3),
        new("CCMR", "Renault Logan", 5, 4, 2),
        new("MDMR", "Kia Picanto", 5, 5, 1),
        new("CDAR", "Mazda 3 Hatchback", 5, 5, 2),
        new("IFAR", "Toyota RAV4", 5, 5, 3),
        new("SCAR", "Hyundai Sonata", 5, 4, 3),
        new("CGAR", "Hyundai Creta", 5, 5, 2),
        new("IVAR", "Mitsubishi Xpander", 7, 5, 3),
        new("EDAR", "Toyota Yaris", 5, 5, 2),
        new("ECMR", "Chevrolet Onix Plus", 5, 4, 2),
        new("FCAR", "Toyota Camry", 5, 4, 3),
        new("ICMR", "Kia Cerato", 5, 4, 3),
        new("CFMR", "Renault Duster", 5, 5, 3),
        new("SFBR", "Toyota Fortuner 4x4", 7, 5, 3),
        new("ICAR", "Hyundai Elantra", 5, 4, 3),
        new("MDAR", "Kia Picanto Automatic", 5, 5, 1),
        new("EDMR", "Volkswagen Polo", 5, 5, 2),
        new("IGAR", "Toyota Corolla Cross", 5, 5, 3),
        new("FVAR", "Hyundai Staria", 9, 5, 4),
        new("ICAH", "Toyota Corolla Hybrid", 5, 4, 3),
        new("SQND", "Toyota Hilux Double Cab", 5, 4, 2),
        new("IFAR", "Mitsubishi Outlander", 7, 5, 3),
        new("EDAH", "Toyota Yaris Hybrid", 5, 5, 2),
        new("CCAR", "Nissan Almera", 5, 4, 2),
        new("FFBR", "Toyota Land Cruiser Prado", 7, 5, 4),
        new("IVMR", "Toyota Avanza", 7, 5, 2),
        new("SGAC", "Tesla Model Y Long Range", 5, 5, 3),
        new("CGAC", "BYD Atto 3", 5, 5, 2),
        new("PDAR", "BMW 320i", 5, 4, 3),
        new("FCAH", "Toyota Camry Hybrid", 5, 4, 3),
        new("SDAC", "BYD Seal Long Range", 5, 4, 3),
        new("EDAE", "BYD Dolphin Standard Range", 5, 5, 2),
        new("CWAR", "Toyota Corolla Fielder", 5, 5, 3),
        new("LDAR", "Mercedes-Benz E 200", 5, 4, 3),
        new("SVAR", "Toyota Innova", 8, 5, 3),
        new("SDAC", "Tesla Model 3 Long Range", 5, 4, 3),
        new("IFAH", "Toyota RAV4 Hybrid", 5, 5, 3),
        new("SQBD", "Isuzu D-Max Crew Cab", 5, 4, 2),
        new("CDAE", "MG4 Standard Range", 5, 5, 2),
        new("FVMD", "Toyota HiAce Commuter", 12, 5, 4),
        new("IFAI", "Mitsubishi Outlander PHEV", 7, 5, 3),
        new("SFDR", "Subaru Forester AWD", 5, 5, 3),
        new("PVAR", "Kia Carnival", 8, 5, 4),
        new("OFBR", "Nissan Patrol 4x4", 8, 5, 4),
        new("PFBR", "Toyota Land Cruiser 300", 7, 5, 4),
        new("SWDR", "Subaru Outback AWD", 5, 5, 4),
        new("IGAC", "Kia EV3 Long Range", 5, 5, 3),
        new("IFAC", "BYD Sealion 7", 5, 5, 3),
        new("CGAE", "MG ZS EV Standard Range", 5, 5, 2),
        new("PDAC", "BMW i4 eDrive40", 5, 5, 3),
        new("SFAI", "BYD Sealion 6", 5, 5, 3),
        new("FFDC", "Kia EV9 AWD", 7, 5, 3),
        new("STAR", "Ford Mustang Convertible", 4, 2, 2),
        new("LFDR", "Lexus LX 600", 7, 5, 4),
        new("INAR", "Mazda MX-5", 2, 2, 1),
        new("LFAR", "Range Rover Sport", 5, 5, 4),
        new("FKMD", "Toyota HiAce Van", 3, 5, 0),
        new("LSAR", "Porsche 911 Carrera", 4, 2, 1),
    ];
}

/// <summary>A car model of a region.</summary>
/// <param name="Acriss">The ACRISS code.</param>
/// <param name="Name">Make and model.</param>
/// <param name="Seats">The number of seats, including the driver's.</param>
/// <param name="Doors">The number of doors, including a tailgate.</param>
/// <param name="Bags">The number of bags that fit with all seats in use.</param>
internal sealed record VehicleModel(string Acriss, string Name, int Seats, int Doors, int Bags)
{
    public Car Car { get; } = Cars.Acriss.Decode(Acriss);

    public string Vehicle { get; } = Name + " or similar";

    /// <summary>Gets a value indicating whether drivers under 25 are excluded.</summary>
    public bool RequiresFullDriverAge => Car.Size >= CarSize.Premium || Car.Type is CarType.Sports or CarType.Convertible;

    /// <summary>Gets a value indicating whether every supplier limits the distance of this model.</summary>
    public bool LimitedMileage =>
        Car.Size == CarSize.Special || (Car.Size == CarSize.Luxury && Car.Type is CarType.Sports or CarType.Convertible);
}
