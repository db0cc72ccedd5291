using CarSearch.Cars;

namespace CarSearch.Suppliers;

/// <summary>One car at one price, as a supplier offers it.</summary>
public sealed record SupplierOffer
{
    /// <summary>The supplier's own id of this offer, which a booking needs: 1 to 2,048 characters (real ones have up to 1,400), unique within the supplier's answer, or among its offers at one pick-up place.</summary>
    public required string Reference { get; init; }

    /// <summary>Where to book it, if on the web: an absolute https or http address of at most 2,048 characters.</summary>
    public string? BookingUrl { get; init; }

    /// <summary>Who hands out the car, where that is not the supplier itself: a broker's rental company, 1 to 60 characters. Null where it is.</summary>
    public string? Vendor { get; init; }

    /// <summary>Whether the supplier must confirm before the car is the traveller's.</summary>
    public bool OnRequest { get; init; }

    /// <summary>The class of car.</summary>
    public required Car Car { get; init; }

    /// <summary>The example model, such as <c>Toyota Corolla or similar</c>: 1 to 120 characters.</summary>
    public required string Vehicle { get; init; }

    /// <summary>Seats, 1 to 60.</summary>
    public int? Seats { get; init; }

    /// <summary>Doors, 0 to 10; null for what the ACRISS code tells.</summary>
    public int? Doors { get; init; }

    /// <summary>Bags that fit, 0 to 60.</summary>
    public int? Bags { get; init; }

    /// <summary>Where the car is picked up.</summary>
    public required OfferStation PickUp { get; init; }

    /// <summary>Where the car is dropped off.</summary>
    public required OfferStation DropOff { get; init; }

    /// <summary>The distance included; null when not told.</summary>
    public Mileage? Mileage { get; init; }

    /// <summary>Whether a booking can be canceled without a fee; null when not told.</summary>
    public bool? FreeCancellation { get; init; }

    /// <summary>The price.</summary>
    public required OfferPrice Price { get; init; }
}

/// <summary>A rental station.</summary>
/// <param name="Place">IATA airport code.</param>
/// <param name="Name">The station's name: 1 to 120 characters.</param>
/// <param name="AtAirport">Whether it is at the terminal, not a shuttle ride away; null when not told.</param>
public sealed record OfferStation(string Place, string Name, bool? AtAirport);

/// <summary>How far the price lets the traveller drive.</summary>
/// <param name="Included">Distance included for the whole rental; null means unlimited.</param>
/// <param name="Unit">Its unit.</param>
public sealed record Mileage(int? Included, DistanceUnit Unit)
{
    /// <summary>No limit.</summary>
    public static Mileage Unlimited { get; } = new(null, DistanceUnit.Kilometers);
}

/// <summary>A unit of road distance.</summary>
public enum DistanceUnit
{
    /// <summary>Kilometres.</summary>
    Kilometers,

    /// <summary>Statute miles.</summary>
    Miles,
}

/// <summary>What a rental costs, all of it in one currency.</summary>
public sealed record OfferPrice
{
    /// <summary>All that must be paid for the whole rental, mandatory taxes and fees included: above 0, at most 1,000,000,000.</summary>
    public required decimal Total { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The rental alone; null when not told.</summary>
    public decimal? Base { get; init; }

    /// <summary>Mandatory taxes and fees; null when not told.</summary>
    public decimal? TaxesAndFees { get; init; }

    /// <summary>The part of the total that is paid at the desk; null when not told.</summary>
    public decimal? PayAtPickUp { get; init; }

    /// <summary>Whether the supplier calls its total an estimate (OpenTravel's EstimatedTotalAmount without a RateTotalAmount).</summary>
    public bool Estimated { get; init; }
}
