namespace CarSearch.Cars;

/// <summary>The ladder of sizes, smallest first, from the first letter of the ACRISS code. Elite categories count as their plain one.</summary>
public enum CarSize : byte
{
    /// <summary>ACRISS M, N.</summary>
    Mini,

    /// <summary>ACRISS E, H.</summary>
    Economy,

    /// <summary>ACRISS C, D.</summary>
    Compact,

    /// <summary>ACRISS I, J.</summary>
    Intermediate,

    /// <summary>ACRISS S, R.</summary>
    Standard,

    /// <summary>ACRISS F, G.</summary>
    FullSize,

    /// <summary>ACRISS P, U.</summary>
    Premium,

    /// <summary>ACRISS L, W.</summary>
    Luxury,

    /// <summary>ACRISS O.</summary>
    Oversize,

    /// <summary>ACRISS X.</summary>
    Special,
}

/// <summary>The type of body, from the second letter of the ACRISS code.</summary>
public enum CarType : byte
{
    /// <summary>A saloon, hatchback or coupe.</summary>
    Car,

    /// <summary>An estate.</summary>
    Wagon,

    /// <summary>A passenger van or people carrier.</summary>
    Van,

    /// <summary>A sport utility vehicle or open off-roader.</summary>
    Suv,

    /// <summary>Between a car and an SUV.</summary>
    Crossover,

    /// <summary>A car that opens, roadsters included.</summary>
    Convertible,

    /// <summary>A sports car.</summary>
    Sports,

    /// <summary>A pickup truck, any cab.</summary>
    Pickup,

    /// <summary>Anything else: special offers, recreational vehicles, motor homes, two-wheelers, commercial vans.</summary>
    Other,
}

/// <summary>The gearbox, from the third letter of the ACRISS code.</summary>
public enum Transmission : byte
{
    /// <summary>Shifted by the driver.</summary>
    Manual,

    /// <summary>Shifted by the car.</summary>
    Automatic,
}

/// <summary>What drives the wheels, from the third letter of the ACRISS code.</summary>
public enum Drive : byte
{
    /// <summary>Not told.</summary>
    Unspecified,

    /// <summary>Four-wheel drive.</summary>
    FourWheel,

    /// <summary>All-wheel drive.</summary>
    AllWheel,
}

/// <summary>The source of power, from the fourth letter of the ACRISS code.</summary>
public enum Fuel : byte
{
    /// <summary>Not told: petrol or diesel as it comes.</summary>
    Unspecified,

    /// <summary>Petrol.</summary>
    Petrol,

    /// <summary>Diesel.</summary>
    Diesel,

    /// <summary>Hybrid that is not plugged in.</summary>
    Hybrid,

    /// <summary>Plug-in hybrid.</summary>
    PlugInHybrid,

    /// <summary>Battery electric.</summary>
    Electric,

    /// <summary>Liquefied petroleum gas or compressed natural gas.</summary>
    Gas,

    /// <summary>Hydrogen.</summary>
    Hydrogen,

    /// <summary>Several fuels.</summary>
    Multi,

    /// <summary>Ethanol.</summary>
    Ethanol,
}

/// <summary>What is known of a car's class. Sizes and types come from an ACRISS code where there is one: see <c>Acriss.Decode</c>.</summary>
public sealed record Car
{
    /// <summary>The four letters, upper case; null when the supplier gives none.</summary>
    public string? Acriss { get; init; }

    /// <summary>The size, on the ladder.</summary>
    public required CarSize Size { get; init; }

    /// <summary>The type of body.</summary>
    public required CarType Type { get; init; }

    /// <summary>The gearbox; null when not told.</summary>
    public Transmission? Transmission { get; init; }

    /// <summary>The driven wheels.</summary>
    public Drive Drive { get; init; }

    /// <summary>The source of power.</summary>
    public Fuel Fuel { get; init; }

    /// <summary>Whether the car has air conditioning; null when not told.</summary>
    public bool? AirConditioning { get; init; }

    /// <summary>Doors, where the type's letter tells them (<c>B</c>: 2-3, <c>C</c>: 2/4, <c>D</c>: 4-5); else null. The larger number.</summary>
    public int? Doors { get; init; }
}
