using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>What filters, facets and sorting look at, and where the offer's JSON stands in its <see cref="OfferBlock"/>.</summary>
internal readonly record struct OfferKey
{
    /// <summary>The value for a transmission that the supplier does not state.</summary>
    public const byte UnknownTransmission = 2;

    public required int Start { get; init; }

    public required int Length { get; init; }

    public required ulong Id { get; init; }

    public required long Price { get; init; }

    public required Currency3 Currency { get; init; }

    public required CarSize Size { get; init; }

    public required CarType Type { get; init; }

    public required byte Transmission { get; init; }

    /// <summary>The number of seats; 0 if not stated.</summary>
    public required byte Seats { get; init; }

    public static long ToPrice(decimal amount) => (long)(amount * Money.Scale);

    /// <summary>Creates the key of an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="id">Its id.</param>
    /// <param name="places">The number of decimals of its currency.</param>
    /// <param name="start">Where its JSON starts in the block.</param>
    /// <param name="length">The length of its JSON.</param>
    public static OfferKey From(SupplierOffer offer, ulong id, int places, int start, int length) => new()
    {
        Start = start,
        Length = length,
        Id = id,
        Price = ToPrice(Money.Round(offer.Price.Total, places)),
        Currency = Currency3.From(offer.Price.Currency),
        Size = offer.Car.Size,
        Type = offer.Car.Type,
        Transmission = offer.Car.Transmission is { } transmission ? (byte)transmission : UnknownTransmission,
        Seats = (byte)(offer.Seats ?? 0),
    };
}

/// <summary>An ISO 4217 code in four bytes.</summary>
internal readonly record struct Currency3(int Packed)
{
    public static Currency3 From(ReadOnlySpan<char> code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException("A currency code has three letters.");

    public static Currency3 From(ReadOnlySpan<byte> code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException("A currency code has three letters.");
}
