using CarSearch.Places;

namespace CarSearch.Suppliers;

/// <summary>A rental station. What a supplier does not state is null. A detail that is out of range is served as null.</summary>
/// <remarks>Details are sanitized when they are set (<see cref="SupplierText.Sanitize"/>), the name when the offer is created.</remarks>
/// <param name="Place">IATA airport code.</param>
/// <param name="Name">The station's name: 1 to 120 characters.</param>
/// <param name="AtAirport">Whether it is at the terminal, not a shuttle ride away; null if unknown.</param>
public sealed record OfferStation(string Place, string Name, bool? AtAirport)
{
    /// <summary>Gets the postal address: 1 to 200 characters.</summary>
    public string? Address { get; init => field = SupplierText.Sanitize(value); }

    /// <summary>Gets the coordinates: a latitude of -90 to 90, a longitude of -180 to 180.</summary>
    public Coordinates? Location { get; init; }

    /// <summary>Gets the telephone number: 3 to 40 digits, spaces and signs.</summary>
    public string? Phone { get; init => field = SupplierText.Sanitize(value); }

    /// <summary>
    /// Gets the opening hours in the notation of OpenStreetMap, such as <c>Mo-Fr 07:00-22:00; Sa 08:00-12:00</c> or <c>24/7</c>: 1 to 200
    /// characters.
    /// </summary>
    public string? Hours { get; init => field = SupplierText.Sanitize(value); }

    /// <summary>Gets how the station and its cars are reached.</summary>
    public StationAccess? Access { get; init; }
}

/// <summary>How a station and its cars are reached: groups of OpenTravel's list VWF (Vehicle Where At Facility), and on foot.</summary>
public enum StationAccess
{
    /// <summary>Counter and cars are in the terminal.</summary>
    InTerminal,

    /// <summary>The counter is in the terminal, a shuttle goes to the cars.</summary>
    CounterInTerminalShuttleToCar,

    /// <summary>The station is within walking distance.</summary>
    Walk,

    /// <summary>By a shuttle; where to is unknown.</summary>
    Shuttle,

    /// <summary>By a shuttle, on the grounds of the airport.</summary>
    ShuttleOnAirport,

    /// <summary>By a shuttle, outside the airport.</summary>
    ShuttleOffAirport,

    /// <summary>The traveller calls to be picked up.</summary>
    CallForPickUp,

    /// <summary>In the car rental center of the airport.</summary>
    RentalCenter,

    /// <summary>At a railway station.</summary>
    RailwayStation,

    /// <summary>At a port or ferry terminal.</summary>
    Port,

    /// <summary>At a hotel.</summary>
    Hotel,

    /// <summary>At a car dealer.</summary>
    CarDealer,

    /// <summary>In the city.</summary>
    City,

    /// <summary>Near a resort.</summary>
    Resort,
}
