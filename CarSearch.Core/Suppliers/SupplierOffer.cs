using CarSearch.Cars;

namespace CarSearch.Suppliers;

/// <summary>One car at one price, as a supplier offers it.</summary>
/// <remarks>
/// Names are sanitized when they are set (<see cref="SupplierText.Sanitize"/>). A reference is not, since it would be another one: an
/// offer with control or format characters in its reference is dropped.
/// </remarks>
public sealed record SupplierOffer
{
    /// <summary>
    /// Gets the supplier's id of this offer, required for a booking: 1 to 2,048 characters, unique in the response or at one pick-up place.
    /// </summary>
    public required string Reference { get; init; }

    /// <summary>
    /// Gets the address of the booking page, if any: an absolute https or http address of at most 2,048 characters, without credentials.
    /// </summary>
    public string? BookingUrl { get; init; }

    /// <summary>Gets the rental company, if it is not the supplier itself, as with a broker: 1 to 60 characters.</summary>
    public string? Vendor { get; init => field = SupplierText.Sanitize(value); }

    /// <summary>Gets a value indicating whether the supplier must confirm the booking.</summary>
    public bool OnRequest { get; init; }

    /// <summary>Gets the class of car.</summary>
    public required Car Car { get; init; }

    /// <summary>Gets the example model, such as <c>Toyota Corolla or similar</c>: 1 to 120 characters.</summary>
    public required string Vehicle { get; init => field = SupplierText.Sanitize(value); }

    /// <summary>Gets the number of seats, 1 to 60.</summary>
    public int? Seats { get; init; }

    /// <summary>Gets the number of doors, 0 to 10, or null to derive it from the ACRISS code.</summary>
    public int? Doors { get; init; }

    /// <summary>Gets the number of bags, 0 to 60.</summary>
    public int? Bags { get; init; }

    /// <summary>
    /// Gets the address of a picture of the car: an absolute https address of at most 2,048 characters, without credentials. Any other is
    /// served as null. It is not requested.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>Gets the pick-up station.</summary>
    public required OfferStation PickUp { get; init => field = Sanitize(value); }

    /// <summary>Gets the drop-off station.</summary>
    public required OfferStation DropOff { get; init => field = Sanitize(value); }

    /// <summary>Gets the included distance, or null if unknown.</summary>
    public Mileage? Mileage { get; init; }

    /// <summary>Gets a value indicating whether a booking can be canceled without a fee, or null if unknown.</summary>
    public bool? FreeCancellation { get; init; }

    /// <summary>Gets the price.</summary>
    public required OfferPrice Price { get; init; }

    /// <summary>Gets the terms, or null if none is known.</summary>
    public OfferTerms? Terms { get; init; }

    private static OfferStation Sanitize(OfferStation station) =>
        station?.Name is not { } name || SupplierText.IsSafe(name) ? station! : station with { Name = SupplierText.Sanitize(name) };
}

/// <summary>The distance included in the price.</summary>
/// <param name="Included">The distance for the whole rental, or null if it is unlimited.</param>
/// <param name="Unit">The unit of the distance.</param>
public sealed record Mileage(int? Included, DistanceUnit Unit)
{
    /// <summary>Gets an unlimited distance.</summary>
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

/// <summary>The price of a rental, in one currency.</summary>
public sealed record OfferPrice
{
    /// <summary>Gets the total of the whole rental, mandatory taxes and fees included: above 0, at most 1,000,000,000.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the currency (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>
    /// Gets the number of rental days as the supplier counts them, at least 1, or null if it is <see cref="Rentals.SearchRequest.Days"/>.
    /// The price per day is computed from it.
    /// </summary>
    public int? Days { get; init; }

    /// <summary>Gets the price without taxes and fees, or null if unknown.</summary>
    public decimal? Base { get; init; }

    /// <summary>Gets the mandatory taxes and fees, or null if unknown.</summary>
    public decimal? TaxesAndFees { get; init; }

    /// <summary>Gets the part of the total that is paid at pick-up, or null if unknown.</summary>
    public decimal? PayAtPickUp { get; init; }

    /// <summary>
    /// Gets a value indicating whether the total is an estimate (OpenTravel's EstimatedTotalAmount without RateTotalAmount).
    /// </summary>
    public bool Estimated { get; init; }
}
