namespace CarSearch.Cars;

/// <summary>
/// The size of a car, in ascending order: the first letter of the ACRISS code. Elite categories map to their standard one.
/// </summary>
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

/// <summary>The body type: the second letter of the ACRISS code.</summary>
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

    /// <summary>A crossover.</summary>
    Crossover,

    /// <summary>A convertible or roadster.</summary>
    Convertible,

    /// <summary>A sports car.</summary>
    Sports,

    /// <summary>A pickup truck with any cab.</summary>
    Pickup,

    /// <summary>Anything else: special offers, recreational vehicles, motor homes, two-wheelers, commercial vans.</summary>
    Other,
}

/// <summary>The transmission: the third letter of the ACRISS code.</summary>
public enum Transmission : byte
{
    /// <summary>Manual transmission.</summary>
    Manual,

    /// <summary>Automatic transmission.</summary>
    Automatic,
}

/// <summary>The driven wheels: the third letter of the ACRISS code.</summary>
public enum Drive : byte
{
    /// <summary>Unspecified.</summary>
    Unspecified,

    /// <summary>Four-wheel drive.</summary>
    FourWheel,

    /// <summary>All-wheel drive.</summary>
    AllWheel,
}

/// <summary>The fuel or other power source: the fourth letter of the ACRISS code.</summary>
public enum Fuel : byte
{
    /// <summary>Unspecified: petrol or diesel.</summary>
    Unspecified,

    /// <summary>Petrol.</summary>
    Petrol,

    /// <summary>Diesel.</summary>
    Diesel,

    /// <summary>Hybrid without a plug.</summary>
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

/// <summary>The class of a car. <see cref="Cars.Acriss.Decode"/> creates it from an ACRISS code.</summary>
public sealed record Car
{
    /// <summary>Gets the ACRISS code in upper case, or null if unknown.</summary>
    public string? Acriss { get; init; }

    /// <summary>Gets the size.</summary>
    public required CarSize Size { get; init; }

    /// <summary>Gets the body type.</summary>
    public required CarType Type { get; init; }

    /// <summary>Gets the transmission, or null if unknown.</summary>
    public Transmission? Transmission { get; init; }

    /// <summary>Gets the driven wheels.</summary>
    public Drive Drive { get; init; }

    /// <summary>Gets the fuel.</summary>
    public Fuel Fuel { get; init; }

    /// <summary>Gets a value indicating whether the car has air conditioning, or null if unknown.</summary>
    public bool? AirConditioning { get; init; }

    /// <summary>
    /// Gets the number of doors, or null if unknown. Of a range in the ACRISS code, the larger number (<c>B</c>: 2-3, <c>C</c>: 2/4,
    /// <c>D</c>: 4-5).
    /// </summary>
    public int? Doors { get; init; }
}
